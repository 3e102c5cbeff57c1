import { START } from '../position.js';
import type { Connection } from './connection.js';
import { HighestPosition } from './highest-position.js';
import { formatStorePosition } from './store-position.js';
import { Reader } from './reader.js';
import { EventReading } from './stored-event.js';
import { StreamNames } from './stream-names.js';

const place = (n: number) => formatStorePosition(1, { commit: BigInt(n), prepare: BigInt(n) });

/** A reader on a server without events of ours, whose last event stands at 300. */
function setUp() {
  const calls: string[] = [];
  const names = new StreamNames('');
  const persistent = async (doing: string) => {
    calls.push(doing);
    return doing === 'following the log' ? { found: [], complete: true } : { commit: 300n, prepare: 300n };
  };
  const highest = new HighestPosition();
  const reading = new EventReading(1, { upcast: (_, version, data) => ({ version, data }) }, names);
  return { calls, highest, reader: new Reader({ persistent, names } as unknown as Connection, reading, 1, highest) };
}

describe('a page', () => {
  const wanted = { categories: ['unit'], types: [] };

  it('up to an end that was heard of is one call', async () => {
    const { calls, highest, reader } = setUp();
    highest.note(place(200));
    expect(await reader.page(place(100), wanted, 10)).toMatchObject({ upTo: place(200), full: false });
    expect(calls).toEqual(['following the log']);
  });

  it('with no end ahead asks for one first, and reads nothing where there is none', async () => {
    const { calls, highest, reader } = setUp();
    expect(await reader.page(START, wanted, 10)).toMatchObject({ upTo: place(300) });
    expect(calls).toEqual(['looking up the end of the log', 'following the log']);
    calls.length = 0;
    expect(highest.value).toBe(place(300));
    expect(await reader.page(place(300), wanted, 10)).toMatchObject({ events: [], upTo: place(300) });
    expect(calls).toEqual(['looking up the end of the log']);
  });
});
