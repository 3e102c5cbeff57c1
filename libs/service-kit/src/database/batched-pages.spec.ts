import { BatchedPages, type PageStatement, together } from './batched-pages.js';

const ofList = (list: string, name = 'list'): PageStatement => ({
  text: 'select id from entry where list = $1 and id < $2 order by id desc limit 2',
  values: [list, 'z'],
  name,
});

/** Answers as a database that holds two entries of every list. */
function reader() {
  const asked: { readonly name: string | undefined; readonly values: readonly unknown[] }[] = [];
  const entriesOf = (list: unknown) => [`${String(list)}2`, `${String(list)}1`];
  const query = async <Row>(_text: string, values: readonly unknown[], name?: string): Promise<Row[]> => {
    asked.push({ name, values });
    const lists = values.filter((_, i) => i % 2 === 0);
    return lists.flatMap((list, page) => entriesOf(list).map((id) => ({ id, page }))) as Row[];
  };
  return { asked, query };
}

describe('pages that are asked for together', () => {
  it('are read by one statement, the same one once, and given to anyone who asked', async () => {
    const database = reader();
    const pages = new BatchedPages<{ id: string }>(database, 'id desc');
    const found = await Promise.all(['a', 'b', 'a'].map((list) => pages.read(ofList(list))));
    expect(found.map((page) => page.map(({ id }) => id))).toEqual([
      ['a2', 'a1'],
      ['b2', 'b1'],
      ['a2', 'a1'],
    ]);
    expect(database.asked).toEqual([{ name: 'list-x2', values: ['a', 'z', 'b', 'z'] }]);
  });

  it('are read alone where nobody asks for another of their form, or the form has no name', async () => {
    const database = reader();
    const pages = new BatchedPages<{ id: string }>(database, 'id desc');
    await Promise.all([
      pages.read(ofList('a')),
      pages.read(ofList('b', 'other')),
      pages.read({ ...ofList('c'), name: undefined }),
    ]);
    expect(database.asked.map(({ name }) => name).sort()).toEqual(['list', 'other', undefined]);
  });

  it('keep each their own parameters', () => {
    expect(together([ofList('a'), ofList('b')], 'id desc')).toEqual({
      text:
        '(select 0 as page, p.* from (select id from entry where list = $1 and id < $2 order by id desc limit 2) p) union all ' +
        '(select 1 as page, p.* from (select id from entry where list = $3 and id < $4 order by id desc limit 2) p) order by page, id desc',
      values: ['a', 'z', 'b', 'z'],
      name: 'list-x2',
    });
  });
});
