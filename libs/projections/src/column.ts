/** A column of a read model: how PostgreSQL stores it, and whose data it holds. */
export interface Column<Value = unknown> {
  readonly sqlType: string;
  readonly isNullable: boolean;
  /** The column that names the person whose data this one holds; absent for what is nobody's. */
  readonly personalOf?: string;
  /** The type of a value, for `RowOf` alone: no value stands here. */
  readonly value?: Value;
}

/** A column while it is declared. */
export class ColumnBuilder<Value> implements Column<Value> {
  declare readonly value?: Value;

  constructor(
    readonly sqlType: string,
    readonly isNullable = false,
    readonly personalOf?: string,
  ) {}

  /** The column may hold null. */
  orNull(): ColumnBuilder<Value | null> {
    return new ColumnBuilder<Value | null>(this.sqlType, true, this.personalOf);
  }

  /**
   * The column holds personal data of the person whom another column of the row names: the client, or the member of
   * staff where it is theirs, or in their words of no one client.
   */
  personal(personColumn: string): ColumnBuilder<Value> {
    return new ColumnBuilder<Value>(this.sqlType, this.isNullable, personColumn);
  }
}

/** Any text, or one of a closed list: `text<Channel>()`. */
export const text = <Value extends string = string>() => new ColumnBuilder<Value>('text');
/** A list of texts. */
export const texts = <Value extends string = string>() => new ColumnBuilder<readonly Value[]>('text[]');
export const smallint = () => new ColumnBuilder<number>('smallint');
/** A whole number that counts on; safe as a number up to 2^53. */
export const bigint = () => new ColumnBuilder<number>('bigint');
/** A number that need not be whole. */
export const double = () => new ColumnBuilder<number>('double precision');
export const integer = () => new ColumnBuilder<number>('integer');
/** A list of whole numbers. */
export const integers = () => new ColumnBuilder<readonly number[]>('integer[]');
export const uuid = () => new ColumnBuilder<string>('uuid');
export const flag = () => new ColumnBuilder<boolean>('boolean');
/** A calendar day, YYYY-MM-DD; `-infinity` is allowed and means "from the beginning". */
export const day = () => new ColumnBuilder<string>('date');
/** A moment, RFC 3339. */
export const moment = () => new ColumnBuilder<string>('timestamptz');
/** A JSON document of a known shape. */
export const json = <Value>() => new ColumnBuilder<Value>('jsonb');
