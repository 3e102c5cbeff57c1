import { type Draft, draftOf, FIELDS, filterOf, newRow, type Row } from './model.js';

const row = (field: Row['field'], facts: Partial<Row> = {}): Row => ({ ...newRow(field, 0), ...facts });
const filter = (...rows: Row[]) => filterOf({ joins: 'all', rows });

describe('a segment while it is built', () => {
  it.each<[Row, unknown]>([
    [row('tier', { chosen: ['GOLD', 'PRIVATE'] }), { tier: ['GOLD', 'PRIVATE'] }],
    [row('deposits', { min: ' 100000 ', max: '' }), { deposits: { min: '100000' } }],
    [row('deposits', { min: '-5', max: '1.50' }), { deposits: { min: '-5', max: '1.50' } }],
    [row('holds', { text: 'WEALTH' }), { holds: { kind: 'WEALTH' } }],
    [row('holds', { second: 'LC7', min: '1' }), { holds: { productCode: 'LC7', balance: { min: '1' } } }],
    [row('notContactedSince', { text: '2026-01-01' }), { notContactedSince: '2026-01-01' }],
    [row('birthdayWithinDays', { text: '0' }), { birthdayWithinDays: 0 }],
    [row('interest', { text: ' 钓鱼 ' }), { interest: '钓鱼' }],
    [row('consent', { text: 'WECHAT', second: 'SERVICE' }), { consent: { channel: 'WECHAT', purpose: 'SERVICE' } }],
    [row('kind', { text: 'COMPANY' }), { kind: 'COMPANY' }],
    [row('contactsAYear', { min: '6', max: '12' }), { contactsAYear: { min: 6, max: 12 } }],
    [row('unitId', { text: ' U1 ' }), { unitId: 'U1' }],
    [row('rmId', { text: 'S1' }), { rmId: 'S1' }],
    [row('interest', { text: '茶', isNot: true }), { not: { interest: '茶' } }],
  ])('says %j as the platform takes it', (one, condition) => expect(filter(one)).toEqual({ all: [condition] }));

  it.each(FIELDS)('is not whole while a row of %s says nothing', (field) => expect(filter(row(field))).toBeNull());

  it.each<[string, Row]>([
    ['an amount that is no number', row('deposits', { min: '十万' })],
    ['a part of a day', row('birthdayWithinDays', { text: '1.5' })],
    ['more days than a year has', row('birthdayWithinDays', { text: '367' })],
    ['a holding with such a balance', row('holds', { text: 'LOAN', min: 'x' })],
    ['a code that is none', row('unitId', { text: 'U 1' })],
    ['a consent without purpose', row('consent', { text: 'WECHAT' })],
  ])('is not whole with %s', (_, one) => expect(filter(one)).toBeNull());

  it('of no rows is everybody', () => expect(filter()).toEqual({}));

  it('comes back as it was saved', () => {
    const draft: Draft = {
      name: '客群',
      joins: 'any',
      rows: [
        { ...row('tier', { chosen: ['GOLD'] }), key: 0 },
        { ...row('holds', { text: 'WEALTH', second: 'LC7', max: '9.00', isNot: true }), key: 1 },
        { ...row('contactsAYear', { min: '6' }), key: 2 },
        { ...row('consent', { text: 'SMS', second: 'MARKETING' }), key: 3 },
      ],
    };
    expect(draftOf('客群', JSON.stringify(filterOf(draft)))).toEqual(draft);
  });

  it('takes conditions that stand side by side as rows that must all hold', () =>
    expect(draftOf('x', '{"kind":"PERSON","all":[{"interest":"茶"}]}')).toMatchObject({
      joins: 'all',
      rows: [{ field: 'kind' }, { field: 'interest' }],
    }));

  it.each([
    '{"income":1}',
    '{"all":[{"any":[{"kind":"PERSON"}]}]}',
    '{"any":[{"kind":"PERSON"}],"kind":"PERSON"}',
    '{"not":{"not":{"kind":"PERSON"}}}',
    '{"all":[{"kind":"PERSON","interest":"x"}]}',
  ])('that was made elsewhere is not changed here: %s', (kept) => expect(draftOf('x', kept)).toBeNull());
});
