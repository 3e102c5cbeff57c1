import fc from 'fast-check';
import { BatchedIds } from './batched-ids.js';

const known = (id: string): boolean => Number(id) % 3 !== 0;
const lists = fc.array(fc.array(fc.integer({ min: 0, max: 20 }).map(String)));

describe('pages of ids that are asked for together', () => {
  it('get each its own rows in its own order, however many share a statement', async () => {
    await fc.assert(
      fc.asyncProperty(lists, fc.integer({ min: 1, max: 3 }), async (pages, statements) => {
        const rows = new BatchedIds(async (ids) => {
          expect(new Set(ids).size).toBe(ids.length);
          await Promise.resolve();
          return new Map(ids.filter(known).map((id) => [id, `row ${id}`]));
        }, statements);
        const found = await Promise.all(pages.map((page) => rows.find([...new Set(page)])));
        expect(found).toEqual(
          pages.map((page) => [...new Set(page)].map((id) => (known(id) ? `row ${id}` : undefined))),
        );
      }),
    );
  });

  it('are read by a statement that begins after they were asked for', async () => {
    let row = 'old';
    const releases: (() => void)[] = [];
    const rows = new BatchedIds(async (ids) => {
      const read = row;
      await new Promise<void>((release) => releases.push(release));
      return new Map(ids.map((id) => [id, read]));
    }, 1);
    const first = rows.find(['a']);
    await Promise.resolve();
    row = 'new';
    const second = rows.find(['a']);
    releases[0]!();
    expect(await first).toEqual(['old']);
    while (releases.length < 2) await Promise.resolve();
    releases[1]!();
    expect(await second).toEqual(['new']);
  });

  it('fail alone where one of them makes the statement fail', async () => {
    const rows = new BatchedIds(async (ids) => {
      if (ids.includes('bad')) throw Object.assign(new Error('invalid byte sequence'), { code: '22021' });
      return new Map(ids.map((id) => [id, id]));
    });
    expect(await Promise.allSettled([rows.find(['a']), rows.find(['bad']), rows.find(['b'])])).toMatchObject([
      { value: ['a'] },
      { status: 'rejected' },
      { value: ['b'] },
    ]);
  });

  it('ask for nothing where no id is named', async () => {
    const rows = new BatchedIds<string>(() => Promise.reject(new Error('asked')));
    expect(await rows.find([])).toEqual([]);
  });
});
