import { AppendTooLarge } from '@hengxin/event-log';
import type { Decider, DomainEvent, NewEvent, RecordedEvent } from '@hengxin/event-sourcing';
import { importByDecider } from './import-by-decider.js';
import type { BatchContext } from './import.job.js';
import type { SharedStock } from './shared-stock.js';

type Named = DomainEvent<'Named', { thingId: string; name: string }>;
type Name = { type: 'Name'; data: { thingId: string; name: string } };
const decider: Decider<Name, Named, string> = {
  initial: '',
  decide: {
    Name: (data, name) => {
      if (data.name === 'bad') return { rejection: { code: 'BAD', field: ['input', 'name'], facts: {} } };
      return data.name === name ? [] : [{ type: 'Named', version: 1, data }];
    },
  },
  evolve: { Named: ({ name }) => name },
};
const aggregate = {
  name: 'thing',
  topic: 't',
  stream: (id: string) => `thing-${id}`,
  keyOf: (data: Record<string, unknown>) => String(data['thingId']),
};

/** A log in memory that knows just what an import asks of it. */
class MemoryLog {
  readonly streams = new Map<string, RecordedEvent[]>();
  appends = 0;
  beforeAppend: (() => void) | undefined;
  /** Events of an append at most. */
  largest = Infinity;

  async readMany(streams: readonly string[]): Promise<Map<string, RecordedEvent[]>> {
    return new Map(
      streams.flatMap((stream) =>
        this.streams.has(stream) ? [[stream, [...this.streams.get(stream)!]] as const] : [],
      ),
    );
  }

  async append(stream: string, events: readonly NewEvent[], expectedRevision: number) {
    if (events.length > this.largest) throw new AppendTooLarge(stream, events.length, 1_000_001);
    this.appends++;
    this.beforeAppend?.();
    const known = this.streams.get(stream) ?? [];
    if (known.length - 1 !== expectedRevision)
      return { ok: false, reason: 'WRONG_REVISION', actualRevision: known.length - 1 } as const;
    this.put(stream, events, `1:${this.appends}`);
    return { ok: true, position: `1:${this.appends}`, revision: known.length - 1, repeated: false } as const;
  }

  put(stream: string, events: readonly NewEvent[], position = '1:0'): void {
    const known = this.streams.get(stream) ?? [];
    this.streams.set(stream, [
      ...known,
      ...events.map((event, i) => ({ ...event, stream, revision: known.length + i, position, recordedAt: '' })),
    ]);
  }

  names(stream: string): string[] {
    return (this.streams.get(stream) ?? []).map(({ data }) => (data as Named['data']).name);
  }
}

function take(
  log: MemoryLog,
  rows: readonly (readonly [id: string, name: string])[],
  run = 1,
  file = 'f'.repeat(16),
  {
    digest,
    reached = () => undefined,
    ...more
  }: {
    stock?: SharedStock<Named>;
    due?: (values: Name['data'], name: string) => Name | undefined;
    digest?: string;
    reached?: BatchContext['reached'];
  } = {},
) {
  const context: BatchContext = {
    caller: { id: 'import', role: 'ADMIN', unitId: null, isStaff: false },
    correlationId: 'c',
    run: `${file}.${run}`,
    commandId: (line) => ['import', file, run, line, ...(digest === undefined ? [] : [digest])].join('.'),
    reached,
    turn: Promise.resolve(),
    decided: () => undefined,
  };
  return importByDecider(
    rows.map(([thingId, name], i) => ({ line: i + 2, values: { thingId, name } })),
    context,
    {
      log,
      aggregate,
      decider,
      idOf: ({ thingId }) => thingId,
      command: (data) => ({ type: 'Name' as const, data }),
      ...more,
    },
  );
}

