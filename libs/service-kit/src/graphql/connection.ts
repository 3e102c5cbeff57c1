import { sharedRejections } from '../catalogue/shared-rejections.js';
import { QueryRefused } from './query-refused.js';

/** A page of a Relay connection. */
export interface Connection<Node> {
  readonly edges: readonly Edge<Node>[];
  readonly pageInfo: PageInfo;
}

export interface Edge<Node> {
  readonly cursor: string;
  readonly node: Node;
}

/** Where a page lies in its list, as the Relay specification has it. */
export interface PageInfo {
  readonly hasNextPage: boolean;
  /** True on every page but the first: the entry behind which it begins stands before it. */
  readonly hasPreviousPage: boolean;
  readonly startCursor: string | null;
  readonly endCursor: string | null;
}

/** What an order is keyed by; a cursor carries it. */
export type CursorKey = readonly (string | number | null)[];

export const PAGE_SIZE_MAX = 100;

/** `first` as asked for. Refuses what is not 1 to 100; the default applies to null. */
export function pageSize(
  first: number | null | undefined,
  fallback: number,
  field: readonly string[] = ['first'],
): number {
  const size = first ?? fallback;
  if (!Number.isInteger(size) || size < 1 || size > PAGE_SIZE_MAX)
    throw QueryRefused.of(sharedRejections.PAGE_SIZE({ first: size, most: PAGE_SIZE_MAX }, field));
  return size;
}

/** Which page was asked for: its size, and the cursor behind which it begins. */
export interface Asked {
  readonly first: number;
  readonly after: string | null | undefined;
}

/**
 * One page out of up to `first + 1` rows behind `after`: the extra row only tells that there is a next page.
 * `lookedUpTo` is the place where a search stopped that may find more behind it, though it has not filled the page: the
 * next page goes on from there.
 */
export function connection<Row, Node = Row>(
  rows: readonly Row[],
  { first, after }: Asked,
  keyOf: (row: Row) => CursorKey,
  nodeOf: (row: Row) => Node = (row) => row as unknown as Node,
  lookedUpTo?: CursorKey,
): Connection<Node> {
  const page = rows.length > first ? rows.slice(0, first) : rows;
  const edges = page.map((row) => new KeyedEdge(keyOf(row), nodeOf(row)));
  const full = rows.length > first;
  const before = { hasPreviousPage: after !== null && after !== undefined, startCursor: edges[0]?.cursor ?? null };
  if (!full && lookedUpTo)
    return { edges, pageInfo: { ...before, hasNextPage: true, endCursor: encodeCursor(lookedUpTo) } };
  return { edges, pageInfo: { ...before, hasNextPage: full, endCursor: edges.at(-1)?.cursor ?? null } };
}

/** Most lists are asked for without the cursors of their rows, so that one is written where it is read. */
class KeyedEdge<Node> implements Edge<Node> {
  constructor(
    private readonly key: CursorKey,
    readonly node: Node,
  ) {}

  get cursor(): string {
    return encodeCursor(this.key);
  }
}

export function encodeCursor(key: CursorKey): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

/** The key of a cursor with so many parts; undefined where none was given. Refuses anything else. */
export function decodeCursor(
  after: string | null | undefined,
  parts: number,
  field: readonly string[] = ['after'],
): CursorKey | undefined {
  if (after === null || after === undefined) return undefined;
  try {
    const key: unknown = JSON.parse(Buffer.from(after, 'base64url').toString('utf8'));
    if (Array.isArray(key) && key.length === parts && key.every(isKeyPart)) return key;
  } catch {
    // falls through to the refusal: rubbish is rubbish, however it fails to parse
  }
  throw QueryRefused.of(sharedRejections.CURSOR_INVALID({}, field));
}

/** A cursor may be forged. Its parts are text that a database can take, or numbers that are exact. */
function isKeyPart(part: unknown): part is string | number | null {
  if (typeof part === 'string') return !part.includes('\0') && part.isWellFormed();
  return part === null || (typeof part === 'number' && Math.abs(part) <= Number.MAX_SAFE_INTEGER);
}

const FIRST_MOMENT_MS = Date.UTC(1900, 0);
const LAST_MOMENT_MS = Date.UTC(9999, 0);

/** True for epoch milliseconds of the years 1900 to 9998: what every date type can hold. */
export function isMoment(part: unknown): part is number {
  return typeof part === 'number' && part >= FIRST_MOMENT_MS && part < LAST_MOMENT_MS;
}
