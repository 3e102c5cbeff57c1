import { globSync, readFileSync } from 'node:fs';
import ts from 'typescript';

const WIDTH = 120;

/** Lines that are too wide, but for those that hold a text or an address: a text is not broken for its width. */
function tooWide(name: string, text: string): string[] {
  const isText = name.endsWith('.md') ? textsOfPage(text) : textsOfCode(name, text);
  return text.split('\n').flatMap((line, i) => (line.length > WIDTH && !isText(line, i) ? [`${name}:${i + 1}`] : []));
}

/** Blocks of code, tables, pictures and what holds no blank. */
function textsOfPage(text: string): (line: string, number: number) => boolean {
  const isFence = (line: string) => /^\s*```/.test(line);
  const lines = text.split('\n');
  const inBlock = lines.map((_, i) => lines.slice(0, i + 1).filter(isFence).length % 2 === 1);
  return (line, i) => inBlock[i]! || /^\s*(\||<)/.test(line) || !/\s/.test(line.trim());
}

/** Lines with a quoted text or a pattern, and those within a template; a comment is none unless it holds an address. */
function textsOfCode(name: string, text: string): (line: string, number: number) => boolean {
  const file = ts.createSourceFile(name, text, ts.ScriptTarget.Latest);
  const templates = new Set<number>();
  const visit = (node: ts.Node): void => {
    if (ts.isTemplateExpression(node) || ts.isNoSubstitutionTemplateLiteral(node)) {
      const lineOf = (at: number) => file.getLineAndCharacterOfPosition(at).line;
      for (let line = lineOf(node.getStart(file)); line <= lineOf(node.end); line++) templates.add(line);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  const isComment = (line: string) => /^\s*(\*|\/\/) /.test(line) && !/https?:/.test(line);
  return (line, i) => templates.has(i) || (/['"`/]/.test(line) && !isComment(line));
}

describe('a line', () => {
  const names = globSync('{services,libs,deploy,docs,test}/**/*.{ts,tsx,mjs,md}', {
    exclude: (name) =>
      ['node_modules', 'dist', 'dist-types', 'reference', 'generated', 'surface', 'zh-CN'].includes(name),
  }).filter((name) => !name.includes('.generated.'));

  it('of code and prose has at most 120 columns', () => {
    expect(names.length).toBeGreaterThan(500);
    expect(names.flatMap((name) => tooWide(name, readFileSync(name, 'utf8')))).toEqual([]);
  });

  it('that is wider is told of', () => {
    const wide = 'word '.repeat(30);
    expect(tooWide('a.ts', `const x = 1;\n// ${wide}\n  call(${'x, '.repeat(50)});\nconst text = '${wide}';`)).toEqual([
      'a.ts:2',
      'a.ts:3',
    ]);
    expect(tooWide('a.md', `${wide}\n| ${wide}|\n\`\`\`\n${wide}\n\`\`\`\n`)).toEqual(['a.md:1']);
  });
});
