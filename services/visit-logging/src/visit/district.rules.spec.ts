import fc from 'fast-check';
import { isCloserThanDistrict } from './district.rules.js';

describe('where a visit took place is told by its district', () => {
  it.each([
    '朝阳区',
    '北京市朝阳区建外街道',
    '浦东新区陆家嘴街道 3 社区',
    '建国路',
    '第五大道',
    '10号线团结湖站一带',
    '三环以内',
    '朝阳区, 100020',
    'Chaoyang District, Beijing',
    'Pudong, inside the 2nd ring',
    'District 3, St. Gallen',
    '5.5 km from the branch',
  ])('%s is no closer', (text) => expect(isCloserThanDistrict(text)).toBe(false));

  it.each([
    ['coordinates', '39.9087,116.3975'],
    ['coordinates with a blank between them', '39.9087 116.3975'],
    ['coordinates with words', '朝阳区（北纬39.9087，东经116.3975）'],
    ['coordinates below zero', '-33.8568, -151.2153'],
    ['full-width coordinates', '３９．９０８７，１１６．３９７５'],
    ['degrees', '39°54′27″N 116°23′51″E'],
    ['a house', '建国路88号'],
    ['a house with blanks', '朝阳区建国路 88 号'],
    ['a full-width number', '建国路８８号'],
    ['a number in words', '建国路八十八号'],
    ['a street and a number', '建国路88'],
    ['a house of a lane', '愚园路 608弄'],
    ['a flat', '幸福小区3栋2单元301室'],
    ['a house in English', '88 Jianguo Road'],
    ['a house with its letter', '221b Baker Street'],
    ['a house by its number', 'No. 88-2, Jianguo Rd, Chaoyang'],
    ['a number behind the street', 'Jianguo Road 88'],
    ['a number behind the street, with its word', 'Jianguo Lu No. 88'],
  ])('%s is closer: %s', (_, text) => expect(isCloserThanDistrict(text)).toBe(true));

  const NUMERAL = /[\p{N}°一二三四五六七八九十百零〇]/u;
  const words = fc.string({ maxLength: 20 }).filter((text) => !NUMERAL.test(text.normalize('NFKC')));
  const degrees = (most: number) => fc.double({ min: -most, max: most, noNaN: true }).map((told) => told.toFixed(4));

  it('without a number it is never closer', () => {
    fc.assert(fc.property(words, (text) => !isCloserThanDistrict(text)));
  });

  it('two numbers with decimals are closer, wherever they stand', () => {
    fc.assert(
      fc.property(words, degrees(90), words, degrees(180), words, (before, north, between, east, behind) => {
        expect(isCloserThanDistrict(`${before}${north}, ${between}${east}${behind}`)).toBe(true);
      }),
    );
  });

  it('a house number is closer, no matter which street and which digits', () => {
    const number = fc.integer({ min: 1, max: 9999 });
    fc.assert(
      fc.property(words, number, fc.constantFrom('号', ' 号', '弄', '栋'), (street, house, word) => {
        expect(isCloserThanDistrict(`${street}路${house}${word}`)).toBe(true);
      }),
    );
  });
});