describe('rows become commands', () => {
  it('decided in file order, one append a stream', async () => {
    const log = new MemoryLog();
    const results = await take(log, [
      ['A', 'x'],
      ['B', 'y'],
      ['A', 'x'],
      ['A', 'bad'],
      ['A', 'z'],
    ]);
    expect(results).toEqual([
      'TAKEN',
      'TAKEN',
      'UNCHANGED',
      { code: 'BAD', field: ['input', 'name'], facts: {} },
      'TAKEN',
    ]);
    expect(log.appends).toBe(2);
    expect(log.names('thing-A')).toEqual(['x', 'z']);
  });

  it('appended in parts where they are more than one append may hold', async () => {
    const log = new MemoryLog();
    log.largest = 2;
    const rows = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((name) => ['A', name] as const);
    expect(await take(log, rows)).toEqual(rows.map(() => 'TAKEN'));
    expect(log.names('thing-A')).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g']);
    expect(log.appends).toBe(4);
  });

  it('stored once each, though somebody else came between two parts', async () => {
    const log = new MemoryLog();
    log.largest = 2;
    log.beforeAppend = () => {
      if (log.appends !== 2) return;
      log.put('thing-A', [{ id: 'e', type: 'Named', version: 1, data: { thingId: 'A', name: 'between' }, meta: {} }]);
    };
    const rows = ['a', 'b', 'c', 'd'].map((name) => ['A', name] as const);
    expect(await take(log, rows)).toEqual(rows.map(() => 'TAKEN'));
    expect(log.names('thing-A')).toEqual(['a', 'b', 'between', 'c', 'd']);
  });

  it('refused by the log where a row by itself is too large for it', async () => {
    const log = new MemoryLog();
    log.largest = 0;
    await expect(take(log, [['A', 'x']])).rejects.toThrow(AppendTooLarge);
  });

  it('decides again when somebody else was faster', async () => {
    const log = new MemoryLog();
    log.beforeAppend = () => {
      log.beforeAppend = undefined;
      log.put('thing-A', [{ id: 'e', type: 'Named', version: 1, data: { thingId: 'A', name: 'x' }, meta: {} }]);
    };
    expect(await take(log, [['A', 'x']])).toEqual(['UNCHANGED']);
    expect(log.names('thing-A')).toEqual(['x']);
  });

  it('is not put off by others who are faster twenty times', async () => {
    const log = new MemoryLog();
    let faster = 0;
    log.beforeAppend = () => {
      const data = { thingId: 'A', name: `other ${++faster}` };
      if (faster <= 20) log.put('thing-A', [{ id: `e${faster}`, type: 'Named', version: 1, data, meta: {} }]);
    };
    expect(await take(log, [['A', 'x']])).toEqual(['TAKEN']);
    expect(log.names('thing-A').at(-1)).toBe('x');
  });

  it('knows the rows that this run stored before it was cut off', async () => {
    const log = new MemoryLog();
    await take(log, [
      ['A', 'x'],
      ['B', 'y'],
    ]);
    expect(
      await take(log, [
        ['A', 'x'],
        ['B', 'y'],
        ['C', 'z'],
      ]),
    ).toEqual(['TAKEN', 'TAKEN', 'TAKEN']);
    expect(log.names('thing-A')).toEqual(['x']);
  });

  it('a file with several rows for one thing, sent again, changes nothing', async () => {
    const log = new MemoryLog();
    const rows = [
      ['A', 'x'],
      ['A', 'y'],
      ['A', 'z'],
    ] as const;
    await take(log, rows);
    expect(await take(log, rows, 2)).toEqual(['UNCHANGED', 'UNCHANGED', 'UNCHANGED']);
    expect(log.names('thing-A')).toEqual(['x', 'y', 'z']);
  });

  it('what has become due of a row is taken when its file is sent again, once, and the other rows change nothing', async () => {
    const log = new MemoryLog();
    const rows = [
      ['A', 'x'],
      ['A', 'y'],
      ['A', 'z'],
    ] as const;
    const file = 'f'.repeat(16);
    const due = ({ thingId, name }: Name['data'], state: string): Name | undefined =>
      name === 'y' && state === 'z' ? { type: 'Name', data: { thingId, name: 'due' } } : undefined;
    await take(log, rows, 1, file, { due });
    expect(log.names('thing-A')).toEqual(['x', 'y', 'z']);
    expect(await take(log, rows, 2, file, { due })).toEqual(['UNCHANGED', 'TAKEN', 'UNCHANGED']);
    expect(await take(log, rows, 2, file, { due })).toEqual(['UNCHANGED', 'TAKEN', 'UNCHANGED']);
    expect(await take(log, rows, 3, file, { due })).toEqual(['UNCHANGED', 'UNCHANGED', 'UNCHANGED']);
    expect(log.names('thing-A')).toEqual(['x', 'y', 'z', 'due']);
    expect(await take(log, rows, 1, 'e'.repeat(16))).toEqual(['TAKEN', 'TAKEN', 'TAKEN']);
  });

  it('a file sent again after another changed the same thing is taken again', async () => {
    const log = new MemoryLog();
    await take(log, [
      ['A', 'x'],
      ['A', 'y'],
    ]);
    await take(log, [['A', 'other']], 1, 'e'.repeat(16));
    expect(
      await take(
        log,
        [
          ['A', 'x'],
          ['A', 'y'],
        ],
        2,
      ),
    ).toEqual(['TAKEN', 'TAKEN']);
    expect(log.names('thing-A').at(-1)).toBe('y');
  });
});

