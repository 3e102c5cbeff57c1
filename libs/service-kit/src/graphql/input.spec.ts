import { Id, Instant } from '@hengxin/contracts';
import { isRejected } from '@hengxin/event-sourcing';
import { z } from 'zod';
import { viewOf } from '../catalogue/catalogue.js';
import { parseInput } from './input.js';

const schema = z.object({
  id: Id,
  at: Instant,
  day: z.iso.date().nullish(),
  notes: z.string().min(2).max(5).nullish(),
  times: z.int().min(1).max(3).nullish(),
  tier: z.enum(['GOLD', 'PRIVATE']).nullish(),
  phone: z
    .string()
    .regex(/^[0-9+ -]+$/)
    .nullish(),
  birthday: z.object({ month: z.int().max(12) }).nullish(),
});
const good = { id: 'C1', at: '2026-03-02T10:00:00+08:00' };

describe('inputs', () => {
  it('that are right come back parsed', () => expect(parseInput(schema, good)).toEqual(good));

  it.each([
    [{ id: 'no spaces!' }, ['input', 'id'], 'may have 1 to 64 of A-Z a-z 0-9 . _ -'],
    [{ at: '2026-03-02 10:00' }, ['input', 'at'], 'must be a moment with offset as 2026-03-02T10:00:00+08:00'],
    [{ day: '2026-02-30' }, ['input', 'day'], 'must be a date as 2026-03-02'],
    [{ notes: 'x' }, ['input', 'notes'], 'must have at least 2 characters'],
    [{ notes: 'secrets' }, ['input', 'notes'], 'must have at most 5 characters'],
    [{ times: 0 }, ['input', 'times'], 'must be at least 1'],
    [{ times: 9 }, ['input', 'times'], 'must be at most 3'],
    [{ tier: 'LEAD' }, ['input', 'tier'], 'must be one of GOLD, PRIVATE'],
    [{ birthday: { month: 13 } }, ['input', 'birthday', 'month'], 'must be at most 12'],
    [{ phone: 'call me' }, ['input', 'phone'], 'does not have the form it needs'],
    [{ id: undefined }, ['input', 'id'], 'has the wrong type or is missing'],
  ])('like %j are rejected with the path of the fault, and never the value', (change, field, words) => {
    const rejected = parseInput(schema, { ...good, ...change });
    if (!isRejected(rejected)) throw new Error('taken');
    const en = viewOf(rejected.rejection, 'en');
    expect(en).toEqual({ code: 'INVALID_INPUT', field, message: `\`${field.join('.')}\` ${words}.` });
    expect(viewOf(rejected.rejection, 'zh').message).toMatch(/\p{Script=Han}/u);
    expect(JSON.stringify(en)).not.toMatch(/secrets|no spaces|call me/);
  });
});
