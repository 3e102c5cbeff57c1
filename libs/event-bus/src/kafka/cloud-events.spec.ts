import { Contact, ContactLogged, catalogue } from '@hengxin/contracts';
import { contact } from '../conformance/bench.suite.js';
import { fromMessage, toMessage } from './cloud-events.js';

const event = {
  ...contact('C1', 1),
  stream: 'contact-C1.1',
  revision: 0,
  position: '1:1:1',
  recordedAt: '2026-03-02T10:13:00.000Z',
};
const types = new Set([ContactLogged.type]);

describe('a message of a topic', () => {
  it.each([
    [undefined, '/docs/reference/events/ContactLogged.v1.json'],
    [
      'https://schemas.bank.example/hengxin/',
      'https://schemas.bank.example/hengxin/docs/reference/events/ContactLogged.v1.json',
    ],
  ])('says where its schema lies, from %s', (base, schema) => {
    expect(toMessage(event, catalogue, base).headers['ce_dataschema']).toBe(schema);
  });

  it.each([
    ['ce_sourceposition', 'abc'],
    ['ce_sourceposition', '1:2'],
    ['ce_sourceposition', '12345678901234567890:1:1'],
    ['ce_sourceposition', 'start'],
    ['ce_sourceposition', 'end'],
    ['ce_streamrevision', '1.5'],
    ['ce_time', 'noon'],
    ['ce_time', '2026-03-02T10:13:00+16:00'],
    ['ce_businessdate', '0000-01-01'],
    ['ce_id', 'a\0b'],
    ['ce_id', 'a\ud83d'],
  ])('is no event when its %s is %j', (name, value) => {
    const { headers, ...message } = toMessage(event, catalogue);
    expect(
      fromMessage({ ...message, headers: { ...headers, [name]: value } }, Contact, { types, catalogue }),
    ).toMatchObject({
      code: 'NOT_A_CLOUD_EVENT',
      reason: `header ${name} is malformed`,
    });
  });

  it.each<[what: string, more: { headers?: Record<string, string>; value?: string }, code: string]>([
    ['of a later version', { headers: { ce_type: 'hengxin.visit-logging.ContactLogged.v99' } }, 'UNKNOWN_VERSION'],
    ['that is no JSON', { value: '{"contactId":' }, 'NOT_JSON'],
    ['that lacks what its schema asks for', { value: '{}' }, 'AGAINST_SCHEMA'],
  ])('%s cannot be taken, and its code says so', (_, { headers = {}, value }, code) => {
    const message = toMessage(event, catalogue);
    expect(
      fromMessage({ ...message, ...(value && { value }), headers: { ...message.headers, ...headers } }, Contact, {
        types,
        catalogue,
      }),
    ).toMatchObject({ code, position: '1:1:1' });
  });

  it('that was sent before moments were narrow is healed, and then it fits its schema', () => {
    const data = event.data as Record<string, unknown>;
    const sent = { ...event, data: { ...data, startedAt: '2026-03-02T10:00:00+16:00', followUpOn: '0999-01-01' } };
    expect(fromMessage(toMessage(sent, catalogue), Contact, { types, catalogue })).toMatchObject({
      data: { startedAt: '2026-03-01T18:00:00Z', endedAt: data['endedAt'], followUpOn: '1000-01-01' },
    });
  });
});
