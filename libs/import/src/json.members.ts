/** A member of a JSON object as the text spells it. */
export interface JsonMember {
  readonly name: string;
  /**
   * The value's own spelling: `JSON.parse` would round the number `622202123456789012`, and can't say that it was
   * `1.0`.
   */
  readonly source: string;
}

const [TAB, LINE_FEED, RETURN, BLANK] = [9, 10, 13, 32];
const [QUOTE, COMMA, BACKSLASH] = [34, 44, 92];
const [LIST, LIST_END, OBJECT, OBJECT_END] = [91, 93, 123, 125];

/**
 * The members of an object, in its order, each with the source of its value; undefined when the text is no object.
 * However deep a value is nested, it is walked over without recursion.
 */
export function jsonMembers(text: string): JsonMember[] | undefined {
  let at = skipBlanks(text, 0);
  if (text.charCodeAt(at) !== OBJECT || !isJson(text)) return undefined;
  const members: JsonMember[] = [];
  at = skipBlanks(text, at + 1);
  // Sound JSON: from here on each character stands where it may.
  while (text.charCodeAt(at) !== OBJECT_END) {
    const nameEnd = stringEnd(text, at);
    const from = skipBlanks(text, text.indexOf(':', nameEnd) + 1);
    const to = valueEnd(text, from);
    members.push({ name: jsonText(text.slice(at, nameEnd)), source: text.slice(from, to) });
    at = skipBlanks(text, to);
    if (text.charCodeAt(at) === COMMA) at = skipBlanks(text, at + 1);
  }
  return members;
}

/** The text that a JSON string spells, its quotes included in the source. */
export function jsonText(source: string): string {
  return source.includes('\\') ? (JSON.parse(source) as string) : source.slice(1, -1);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function skipBlanks(text: string, from: number): number {
  for (let at = from; ; at++) {
    const code = text.charCodeAt(at);
    if (code !== BLANK && code !== TAB && code !== LINE_FEED && code !== RETURN) return at;
  }
}

/** Behind the closing quote of the string that starts at `from`. */
function stringEnd(text: string, from: number): number {
  for (let at = text.indexOf('"', from + 1); ; at = text.indexOf('"', at + 1)) if (!isEscaped(text, at)) return at + 1;
}

function isEscaped(text: string, at: number): boolean {
  let before = at;
  while (text.charCodeAt(before - 1) === BACKSLASH) before--;
  return (at - before) % 2 === 1;
}

/** Behind the value that starts at `from`. */
function valueEnd(text: string, from: number): number {
  const first = text.charCodeAt(from);
  if (first === QUOTE) return stringEnd(text, from);
  let at = from;
  if (first !== LIST && first !== OBJECT) {
    while (!/[,}\s]/.test(text[at]!)) at++;
    return at;
  }
  let depth = 0;
  for (;;) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      at = stringEnd(text, at);
      continue;
    }
    at++;
    if (code === LIST || code === OBJECT) depth++;
    else if ((code === LIST_END || code === OBJECT_END) && --depth === 0) return at;
  }
}