describe('a row is known by what it is and not by what its file is called', () => {
  const file = 'f'.repeat(16);
  const first = { digest: 'd'.repeat(11) };
  const other = { digest: 'e'.repeat(11) };

  it('the same file again changes nothing, and what was stored when ids carried no digest is known too', async () => {
    const log = new MemoryLog();
    const rows = [
      ['A', 'x'],
      ['A', 'y'],
    ] as const;
    await take(log, rows, 1, file);
    expect(await take(log, rows, 1, file, first)).toEqual(['TAKEN', 'TAKEN']);
    expect(await take(log, rows, 2, file, first)).toEqual(['UNCHANGED', 'UNCHANGED']);
    await take(log, [['B', 'x']], 3, file, first);
    expect(await take(log, [['B', 'x']], 3, file, first)).toEqual(['TAKEN']);
    expect(log.names('thing-A')).toEqual(['x', 'y']);
  });

  it.each([
    ['sent after it', 2],
    ['sent where it was cut off', 1],
  ])('another file under the same id, %s, is taken', async (_title, run) => {
    const log = new MemoryLog();
    await take(log, [['A', 'x']], 1, file, first);
    expect(await take(log, [['A', 'y']], run, file, other)).toEqual(['TAKEN']);
    expect(log.names('thing-A')).toEqual(['x', 'y']);
    const ids = log.streams.get('thing-A')!.map(({ id }) => id);
    expect(new Set(ids).size).toBe(2);
  });

  it('a command of a caller that calls itself a row is none', async () => {
    const log = new MemoryLog();
    const mine = { commandId: `import.${file}.1.2.${first.digest}`, fingerprint: 'x'.repeat(22) };
    log.put('thing-A', [{ id: 'e', type: 'Named', version: 1, data: { thingId: 'A', name: 'claimed' }, meta: mine }]);
    expect(await take(log, [['A', 'x']], 1, file, first)).toEqual(['TAKEN']);
    expect(await take(log, [['A', 'x']], 2, file, first)).toEqual(['UNCHANGED']);
    expect(log.names('thing-A')).toEqual(['claimed', 'x']);
  });
});

describe('the place that a file reaches', () => {
  it('is that of what it stored, and of what its unchanged rows rest on', async () => {
    const log = new MemoryLog();
    const places: unknown[][] = [];
    const reached = (...place: unknown[]) => void places.push(place);
    await take(log, [['A', 'x']], 1, 'f', { reached });
    expect(places.splice(0)).toEqual([['1:1', 't', 'A']]);
    await take(log, [['A', 'x']], 2, 'f', { reached });
    expect(places).toEqual([['1:1', 't', 'A']]);
  });
});

describe('what rows share beside their streams', () => {
  /** Refuses nothing and is always there; notes what it is told. */
  class Stock implements SharedStock<Named> {
    readonly told: string[] = [];
    begin = async () => void this.told.push('begin');
    take = ([event]: readonly Named[]) => void this.told.push(`take ${event!.data.name}`);
    secure = async (taken: readonly { commandId: string }[]) =>
      this.told.push(`secure ${linesOf(taken.map((row) => row.commandId))}`) > 0;
    mayComeIn = () => false;
    giveBack = async (commandIds: readonly string[]) => void this.told.push(`give back ${linesOf(commandIds)}`);
  }
  const linesOf = (commandIds: readonly string[]) =>
    commandIds.map((commandId) => commandId.split('.').at(-1)).join(' ');
  const takeFrom = (stock: Stock, log: MemoryLog, rows: readonly (readonly [string, string])[]) =>
    take(log, rows, 1, 'f', { stock });

  it('is made sure of before anything is stored', async () => {
    const [log, stock] = [new MemoryLog(), new Stock()];
    log.beforeAppend = () => void stock.told.push('append');
    const rows = [
      ['A', 'x'],
      ['B', 'bad'],
      ['A', 'y'],
    ] as const;
    await takeFrom(stock, log, rows);
    expect(stock.told).toEqual(['begin', 'take x', 'take y', 'secure 2 4', 'append']);
  });

  it('has the rows decided again when others were faster', async () => {
    const [log, stock] = [new MemoryLog(), new Stock()];
    const answers = [false, true];
    stock.secure = async () => answers.shift()!;
    expect(await takeFrom(stock, log, [['A', 'x']])).toEqual(['TAKEN']);
    expect(stock.told).toEqual(['begin', 'take x', 'begin', 'take x']);
    expect(log.names('thing-A')).toEqual(['x']);
  });

  it('has all rows about a thing wait when one of them does, and decided again once the others are stored', async () => {
    const [log, stock] = [new MemoryLog(), new Stock()];
    const waits = [true, false];
    stock.mayComeIn = () => waits.shift()!;
    const rows = [
      ['A', 'x'],
      ['A', 'bad'],
      ['A', 'z'],
      ['B', 'y'],
    ] as const;
    expect(await takeFrom(stock, log, rows)).toMatchObject(['TAKEN', { code: 'BAD' }, 'TAKEN', 'TAKEN']);
    expect(stock.told).toEqual(['begin', 'take x', 'take y', 'secure 5', 'begin', 'take x', 'take z', 'secure 2 4']);
    expect(log.names('thing-A')).toEqual(['x', 'z']);
  });

  it('gets back what was made sure of for rows that were not stored', async () => {
    const [log, stock] = [new MemoryLog(), new Stock()];
    log.beforeAppend = () => {
      log.beforeAppend = undefined;
      log.put('thing-A', [{ id: 'e', type: 'Named', version: 1, data: { thingId: 'A', name: 'x' }, meta: {} }]);
    };
    await takeFrom(stock, log, [['A', 'x']]);
    expect(stock.told).toEqual(['begin', 'take x', 'secure 2', 'give back 2', 'begin', 'secure ']);
  });
});
