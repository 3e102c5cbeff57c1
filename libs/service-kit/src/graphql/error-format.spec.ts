import { IssuerUnavailable } from '@hengxin/identity';
import { AppendTooLarge } from '@hengxin/event-log';
import { GraphQLError } from 'graphql';
import { formatError } from './error-format.js';
import { QueryRefused } from './query-refused.js';

it('a place in a list is a number in the path of an error, though a compiled operation tells it as text', () => {
  const refused = new GraphQLError('x', {
    path: ['contacts', 'edges', '2', 'node'],
    originalError: new QueryRefused('NOT_ALLOWED'),
  });
  expect(formatError(refused, 'en')).toMatchObject({
    path: ['contacts', 'edges', 2, 'node'],
    extensions: { code: 'NOT_ALLOWED' },
  });
});

it.each([
  [
    'the database',
    Object.assign(new Error('connect ECONNREFUSED 10.1.2.3:5432'), { code: 'ECONNREFUSED' }),
    'DATABASE_UNAVAILABLE',
  ],
  ['the token issuer', new IssuerUnavailable('its keys'), 'ISSUER_UNAVAILABLE'],
])('an outage of %s is told by a code of its own, and no address', (_, originalError, code) => {
  const view = formatError(new GraphQLError('x', { path: ['kpi'], originalError }), 'en');
  expect(view.extensions).toEqual({ code, field: [] });
  expect(view.message).not.toContain('10.1.2.3');
});

it('what is too large for the log is told by code, field, fault and fix', () => {
  const large = new GraphQLError('x', {
    path: ['logContact'],
    originalError: new AppendTooLarge('contact-1', 1, 1_234_567),
  });
  expect(formatError(large, 'en')).toEqual({
    message: expect.stringMatching(/1234567 bytes.*1000000 at most.*ask for less/),
    path: ['logContact'],
    extensions: { code: 'APPEND_TOO_LARGE', field: ['input'] },
  });
});

it('what is too large for a server that takes less is told with the figure of that server', () => {
  const large = new GraphQLError('x', {
    path: ['logContact'],
    originalError: new AppendTooLarge('contact-1', 1, 70_000, 65_536),
  });
  expect(formatError(large, 'en')).toMatchObject({
    message: expect.stringMatching(/70000 bytes.*65536 at most/),
    extensions: { code: 'APPEND_TOO_LARGE' },
  });
});

it('what failed inside is told by a code and fixed words', () => {
  const broken = new GraphQLError('connect ECONNREFUSED 10.1.2.3:5432', {
    path: ['kpi'],
    originalError: new Error('connect ECONNREFUSED 10.1.2.3:5432'),
  });
  const view = formatError(broken, 'en');
  expect(view.extensions.code).toBe('INTERNAL');
  expect(view.message).not.toContain('10.1.2.3');
});
