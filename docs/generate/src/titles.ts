import ts from 'typescript';
import { calleeOf, type Cell, cellsOf, entriesOf, isNode, known, type Names, rowsOf, withCell } from './tables.js';

/** A title of a spec, and how many others it stands below. */
export interface Title {
  readonly text: string;
  readonly depth: number;
}

/** A title as one case of it reads, and what the names of its callback stand for in that case. */
interface TitledCase {
  readonly text: string;
  readonly names: Names;
}

const TITLED = ['describe', 'it', 'test'];
const PLACE = /%[sdifjop]/g;
/** What only a run could tell. */
const UNTOLD = '…';

/** Titles of describe, it and test calls and the keys of given/when/then tables, as they nest; each row of a table. */
export function titlesOf(path: string, source: string): Title[] {
  const found: Title[] = [];
  const visit = (node: ts.Node, depth: number, names: Names): void => {
    const cases = ts.isCallExpression(node) ? casesOf(node, names) : undefined;
    if (cases)
      for (const { text, names: named } of cases) {
        found.push({ text: visible(text), depth });
        for (const argument of (node as ts.CallExpression).arguments.slice(1)) visit(argument, depth + 1, named);
      }
    else if (ts.isForOfStatement(node) && ts.isVariableDeclarationList(node.initializer)) {
      const { name } = node.initializer.declarations[0]!;
      for (const row of rowsOf(node.expression, names) ?? [undefined])
        visit(node.statement, depth, withCell(names, name, row));
    } else {
      for (const text of rulesOf(node, names)) found.push({ text: visible(text), depth });
      ts.forEachChild(node, (child) => visit(child, depth, names));
    }
  };
  visit(ts.createSourceFile(path, source, ts.ScriptTarget.Latest, true), 0, new Map());
  return found;
}

/** The sentences of `specify(decider, { … })`. */
function rulesOf(node: ts.Node, names: Names): string[] {
  if (!ts.isCallExpression(node) || calleeOf(node) !== 'specify') return [];
  return entriesOf(known(node.arguments[1], names), names).map(([text]) => text);
}

/** The titles that a call gives, one a row where it has a table; undefined for a call that gives none. */
function casesOf(call: ts.CallExpression, names: Names): TitledCase[] | undefined {
  const title = isTable(call) || !TITLED.includes(calleeOf(call)) ? undefined : textOf(call.arguments[0], names);
  if (title === undefined || !/[\p{L}\p{N}]/u.test(title)) return undefined;
  const table = ts.isCallExpression(call.expression) ? rowsOf(call.expression.arguments[0], names) : undefined;
  if (!table) return [{ text: title.replace(PLACE, UNTOLD), names }];
  return table.map((row) => {
    const cells = cellsOf(known(row, names)) ?? [row];
    return { text: spelledOut(title, cells, names), names: withParameters(call, cells, names) };
  });
}

/** `it.each([…])`, which makes what then takes a title. */
function isTable(call: ts.CallExpression): boolean {
  return ts.isPropertyAccessExpression(call.expression) && call.expression.name.text === 'each';
}

/** A title with the cells of a row in its places, as the test run says it. */
function spelledOut(title: string, cells: readonly Cell[], names: Names): string {
  const left = [...cells];
  return title.replace(PLACE, (place) => {
    const cell = left.shift();
    const text = /[jp]/.test(place) ? textOf(cell, names) : undefined;
    return text === undefined ? wordOf(cell, names) : JSON.stringify(text);
  });
}

/** The callback's parameters are the cells of the row. */
function withParameters(call: ts.CallExpression, cells: readonly Cell[], names: Names): Names {
  const parameters: readonly ts.ParameterDeclaration[] = call.arguments.find(isFunction)?.parameters ?? [];
  return parameters.reduce<Names>((more, { name }, i) => withCell(more, name, cells[i]), names);
}

const isFunction = (node: ts.Node): node is ts.ArrowFunction | ts.FunctionExpression =>
  ts.isArrowFunction(node) || ts.isFunctionExpression(node);

/** A text, its unknown parts told as "…"; undefined for what is no text. */
function textOf(cell: Cell, names: Names): string | undefined {
  const value = known(cell, names);
  if (typeof value === 'string') return value;
  if (!isNode(value)) return undefined;
  if (ts.isStringLiteralLike(value)) return value.text;
  if (!ts.isTemplateExpression(value)) return undefined;
  const spans = value.templateSpans.map(({ expression, literal }) => wordOf(expression, names) + literal.text);
  return value.head.text + spans.join('');
}

function wordOf(cell: Cell, names: Names): string {
  const text = textOf(cell, names);
  if (text !== undefined) return text;
  const value = known(cell, names);
  if (!isNode(value)) return UNTOLD;
  if (ts.isNumericLiteral(value)) return value.text;
  const word = value.getText();
  return /^(true|false|null|undefined|-?\d+)$/.test(word) ? word : UNTOLD;
}

/** A text in which every character shows: one that nobody sees is told by its number, as `\u0000`. */
function visible(text: string): string {
  const numbered = (unseen: string) => `\\u${unseen.codePointAt(0)!.toString(16).padStart(4, '0')}`;
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, numbered);
}
