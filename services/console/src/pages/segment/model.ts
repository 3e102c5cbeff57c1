/** The conditions that a row of the builder may be of, in the order in which they are offered. */
export const FIELDS = [
  'tier',
  'deposits',
  'holds',
  'notContactedSince',
  'birthdayWithinDays',
  'interest',
  'consent',
  'kind',
  'contactsAYear',
  'unitId',
  'rmId',
] as const;
export type FieldName = (typeof FIELDS)[number];

/** What callers who see clients masked may not ask by. */
export const MASKED: readonly FieldName[] = ['deposits', 'holds', 'birthdayWithinDays', 'interest'];

/** What narrows the clients of somebody who has more than the own ones. */
export const PLACES: readonly FieldName[] = ['unitId', 'rmId'];

export const HOLDING_KINDS = [
  'DEMAND_DEPOSIT',
  'TIME_DEPOSIT',
  'WEALTH',
  'LOAN',
  'INSURANCE',
  'CARD',
  'OTHER',
] as const;
export const TIERS = ['STANDARD', 'GOLD', 'PLATINUM', 'PRIVATE'] as const;
export const KINDS = ['PERSON', 'COMPANY'] as const;
export const CHANNELS = ['PHONE', 'SMS', 'WECHAT', 'WECHAT_GROUP', 'EMAIL', 'VISIT'] as const;
export const PURPOSES = ['SERVICE', 'MARKETING'] as const;

/** A condition as it is typed: texts, and what is chosen. */
export interface Row {
  readonly key: number;
  readonly field: FieldName;
  readonly isNot: boolean;
  /** A text, a day, a number or a choice, by the field. */
  readonly text: string;
  readonly chosen: readonly string[];
  readonly min: string;
  readonly max: string;
  /** Of a holding: the product's code. Of a consent: the purpose. */
  readonly second: string;
}

/** A segment while it is built. */
export interface Draft {
  readonly name: string;
  readonly joins: 'all' | 'any';
  readonly rows: readonly Row[];
}

/** A filter as the platform takes it. */
export type Filter = Readonly<Record<string, unknown>>;

export const EMPTY: Draft = { name: '', joins: 'all', rows: [] };

export function newRow(field: FieldName, key: number): Row {
  return { key, field, isNot: false, text: '', chosen: [], min: '', max: '', second: '' };
}

/** The filter of a draft; null while a row says nothing yet, or what is no number. */
export function filterOf({ joins, rows }: Pick<Draft, 'joins' | 'rows'>): Filter | null {
  const conditions = rows.map(conditionOf);
  if (conditions.some((condition) => condition === null)) return null;
  return conditions.length === 0 ? {} : { [joins]: conditions };
}

/** Whether a row says something. */
export const isWhole = (row: Row): boolean => conditionOf(row) !== null;

function conditionOf(row: Row): Filter | null {
  const value = valueOf(row);
  if (value === null) return null;
  return row.isNot ? { not: { [row.field]: value } } : { [row.field]: value };
}

function valueOf({ field, text, chosen, min, max, second }: Row): unknown {
  switch (field) {
    case 'tier':
      return chosen.length > 0 ? chosen : null;
    case 'kind':
      return text || null;
    case 'interest':
      return text.trim() || null;
    case 'unitId':
    case 'rmId':
      return /^[A-Za-z0-9._-]{1,64}$/.test(text.trim()) ? text.trim() : null;
    case 'notContactedSince':
      return /^\d{4}-\d\d-\d\d$/.test(text) ? text : null;
    case 'birthdayWithinDays':
      return isWholeNumber(text) && Number(text) <= 366 ? Number(text) : null;
    case 'deposits':
      return rangeOf(min, max, isYuan, (yuan) => yuan);
    case 'contactsAYear':
      return rangeOf(min, max, isWholeNumber, Number);
    case 'consent':
      return text && second ? { channel: text, purpose: second } : null;
    case 'holds':
      return holdingOf(text, second.trim(), min, max);
  }
}

function holdingOf(kind: string, productCode: string, min: string, max: string): Filter | null {
  const isRanged = min.trim() !== '' || max.trim() !== '';
  const balance = isRanged ? rangeOf(min, max, isYuan, (yuan) => yuan) : undefined;
  if (balance === null) return null;
  const holds = { ...(kind && { kind }), ...(productCode && { productCode }), ...(balance && { balance }) };
  return Object.keys(holds).length > 0 ? holds : null;
}

function rangeOf(
  min: string,
  max: string,
  isValid: (text: string) => boolean,
  read: (text: string) => unknown,
): Filter | null {
  const ends = { min: min.trim(), max: max.trim() };
  const named = Object.entries(ends).filter(([, text]) => text !== '');
  if (named.length === 0 || !named.every(([, text]) => isValid(text))) return null;
  return Object.fromEntries(named.map(([name, text]) => [name, read(text)]));
}

const isWholeNumber = (text: string): boolean => /^\d{1,4}$/.test(text.trim());
const isYuan = (text: string): boolean => /^-?\d{1,12}(\.\d{1,2})?$/.test(text);

/**
 * A filter as rows; null for one that was made elsewhere and has no rows: it can be read and counted, and is not
 * changed here.
 */
export function draftOf(name: string, kept: string): Draft | null {
  const filter = JSON.parse(kept) as Filter;
  const { all, any, ...others } = filter;
  if (any !== undefined && (all !== undefined || Object.keys(others).length > 0)) return null;
  const joins = any === undefined ? 'all' : 'any';
  const stated = (any ?? all ?? []) as readonly Filter[];
  const conditions = [...Object.entries(others).map(([field, value]) => ({ [field]: value })), ...stated];
  const rows = conditions.map(rowOf);
  return rows.some((row) => row === null) ? null : { name, joins, rows: rows as Row[] };
}

function rowOf(condition: Filter, key: number): Row | null {
  const [[name, value] = ['', undefined], ...more] = Object.entries(condition);
  if (more.length > 0) return null;
  if (name === 'not') {
    const row = rowOf(value as Filter, key);
    return row && !row.isNot ? { ...row, isNot: true } : null;
  }
  const field = FIELDS.find((one) => one === name);
  return field === undefined ? null : { ...newRow(field, key), ...toldBy(field, value) };
}

interface Range {
  readonly min?: string | number;
  readonly max?: string | number;
}
const endsOf = ({ min = '', max = '' }: Range) => ({ min: String(min), max: String(max) });

function toldBy(field: FieldName, value: unknown): Partial<Row> {
  switch (field) {
    case 'tier':
      return { chosen: value as string[] };
    case 'deposits':
    case 'contactsAYear':
      return endsOf(value as Range);
    case 'consent': {
      const { channel, purpose } = value as { channel: string; purpose: string };
      return { text: channel, second: purpose };
    }
    case 'holds': {
      const {
        kind = '',
        productCode = '',
        balance = {},
      } = value as {
        kind?: string;
        productCode?: string;
        balance?: Range;
      };
      return { text: kind, second: productCode, ...endsOf(balance) };
    }
    case 'kind':
    case 'interest':
    case 'unitId':
    case 'rmId':
    case 'notContactedSince':
    case 'birthdayWithinDays':
      return { text: String(value) };
  }
}
