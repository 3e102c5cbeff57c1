import ts from 'typescript';

/** A part of a table: an expression of the source, a key, a row of cells; undefined for what only a run could tell. */
export type Cell = ts.Expression | string | readonly Cell[] | undefined;

/** What names stand for in one row of a table. */
export type Names = ReadonlyMap<string, Cell>;

const isRow = (cell: Cell): cell is readonly Cell[] => Array.isArray(cell);
export const isNode = (cell: Cell): cell is ts.Expression => typeof cell === 'object' && !isRow(cell);

/** What a cell stands for: names, constants, properties and casts looked through. */
export function known(cell: Cell, names: Names): Cell {
  if (!isNode(cell)) return cell;
  if (ts.isAsExpression(cell) || ts.isSatisfiesExpression(cell) || ts.isParenthesizedExpression(cell))
    return known(cell.expression, names);
  if (ts.isPropertyAccessExpression(cell))
    return known(propertyOf(known(cell.expression, names), cell.name.text, names), names);
  if (!ts.isIdentifier(cell) || cell.text === 'undefined') return cell;
  return names.has(cell.text) ? names.get(cell.text) : known(constantOf(cell), names);
}

/** The rows of a table: of a list its entries, of `Object.entries(…)` a key and a value each; undefined if untold. */
export function rowsOf(table: Cell, names: Names): readonly Cell[] | undefined {
  const value = known(table, names);
  if (!isNode(value) || !ts.isCallExpression(value)) return cellsOf(value);
  const object = value.expression.getText() === 'Object.entries' ? known(value.arguments[0], names) : undefined;
  return isNode(object) && ts.isObjectLiteralExpression(object) ? entriesOf(object, names) : undefined;
}

/** The cells of a row that is a list. */
export function cellsOf(row: Cell): readonly Cell[] | undefined {
  if (isRow(row)) return row;
  return isNode(row) && ts.isArrayLiteralExpression(row) ? row.elements : undefined;
}

/** Keys and values of an object, in its order; what it spreads is among them where that is written in the file. */
export function entriesOf(object: Cell, names: Names): [key: string, value: Cell][] {
  if (!isNode(object) || !ts.isObjectLiteralExpression(object)) return [];
  return object.properties.flatMap((property): [string, Cell][] => {
    if (ts.isSpreadAssignment(property)) return entriesOf(known(property.expression, names), names);
    const key = keyOf(property.name);
    if (key === undefined) return [];
    if (ts.isPropertyAssignment(property)) return [[key, property.initializer]];
    return [[key, ts.isShorthandPropertyAssignment(property) ? property.name : undefined]];
  });
}

/** The names with those of a pattern beside them, such as `[title, { then }]`, which take the parts of a cell. */
export function withCell(names: Names, pattern: ts.BindingName, cell: Cell): Names {
  const more = new Map(names);
  const bind = (to: ts.BindingName, part: Cell): void => {
    const value = known(part, names);
    if (ts.isIdentifier(to)) more.set(to.text, value);
    else if (ts.isObjectBindingPattern(to))
      for (const { name, propertyName } of to.elements)
        bind(name, propertyOf(value, keyOf(propertyName ?? name) ?? '', names));
    else
      for (const [i, element] of to.elements.entries())
        if (!ts.isOmittedExpression(element)) bind(element.name, cellsOf(value)?.[i]);
  };
  bind(pattern, cell);
  return more;
}

/** `it`, also for `it.each(...)(...)`. */
export function calleeOf(call: ts.CallExpression): string {
  let callee: ts.Expression = call.expression;
  while (ts.isCallExpression(callee) || ts.isPropertyAccessExpression(callee) || ts.isTaggedTemplateExpression(callee))
    callee = ts.isTaggedTemplateExpression(callee) ? callee.tag : callee.expression;
  return ts.isIdentifier(callee) ? callee.text : '';
}

/** Of two of one name the later holds. */
function propertyOf(object: Cell, key: string, names: Names): Cell {
  return entriesOf(object, names).findLast(([each]) => each === key)?.[1];
}

function keyOf(name: ts.Node): string | undefined {
  return ts.isIdentifier(name) || ts.isStringLiteralLike(name) || ts.isNumericLiteral(name) ? name.text : undefined;
}

/** What the constant of that name is made of, the nearest one around the place where it is used. */
function constantOf(name: ts.Identifier): ts.Expression | undefined {
  for (let around: ts.Node | undefined = name.parent; around; around = around.parent)
    for (const statement of ts.isBlock(around) || ts.isSourceFile(around) ? around.statements : [])
      if (ts.isVariableStatement(statement) && statement.declarationList.flags & ts.NodeFlags.Const)
        for (const { name: declared, initializer } of statement.declarationList.declarations)
          if (ts.isIdentifier(declared) && declared.text === name.text) return initializer;
  return undefined;
}
