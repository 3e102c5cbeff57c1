import { withSnippets } from './snippets.js';

const files: Record<string, string> = { 'a.ts': 'export const a = 1;\n', 'b.graphql': 'type B\n' };
const read = (path: string) => files[path]!;

describe('the code of a page', () => {
  it('is the text of the file behind its mark', () =>
    expect(withSnippets('# A\n\n<!-- code: a.ts -->\n\nMore.\n', read)).toBe(
      '# A\n\n<!-- code: a.ts -->\n\n```ts\nexport const a = 1;\n```\n\nMore.\n',
    ));

  it('takes the place of what stood there, and no other block', () => {
    const page = withSnippets(
      '<!-- code: a.ts -->\n\n```ts\nold\n```\n\n```sh\nls\n```\n<!-- code: b.graphql -->\n',
      read,
    );
    expect(page).toBe(
      '<!-- code: a.ts -->\n\n```ts\nexport const a = 1;\n```\n\n```sh\nls\n```\n<!-- code: b.graphql -->\n\n```graphql\ntype B\n```\n',
    );
    expect(withSnippets(page, read)).toBe(page);
  });
});
