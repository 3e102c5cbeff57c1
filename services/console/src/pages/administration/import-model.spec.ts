import {
  after,
  contentTypeOf,
  ended,
  kindOf,
  linesOf,
  type Message,
  type Reject,
  rejectsHead,
  rejectsLine,
  SHOWN_REJECTS,
  WAITING,
} from './import-model.js';

const reject = (line: number): Reject => ({
  line,
  field: 'unit_id',
  code: 'UNIT_UNKNOWN',
  message: 'no unit',
  row: { staff_id: 'S1' },
});
const told = (...messages: Message[]) => messages.reduce(after, { ...WAITING, state: 'running' as const });
async function* pieces(...texts: string[]) {
  yield* texts;
}
const read = async (...texts: string[]) => {
  const lines: string[] = [];
  for await (const line of linesOf(pieces(...texts))) lines.push(line);
  return lines;
};

describe('a run of an import', () => {
  it('counts as it is told, and is done with its account', () => {
    const counts = { read: 3, taken: 2, unchanged: 0, rejected: 1 };
    const run = told(
      { type: 'columns', names: ['staff_id'] },
      { type: 'unknownColumn', name: 'shoe_size' },
      { type: 'reject', ...reject(3) },
      { type: 'progress', ...counts },
    );
    expect(run).toMatchObject({ state: 'running', columns: ['staff_id'], unknownColumns: ['shoe_size'], counts });
    expect(after(run, { type: 'account', ...counts, position: 'p', awaiting: 1 })).toMatchObject({
      state: 'done',
      account: { awaiting: 1, position: 'p' },
      rejects: [reject(3)],
    });
  });
  it('shows the first rejected rows alone, however many there are', () => {
    const many = Array.from({ length: SHOWN_REJECTS + 5 }, (_, at): Message => ({ type: 'reject', ...reject(at) }));
    expect(told(...many).rejects).toHaveLength(SHOWN_REJECTS);
  });
  it('is not done where its answer ends without an account', () => {
    expect(ended(told()).state).toBe('stopped');
    expect(ended(told({ type: 'failure', code: 'IMPORT_FAILED', message: 'down' }))).toMatchObject({
      state: 'failed',
      failure: 'down',
    });
  });
});

describe('the file of rejected rows', () => {
  it('has the reason before each row, under the columns of the file', () => {
    expect(rejectsHead(['staff_id', 'name'])).toEqual(['line', 'field', 'code', 'message', 'staff_id', 'name', 'text']);
    expect(rejectsLine(['staff_id', 'name'], reject(3))).toEqual([
      '3',
      'unit_id',
      'UNIT_UNKNOWN',
      'no unit',
      'S1',
      '',
      '',
    ]);
    expect(rejectsLine(['staff_id'], { ...reject(4), field: null, row: {}, text: '"broken' })).toEqual([
      '4',
      '',
      'UNIT_UNKNOWN',
      'no unit',
      '',
      '"broken',
    ]);
  });
});

describe('an answer that comes in pieces', () => {
  it('is read line by line, wherever the pieces end', async () => {
    expect(await read('{"a":', '1}\n{"b"', ':2}\n\n')).toEqual(['{"a":1}', '{"b":2}']);
    expect(await read('{"a":1}')).toEqual(['{"a":1}']);
    expect(await read()).toEqual([]);
  });
});

describe('a file', () => {
  it('is known by its name', () => {
    const names = ['Clients-2026.csv', 'staff.ndjson', 'holdings.csv', 'calendar.csv', 'other.csv'];
    expect(names.map(kindOf)).toEqual(['clients', 'staff', 'holdings', 'calendar', undefined]);
    expect(['a.CSV', 'a.jsonl', 'a.NDJSON'].map(contentTypeOf)).toEqual([
      'text/csv',
      'application/x-ndjson',
      'application/x-ndjson',
    ]);
  });
});
