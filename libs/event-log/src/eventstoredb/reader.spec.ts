import { PositionRefused } from '../following/position-refused.js';
import { START } from '../position.js';
import type { Connection } from './connection.js';
import { HighestPosition } from './highest-position.js';
import { formatStorePosition } from './store-position.js';
import { Reader } from './reader.js';
import { EventReading } from './stored-event.js';
import { StreamNames } from './stream-names.js';

const place = (n: number) => formatStorePosition(1, { commit: BigInt(n), prepare: BigInt(n) });

/** A reader on a server without events of ours, whose last event stands at 300. */
function setUp(meanwhile: (highest: HighestPosition) => void = () => undefined) {
  const calls: string[] = [];
  const names = new StreamNames('');
  const persistent = async (doing: string) => {
    calls.push(doing);
    meanwhile(highest);
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

  it('behind the end that it asks for is refused, and what was known of the log falls back to that end', async () => {
    const { highest, reader } = setUp();
    highest.note(place(400));
    await expect(reader.page(place(400), wanted, 10)).rejects.toThrow(PositionRefused);
    expect(highest.value).toBe(place(300));
    expect(await reader.page(place(200), wanted, 10)).toMatchObject({ upTo: place(300) });
  });

  it('an end that was told while it asked is not taken back', async () => {
    const { highest, reader } = setUp((known) => known.note(place(400)));
    expect(await reader.head()).toBe(place(300));
    expect(highest.value).toBe(place(400));
  });
});
