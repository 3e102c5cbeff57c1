import { termsOf, wantedOf } from './search-terms.js';

/** Whether a client with this name and phone is found by a typed text. */
const finds = (typed: string, name: string, phone: string | null = null): boolean => {
  const { terms } = wantedOf(typed);
  return terms !== null && termsOf({ name, phone }).some((term) => term >= terms[0] && term < terms[1]);
};

describe('a client is found', () => {
  it.each([
    ['the whole name', '欧阳晓明', '欧阳晓明'],
    ['how the name begins', '欧阳', '欧阳晓明'],
    ['what stands within a Chinese name', '晓明', '欧阳晓明'],
    ['its last character', '明', '欧阳晓明'],
    ['the full pinyin', 'ouyangxiaoming', '欧阳晓明'],
    ['the pinyin with blanks and capitals', 'Ou Yang', '欧阳晓明'],
    ['the pinyin with tones', 'ōuyáng', '欧阳晓明'],
    ['how the pinyin begins', 'ouy', '欧阳晓明'],
    ['the pinyin from any syllable on', 'xiaom', '欧阳晓明'],
    ['the initials', 'oyxm', '欧阳晓明'],
    ['how the initials begin', 'oyx', '欧阳晓明'],
    ['a surname as it is read as a surname', 'shan', '单雄信'],
    ['ü typed as v', 'lv', '吕布'],
    ['a foreign name', 'john sm', 'John Smith'],
    ['a word of a foreign name', 'smith', 'John Smith'],
    ['an accent left out', 'jose', 'José García'],
    ['wide letters', 'ｊｏｈｎ', 'John Smith'],
    ['a part of the name of a firm', '贸易', '上海恒心贸易有限公司'],
    ['its pinyin', 'hengxin', '上海恒心贸易有限公司'],
    ['a name with a dot', '阿凡提买买提', '阿凡提·买买提'],
  ])('by %s', (_, typed, name) => expect(finds(typed, name)).toBe(true));

  it.each([
    ['another name', '李', '欧阳晓明'],
    ['what stands within a syllable', 'iaom', '欧阳晓明'],
    ['what stands within a foreign word', 'mith', 'John Smith'],
    ['more than the name', '欧阳晓明明', '欧阳晓明'],
    ['nothing but marks', '··', '阿凡提·买买提'],
  ])('not by %s', (_, typed, name) => expect(finds(typed, name)).toBe(false));

  it('by the last four digits of the phone, where the mask shows them', () => {
    expect(finds('1234', '李明', '13800001234')).toBe(true);
    expect(finds('1234', '李明', '+86 138 0000 1234')).toBe(true);
    expect(finds('0123', '李明', '13800001234')).toBe(false);
  });

  it('by no digits that the mask hides', () => {
    expect(termsOf({ name: '李明', phone: '66668888' }).filter((term) => /\d/.test(term))).toEqual([]);
    expect(termsOf({ name: '李明', phone: '13800001234' }).filter((term) => /\d/.test(term))).toEqual(['t:1234']);
    for (const typed of ['13800001234', '00001234', '138']) expect(wantedOf(typed).terms).toBeNull();
  });

  it('by id as it is typed, or in capitals', () => {
    expect(wantedOf('c000017').ids).toEqual(['c000017', 'C000017']);
    expect(wantedOf('欧阳').ids).toEqual([]);
    expect(wantedOf('1234').ids).toEqual(['1234']);
  });

  it('under few terms, however long the name', () => {
    expect(termsOf({ name: '王小明', phone: '13800001234' })).toEqual([
      'n:王小明',
      'n:小明',
      'n:明',
      'a:wangxiaoming',
      'a:xiaoming',
      'a:ming',
      'a:wxm',
      't:1234',
    ]);
    expect(termsOf({ name: '恒'.repeat(200), phone: null }).length).toBeLessThan(30);
  });
});

describe('a rare character that takes two code units', () => {
  it('is never cut in half, since no half of it can be stored', () => {
    const terms = termsOf({ name: '𠮷野𠮷', phone: null });
    expect(terms.length).toBeGreaterThan(0);
    expect(terms.filter((term) => !term.isWellFormed())).toEqual([]);
  });
  it('is found by itself', () => expect(finds('𠮷', '山𠮷')).toBe(true));
});
