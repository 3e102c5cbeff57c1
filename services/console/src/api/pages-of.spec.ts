import { pagesOf } from './pages-of.js';

/** Rows 1 to 5 in pages of two; `after` is the last row of the page before. */
const read = (after: string | null) => {
  const from = Number(after ?? 0);
  const nodes = [1, 2, 3, 4, 5].slice(from, from + 2);
  const pageInfo = { hasNextPage: from + 2 < 5, endCursor: String(from + 2) };
  return Promise.resolve({ edges: nodes.map((node) => ({ node })), pageInfo });
};
async function all<Node>(pages: AsyncIterable<readonly Node[]>): Promise<(readonly Node[])[]> {
  const come: (readonly Node[])[] = [];
  for await (const page of pages) come.push(page);
  return come;
}

describe('a list that is read to its end', () => {
  it('comes page by page, each once', async () => expect(await all(pagesOf(read))).toEqual([[1, 2], [3, 4], [5]]));
  it('goes on behind a page that holds nothing', async () => {
    const sparse = (after: string | null) =>
      Promise.resolve({
        edges: after === null ? [] : [{ node: 'x' }],
        pageInfo: { hasNextPage: after === null, endCursor: 'a' },
      });
    expect(await all(pagesOf(sparse))).toEqual([[], ['x']]);
  });
  it('is no list where a page fails, or does not say how to go on', async () => {
    const failing = (after: string | null) => (after === null ? read(after) : Promise.reject(new Error('gone')));
    await expect(all(pagesOf(failing))).rejects.toThrow('gone');
    const endless = () => Promise.resolve({ edges: [], pageInfo: { hasNextPage: true, endCursor: null } });
    await expect(all(pagesOf(endless))).rejects.toThrow('does not say where');
  });
});
