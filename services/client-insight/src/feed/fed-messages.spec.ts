import { type FedMessage, MESSAGE_CHARACTERS_MOST, readMessages } from './fed-messages.js';

const row = {
  client_id: 'C1',
  holding_id: 'D1',
  product_code: 'D01',
  product_name: '活期',
  kind: 'DEMAND_DEPOSIT',
  balance: '1000.5',
  as_of: '2026-03-01',
};
let offset = 0;
const message = (value: string | Buffer | null, key: string | null = 'C1'): FedMessage => ({
  offset: String(offset++),
  key: key === null ? null : Buffer.from(key),
  value: typeof value === 'string' ? Buffer.from(value) : value,
});
const good = message(JSON.stringify(row));
const read = async (...messages: FedMessage[]) =>
  (await readMessages(messages)).map(({ values, fault }) => fault?.code ?? values?.client_id);

describe('a message of the holdings feed', () => {
  it('is a row as a line of a file is', async () => {
    const [first] = await readMessages([good]);
    expect(first).toEqual({
      message: good,
      fault: undefined,
      values: {
        ...{ client_id: 'C1', holding_id: 'D1', product_code: 'D01', product_name: '活期', kind: 'DEMAND_DEPOSIT' },
        ...{ balance: 100_050, as_of: '2026-03-01', opened_on: null, matures_on: null, closed_on: null },
      },
    });
  });

  it.each([
    ['with lines between its members', JSON.stringify(row, null, 2)],
    ['with a byte order mark', `\uFEFF${JSON.stringify(row)}`],
    ['with a number for its balance', JSON.stringify({ ...row, balance: 1000.5 })],
    ['with fields that nobody knows', JSON.stringify({ ...row, branch: { city: '北京' } })],
    ['with blanks around it', `\n ${JSON.stringify(row)} \n`],
  ])('may come %s', async (_title, value) => {
    expect(await read(message(value))).toEqual(['C1']);
  });

  it.each<[string, FedMessage]>([
    ['JSON_MALFORMED', message('{"client_id":"C1"')],
    ['JSON_MALFORMED', message('{')],
    ['JSON_MALFORMED', message('[]')],
    ['JSON_MALFORMED', message('')],
    ['JSON_MALFORMED', message(' \n ')],
    ['JSON_MALFORMED', message(null)],
    ['JSON_MALFORMED', message(`${JSON.stringify(row)}\n${JSON.stringify(row)}`)],
    ['JSON_MALFORMED', message(JSON.stringify(row).replace('活期', '活\n期'))],
    ['JSON_MALFORMED', message(Buffer.from([0x7b, 0xff, 0xfe, 0x7d]))],
    ['ROW_TOO_LARGE', message(JSON.stringify({ ...row, more: 'a'.repeat(MESSAGE_CHARACTERS_MOST) }))],
    ['HOLDINGS_MESSAGE_KEY', message(JSON.stringify(row), 'C2')],
    ['HOLDINGS_MESSAGE_KEY', message(JSON.stringify(row), null)],
    ['HOLDING_BALANCE', message(JSON.stringify({ ...row, balance: '1.234' }))],
    ['CHOICE_UNKNOWN', message(JSON.stringify({ ...row, kind: 'SAVINGS' }))],
    ['DATE_OUTSIDE_CALENDAR', message(JSON.stringify({ ...row, as_of: '1980-01-01' }))],
    ['VALUE_MISSING', message(JSON.stringify({ ...row, as_of: null }))],
    ['NAME_TWICE', message(JSON.stringify(row).replace('}', ',"kind":"LOAN"}'))],
  ])('is refused by %s, and no other is', async (code, bad) => {
    expect(await read(good, bad, good, bad)).toEqual(['C1', code, 'C1', code]);
    expect(await read(bad)).toEqual([code]);
  });

  it('none is no batch', async () => expect(await readMessages([])).toEqual([]));
});
