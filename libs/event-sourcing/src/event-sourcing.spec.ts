import { z } from 'zod';
import {
  categoryOf,
  clipped,
  type Command,
  decide,
  type Decider,
  defineAggregate,
  defineEvent,
  defineRejections,
  evolve,
  type EventOf,
  isRejected,
  personal,
  sentence,
} from './index.js';

const Opened = defineEvent('Opened', {
  version: 2,
  summary: 'An account was opened.',
  data: z.object({
    accountId: z.string(),
    owner: personal(z.object({ name: z.string() }).nullable()),
    notes: z.array(z.object({ at: z.string(), text: personal(z.string().optional()) })).default([]),
    limit: z.int(),
  }),
  upcasters: { 1: (data) => ({ ...data, limit: 0, notes: [] }) },
});
const Closed = defineEvent('Closed', {
  version: 1,
  summary: 'It was closed.',
  data: z.object({ accountId: z.string() }),
});
const refusals = defineRejections({
  NOT_OPEN: { field: ['accountId'], en: 'Account {id} is not open: open it first.', zh: '账户{id}未开立：请先开立。' },
});

type Close = Command<'Close', { accountId: string }>;
const account: Decider<Close, EventOf<typeof Opened> | EventOf<typeof Closed>, 'none' | 'open' | 'closed'> = {
  initial: 'none',
  decide: {
    Close: ({ accountId }, state) =>
      state === 'open' ? [Closed.of({ accountId })] : refusals.NOT_OPEN({ id: accountId }),
  },
  evolve: { Opened: () => 'open', Closed: () => 'closed' },
};
const opened = Opened.of({ accountId: 'a', owner: { name: 'n' }, notes: [{ at: 't', text: 'secret' }], limit: 1 });

describe('an event definition', () => {
  it('validates what it makes', () => expect(() => Closed.of({ accountId: 1 as never })).toThrow());
  it('finds personal fields through nullables, arrays and nested objects', () =>
    expect(Opened.personal).toEqual([['owner'], ['notes', 'text']]));
  it('publishes no personal field and leaves the original alone', () => {
    expect(Opened.published(opened.data)).toEqual({ accountId: 'a', notes: [{ at: 't' }], limit: 1 });
    expect(opened.data.owner).toEqual({ name: 'n' });
  });
  it('brings stored versions up to today', () =>
    expect(Opened.upcast(1, { accountId: 'a', owner: null })).toEqual({
      accountId: 'a',
      owner: null,
      limit: 0,
      notes: [],
    }));
  it('must have an upcaster for every earlier version', () =>
    expect(() => defineEvent('E', { version: 2, summary: '', data: z.object({}) })).toThrow('no upcaster from v1'));
});

describe('a decider', () => {
  it('decides on the state that events make', () => {
    expect(decide(account, { type: 'Close', data: { accountId: 'a' } }, evolve(account, [opened]))).toEqual([
      Closed.of({ accountId: 'a' }),
    ]);
  });
  it('returns a refusal as a value', () => {
    const answer = decide(account, { type: 'Close', data: { accountId: 'a' } }, account.initial);
    expect(isRejected(answer) && answer.rejection).toEqual({
      code: 'NOT_OPEN',
      field: ['accountId'],
      facts: { id: 'a' },
    });
  });
  it('refuses a stream with a foreign event', () =>
    expect(() => evolve(account, [{ type: 'Other', version: 1, data: {} }])).toThrow('does not belong'));
});

describe('a rejection', () => {
  it('speaks both languages and fills in the facts', () => {
    expect(sentence(refusals.texts.NOT_OPEN, 'en', { id: 'a' })).toBe('Account a is not open: open it first.');
    expect(sentence(refusals.texts.NOT_OPEN, 'zh', { id: 'a' })).toBe('账户a未开立：请先开立。');
  });
  it('repeats of a long fact its beginning and its end', () => {
    const long = `first${'x'.repeat(120_000)}last`;
    const shown = sentence(refusals.texts.NOT_OPEN, 'en', { id: long });
    expect(shown).toMatch(/^Account first(x+) … (x+)last is not open: open it first\.$/);
    expect(shown.length).toBeLessThan(400);
    expect(clipped('x'.repeat(300))).toBe('x'.repeat(300));
  });
  it('repeats no character that is not seen, nor half a pair where it cuts one', () => {
    expect(clipped('a\u0000b\nc\u202ed\ud800')).toBe('a\uFFFDb\uFFFDc\uFFFDd\uFFFD');
    expect(clipped('𠮷'.repeat(500)).isWellFormed()).toBe(true);
  });
});

describe('an aggregate', () => {
  const aggregate = defineAggregate({
    context: 'ledger',
    name: 'account',
    key: 'accountId',
    events: { Opened, Closed },
  });
  it('names its streams and its topic', () => {
    expect(aggregate.stream('a-1')).toBe('account-a-1');
    expect(categoryOf('account-a-1')).toBe('account');
    expect(aggregate.topic).toBe('hengxin.ledger.account.events.v1');
    expect(aggregate.keyOf({ accountId: 'a' })).toBe('a');
  });
  it('is refused when an event lacks the key', () =>
    expect(() =>
      defineAggregate({ context: 'ledger', name: 'account', key: 'limit', events: { Opened, Closed } }),
    ).toThrow('has no field limit'));
});
