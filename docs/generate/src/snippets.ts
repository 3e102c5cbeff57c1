import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from './page.js';

/** Pages whose code is that of files which CI compiles and runs. */
const PAGES = ['docs/how-to/add-a-capability.md'];

/** `<!-- code: path -->`, and the block of code behind it, if there is one already. */
const MARK = /^<!-- code: (\S+) -->\n(?:\n```\w*\n[\s\S]*?\n```\n)?/gm;

/** The pages, each with the files that it names between its lines. */
export function snippetPages(root: string): Page[] {
  const read = (path: string) => readFileSync(join(root, path), 'utf8');
  return PAGES.map((path) => ({ path, text: withSnippets(read(path), read) }));
}

/** A page with the text of a file behind each mark, in place of what stands there. */
export function withSnippets(page: string, read: (path: string) => string): string {
  return page.replace(MARK, (_found, path: string) => {
    const language = path.slice(path.lastIndexOf('.') + 1);
    return `<!-- code: ${path} -->\n\n\`\`\`${language}\n${read(path).trimEnd()}\n\`\`\`\n`;
  });
}
