import { readFileSync } from 'node:fs';
import { HOLDING_KINDS } from '@hengxin/contracts';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { holdingColumns } from '../holding/holdings.columns.js';
import { readMessages } from './fed-messages.js';

interface Schema {
  readonly properties: Readonly<Record<string, { readonly enum?: readonly string[] }>>;
  readonly required: readonly string[];
}

const schema = JSON.parse(readFileSync('docs/how-to/holdings-message.v1.json', 'utf8')) as Schema;

const good = {
  client_id: 'C1',
  holding_id: 'D1',
  product_code: 'D01',
  product_name: '活期',
  kind: 'DEMAND_DEPOSIT',
  balance: '1000.50',
  as_of: '2026-03-01',
  opened_on: '2020-05-05',
  matures_on: null,
};

describe('the JSON Schema of a message', () => {
  const ajv = new Ajv2020({ allErrors: true, allowUnionTypes: true });
  addFormats.default(ajv);
  const fits = ajv.compile(schema);
  const isRead = async (message: { readonly client_id?: string | undefined }): Promise<boolean> => {
    const key = Buffer.from(message.client_id ?? '');
    const [read] = await readMessages([{ offset: '0', key, value: Buffer.from(JSON.stringify(message)) }]);
    return read!.fault === undefined;
  };

  it('names the columns of the file, and those that are required', () => {
    expect(Object.keys(schema.properties)).toEqual(Object.keys(holdingColumns));
    const required = Object.entries(holdingColumns).flatMap(([name, column]) => (column.required ? [name] : []));
    expect(schema.required).toEqual(required);
    expect(schema.properties['kind']?.enum).toEqual(HOLDING_KINDS);
  });

  it.each([
    {},
    { product_name: null },
    { product_name: '字'.repeat(200) },
    { balance: '0' },
    { balance: '-12.3' },
    { balance: '999999999999.99' },
    { closed_on: '2026-03-02' },
    { branch: 'unknown fields are passed over' },
    { client_id: 'a.B-c_1', holding_id: '6'.repeat(64) },
  ])('takes %j, and so does the reader', async (change) => {
    const message = { ...good, ...change };
    expect(fits(message)).toBe(true);
    expect(await isRead(message)).toBe(true);
  });

  it.each([
    { client_id: undefined },
    { client_id: '客户' },
    { holding_id: '6'.repeat(65) },
    { product_code: null },
    { product_name: '字'.repeat(201) },
    { product_name: 'a\u0007b' },
    { kind: 'SAVINGS' },
    { balance: undefined },
    { balance: '1.234' },
    { balance: '1,000.00' },
    { balance: '1234567890123' },
    { as_of: '2026-02-30' },
    { as_of: '20260301' },
    { opened_on: 'yesterday' },
  ])('refuses %j, and so does the reader', async (change) => {
    const message = { ...good, ...change };
    expect(fits(message)).toBe(false);
    expect(await isRead(message)).toBe(false);
  });
});
