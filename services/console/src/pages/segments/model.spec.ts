import { conditionsIn } from './model.js';

describe('a segment in the list', () => {
  it.each([
    ['{}', 0],
    ['{"tier":["GOLD"],"kind":"PERSON"}', 2],
    ['{"all":[{"tier":["GOLD"]},{"not":{"any":[{"interest":"钓鱼"},{"holds":{"kind":"LOAN"}}]}}]}', 3],
  ])('of %s has %d conditions', (filter, count) => expect(conditionsIn(filter)).toBe(count));
});
