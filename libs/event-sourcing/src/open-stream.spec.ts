import type { Command, Decider, DomainEvent, RecordedEvent } from './index.js';
import { NO_STREAM, OpenStream } from './index.js';

type Deposit = Command<'Deposit', number>;
type Close = Command<'Close', null>;
type Told = DomainEvent<'Deposited', number> | DomainEvent<'Closed', null>;
interface Account {
  readonly balance: number;
  readonly closed: boolean;
}

const account: Decider<Deposit | Close, Told, Account> = {
  initial: { balance: 0, closed: false },
  decide: {
    Deposit: (amount, { closed }) =>
      closed
        ? { rejection: { code: 'CLOSED', field: [], facts: {} } }
        : [{ type: 'Deposited', version: 1, data: amount }],
    Close: (_, { closed }) => (closed ? [] : [{ type: 'Closed', version: 1, data: null }]),
  },
  evolve: {
    Deposited: (amount, { balance, closed }) => ({ balance: balance + amount, closed }),
    Closed: (_, { balance }) => ({ balance, closed: true }),
  },
};
const deposit = (data: number): Deposit => ({ type: 'Deposit', data });
const close: Close = { type: 'Close', data: null };
const deposited = (data: number, revision: number) =>
  ({ type: 'Deposited', version: 1, data, revision }) as RecordedEvent;

describe('a stream in the hands of who writes to it', () => {
  it('stands where its events left it', () => {
    const stream = OpenStream.of(account, [deposited(5, 0), deposited(7, 1)]);
    expect([stream.state, stream.revision]).toEqual([{ balance: 12, closed: false }, 1]);
  });

  it('is nothing without events', () => {
    const stream = OpenStream.of(account, []);
    expect([stream.state, stream.revision]).toEqual([account.initial, NO_STREAM]);
  });

  it('stands where somebody who read it before left it', () => {
    const stream = OpenStream.from(account, { state: { balance: 3, closed: false }, revision: 8 });
    stream.decide(deposit(1));
    expect([stream.state, stream.revision]).toEqual([{ balance: 4, closed: false }, 8]);
  });

  it('has each command decided on what those before it came to', () => {
    const stream = OpenStream.of(account, [deposited(5, 0)]);
    expect(stream.decide(close)).toMatchObject([{ type: 'Closed' }]);
    expect(stream.decide(close)).toEqual([]);
    expect(stream.decide(deposit(1))).toMatchObject({ rejection: { code: 'CLOSED' } });
    expect([stream.state, stream.revision]).toEqual([{ balance: 5, closed: true }, 0]);
  });

  it('refuses to stand for an event that its decider does not know', () => {
    const stream = OpenStream.of(account, [{ ...deposited(5, 0), type: 'Robbed' }]);
    expect(() => stream.state).toThrow('event Robbed does not belong to this stream');
  });
});
