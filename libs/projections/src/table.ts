import type { Tx } from '@hengxin/event-bus';
import type { Column } from './column.js';

export type Columns = Readonly<Record<string, Column>>;

/** A row of a table. */
export type RowOf<T> =
  T extends Table<infer C>
    ? { readonly [Name in keyof C]: C[Name] extends Column<infer Value> ? Value : never }
    : never;

/** What a statement does with a row whose key is there already. */
export interface OnConflict<Name extends string> {
  /**
   * `keep`: the stored row stays as it is. A list: these columns take the new values. Absent: all columns outside the
   * key do.
   */
  readonly update?: 'keep' | readonly Name[];
  /**
   * SQL for columns that do not simply take the new value; `excluded` is the new row, the table's name the stored one.
   */
  readonly set?: { readonly [N in Name]?: string };
  /** SQL condition under which the stored row changes at all. */
  readonly where?: string;
  /** Columns of the rows that were written or changed, to be answered. */
  readonly returning?: Name | readonly Name[];
}

/** A prepared bulk write of one table. Answers what `returning` asks for; nothing otherwise. */
export interface Put<Row> {
  /** Writes rows in one statement; none: no statement. Of several rows with one key the last one counts. */
  (tx: Tx, rows: readonly Row[]): Promise<Row[]>;
  readonly sql: string;
}

/** What is known of a table with any rows. */
export interface TableFacts {
  readonly name: string;
  readonly columns: Columns;
  /** Columns that hold personal data, with the column that names the person. */
  readonly personal: readonly { readonly column: string; readonly personColumn: string }[];
}

/** A table of a read model: its columns are data, and its bulk writes are made from them. */
export class Table<C extends Columns = Columns> implements TableFacts {
  /** Writes whole rows; a row whose key is there takes the new values. */
  readonly put: Put<RowOf<Table<C>>>;

  constructor(
    readonly name: string,
    readonly key: readonly (keyof C & string)[],
    readonly columns: C,
  ) {
    for (const [column, { personalOf }] of Object.entries(columns))
      if (personalOf !== undefined && !(personalOf in columns))
        throw new Error(`${name}.${column} holds personal data of ${personalOf}, which is no column of ${name}`);
    this.put = this.putting('put');
  }

  /**
   * A bulk write with rules of its own for keys that are there. `purpose` names the prepared statement; unique for the
   * table.
   */
  putting(purpose: string, onConflict: OnConflict<keyof C & string> = {}): Put<RowOf<Table<C>>> {
    const sql = this.insertSql(onConflict);
    const statement = `${this.name}-${purpose}`;
    const write = async (tx: Tx, rows: readonly RowOf<Table<C>>[]) =>
      rows.length === 0 ? [] : tx.query<RowOf<Table<C>>>(sql, [this.parameter(rows)], statement);
    return Object.assign(write, { sql });
  }

  get personal(): TableFacts['personal'] {
    return Object.entries(this.columns).flatMap(([column, { personalOf }]) =>
      personalOf === undefined ? [] : [{ column, personColumn: personalOf }],
    );
  }

  /** One statement may touch a row once: the last row of each key, in the order in which keys came first. */
  private lastOfKey(rows: readonly RowOf<Table<C>>[]): readonly RowOf<Table<C>>[] {
    if (rows.length === 1) return rows;
    const byKey = new Map<string, RowOf<Table<C>>>();
    for (const row of rows) byKey.set(this.keyOf(row), row);
    return byKey.size === rows.length ? rows : [...byKey.values()];
  }

  /** The key of a row in one text. No text of PostgreSQL holds what stands between the columns. */
  private keyOf(row: RowOf<Table<C>>): string {
    let key = String(row[this.key[0]!]);
    for (let i = 1; i < this.key.length; i++) key += `\0${String(row[this.key[i]!])}`;
    return key;
  }

  /** Rows that a statement gets as its first parameter, see `parameter`: for SQL of one's own. */
  rows(alias: string): string {
    return `json_to_recordset($1::json) as ${alias} (${this.names.map((name) => `${name} ${this.columns[name]!.sqlType}`).join(', ')})`;
  }

  /** The parameter that `rows` reads. Of several rows with one key the last one counts. */
  parameter(rows: readonly RowOf<Table<C>>[]): string {
    return JSON.stringify(this.lastOfKey(rows));
  }

  private get names(): readonly string[] {
    return Object.keys(this.columns);
  }

  private insertSql({ update, set = {}, where, returning = [] }: OnConflict<keyof C & string>): string {
    const changed =
      update === 'keep' ? [] : (update ?? this.names.filter((name) => !this.key.includes(name) && !(name in set)));
    const changes = [
      ...changed.map((name) => `${name} = excluded.${name}`),
      ...Object.entries(set).map(([name, expression]) => `${name} = ${expression as string}`),
    ];
    const action =
      changes.length === 0
        ? 'nothing'
        : `update set ${changes.join(', ')}${where === undefined ? '' : ` where ${where}`}`;
    return (
      `insert into ${this.name} (${this.names.join(', ')}) select ${this.names.join(', ')} from ${this.rows('new')} ` +
      `on conflict (${this.key.join(', ')}) do ${action}` +
      (returning.length === 0 ? '' : ` returning ${[returning].flat().join(', ')}`)
    );
  }
}

/** Declares a table: its key, and a column for each field of a row. */
export function table<const C extends Columns>(
  name: string,
  { key, columns }: { key: readonly (keyof C & string)[]; columns: C },
): Table<C> {
  return new Table(name, key, columns);
}
