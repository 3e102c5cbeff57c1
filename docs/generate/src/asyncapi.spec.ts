import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';

const require = createRequire(import.meta.url);
const published = JSON.parse(readFileSync('docs/reference/asyncapi.json', 'utf8')) as { asyncapi: string };

it('the description of the events is a document of AsyncAPI 3.1, by the schema of its makers', () => {
  expect(published.asyncapi).toBe('3.1.0');
  const validate = validator();
  validate(published);
  expect(validate.errors ?? []).toEqual([]);
});

it('a document with an operation of no kind is none', () => {
  const validate = validator();
  expect(validate({ ...published, operations: { wrong: { action: 'think' } } })).toBe(false);
});

function validator() {
  const schema = require('@asyncapi/specs/schemas/3.1.0-without-$id.json') as { definitions: Record<string, unknown> };
  const ajv = new Ajv({ strict: false, logger: false });
  (formats as unknown as (ajv: Ajv) => void)(ajv);
  return ajv.compile(schema);
}
