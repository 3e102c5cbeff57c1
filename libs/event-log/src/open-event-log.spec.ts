import { describeEventLog, eventLogUrlFault, isSameLog, postgresUrlFault } from './open-event-log.js';

const SECRET = 'hunter2';

describe('the URL of a PostgreSQL', () => {
  it.each([
    'postgres://u:p@db/bank',
    'postgresql://u:p%40%2F%3F@db:5433/bank?sslmode=require',
    'postgres://db/bank?user=a@b',
  ])('%s', (url) => {
    expect(postgresUrlFault(url)).toBeUndefined();
    expect(eventLogUrlFault(url)).toBeUndefined();
  });

  it.each([
    [`mysql://u:${SECRET}@db`, /^must be a URL that starts with postgres/],
    [`postgres://u:${SECRET}/x@db/bank`, /^it is no URL of a PostgreSQL/],
    [`postgres://u:1/${SECRET}@db/bank`, /^it has an @ behind its host/],
    [`postgres://u:1?${SECRET}@db/bank`, /^it has an @ behind its host/],
    [`postgres://u:1#${SECRET}@db/bank`, /^it has an @ behind its host/],
  ])('%s is refused in words that hold nothing of it', (url, sentence) => {
    expect(postgresUrlFault(url)).toMatch(sentence);
    expect(postgresUrlFault(url)).not.toContain(SECRET);
  });
});

describe('an event log is described without credentials', () => {
  it.each([
    [`postgres://u:${SECRET}@db/bank`, 'PostgreSQL at db:5432/bank'],
    [`esdb://u:${SECRET}@a,b:1?epoch=2`, 'EventStoreDB at a:2113, b:1, epoch 2'],
    ['esdb://a?streamPrefix=test', 'EventStoreDB at a:2113, epoch 1, streams test.*'],
  ])('%s', (url, description) => expect(describeEventLog(url)).toBe(description));

  const same = (one: string, other: string) => isSameLog(describeEventLog(one), describeEventLog(other));

  it.each([
    ['esdb://a,b,c', 'esdb://c,a,b'],
    ['esdb://a,b,c', 'esdb://B'],
    ['esdb://u:p@a,b', 'esdb://v:q@b:2113,d?tlsCAFile=package.json'],
    ['postgres://u:p@db/bank', 'postgresql://v:q@db:5432/bank'],
  ])('%s and %s are one log', (one, other) => expect(same(one, other)).toBe(true));

  it.each([
    ['esdb://a,b', 'esdb://c,d'],
    ['esdb://a', 'esdb://a:2114'],
    ['esdb://a', 'esdb://a?epoch=2'],
    ['esdb://a', 'esdb://a?streamPrefix=test'],
    ['esdb://db', 'postgres://u:p@db/bank'],
    ['postgres://u:p@db/bank', 'postgres://u:p@db/other'],
  ])('%s and %s are two', (one, other) => expect(same(one, other)).toBe(false));
});
