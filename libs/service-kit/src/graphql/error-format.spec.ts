import { GraphQLError } from 'graphql';
import { formatError } from './error-format.js';
import { QueryRefused } from './query-refused.js';

it('a place in a list is a number in the path of an error, though a compiled operation tells it as text', () => {
  const refused = new GraphQLError('x', { path: ['contacts', 'edges', '2', 'node'], originalError: new QueryRefused('NOT_ALLOWED') });
  expect(formatError(refused, 'en')).toMatchObject({ path: ['contacts', 'edges', 2, 'node'], extensions: { code: 'NOT_ALLOWED' } });
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
