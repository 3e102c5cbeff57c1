import { EventEmitter } from 'node:events';
import type { Consumer as KafkaConsumer } from 'kafkajs';
import { eventually } from '../conformance/bench.suite.js';
import { GroupMember, neverByItself } from './group-member.js';

/** A client as far as a member needs it. */
class Client extends EventEmitter {
  readonly events = { CRASH: 'crash' };
  left = false;
  async disconnect(): Promise<void> {
    this.left = true;
  }
  crash(): void {
    this.emit('crash', { payload: { error: new Error('thrown out'), restart: false } });
  }
}

describe('a member of a group', () => {
  const clients: Client[] = [];
  let run: (client: Client) => Promise<void>;
  const failures: unknown[] = [];
  const closing = new AbortController();
  const member = new GroupMember({
    signal: closing.signal,
    client: () => {
      const client = new Client();
      clients.push(client);
      return client as unknown as KafkaConsumer;
    },
    run: (client) => run(client as unknown as Client),
    failing: (error) => failures.push(error),
  });
  afterAll(async () => {
    closing.abort();
    await member.leave();
  });

  it('tries again when it can not join, also when the client hides that in an event', async () => {
    run = async (client) => {
      if (clients.length === 1) throw new Error('no broker');
      if (clients.length === 2) client.crash();
    };
    member.join();
    await eventually(() => clients.length === 3 && !member.joining);
    expect(failures.map(String)).toEqual(['Error: no broker', 'Error: thrown out']);
    expect(clients.map(({ left }) => left)).toEqual([true, true, false]);
  });

  it('joins again when it is thrown out, and hears no more of the client that was', async () => {
    clients[2]!.crash();
    await eventually(() => clients.length === 4 && !member.joining);
    clients[2]!.crash();
    expect(member.joining).toBe(false);
  });

  it('has no client that restarts by itself, beside the one that takes its place', async () => {
    expect(await neverByItself()).toBe(false);
  });
});
