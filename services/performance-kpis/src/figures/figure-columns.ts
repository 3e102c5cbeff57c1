import type { Tx } from '@hengxin/event-bus';
import type { TableFacts } from '@hengxin/projections';

/** Where measures and levels stand, and what a column holds in rows that are there before it. */
const COUNTED: Readonly<Record<string, string>> = {
  rollup: '',
  portfolio_level: '',
  course_step: '',
  restatement: 'not null default 0',
};

/**
 * Gives each measure and level that was not counted before its columns, so that a metric is a definition and no more.
 * PostgreSQL adds them at once, however full the table is. Those that are counted no more stay.
 */
export async function addColumns(tx: Tx, tables: readonly Pick<TableFacts, 'name' | 'columns'>[]): Promise<void> {
  const declared = tables
    .filter(({ name }) => name in COUNTED)
    .flatMap(({ name, columns }) =>
      Object.entries(columns).flatMap(([column, { sqlType }]) => (sqlType === 'bigint' ? [[name, column]] : [])),
    );
  const missing = await tx.query<{ table: string; column: string }>(
    `select d.name as "table", d.col as "column" from unnest($1::text[], $2::text[]) d(name, col)
      where not exists (select from pg_attribute a where a.attrelid = to_regclass(d.name) and a.attname = d.col and not a.attisdropped)`,
    [declared.map(([table]) => table), declared.map(([, column]) => column)],
  );
  for (const { table, column } of missing)
    await tx.query(`alter table ${table} add ${column} bigint ${COUNTED[table]}`);
}
