import { randomUUID } from 'node:crypto';

/** What a statement reads, on any machine: the proof that it is quick, without a clock. */
export interface StatementCost {
  /** Rows read of tables and indexes, those included that a condition then left out. */
  readonly rows: number;
  /** Pages of 8 kB looked at, in memory or not. */
  readonly pages: number;
}

export interface PreparedStatement {
  readonly text: string;
  readonly values: readonly unknown[];
}

/** Runs a statement of one connection. */
type Run = <Row>(text: string, values: readonly unknown[], name?: string) => Promise<Row[]>;

interface Plan {
  readonly 'Relation Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly 'Shared Hit Blocks': number;
  readonly 'Shared Read Blocks': number;
  readonly Plans?: readonly Plan[];
}

/** Calls after which PostgreSQL has chosen between one plan for all calls and one for each. */
const CALLS_TO_A_CHOICE = 10;

/**
 * Of a prepared statement's plan for all calls. Its connection must have searched its schema already, and be in a
 * transaction.
 */
export async function statementCost(run: Run, { text, values }: PreparedStatement): Promise<StatementCost> {
  await run('set local plan_cache_mode = force_generic_plan', []);
  const [answer] = await run<{ 'QUERY PLAN': [{ Plan: Plan }] }>(
    `explain (analyze, buffers, format json) ${text}`,
    values,
  );
  await run('set local plan_cache_mode = auto', []);
  const plan = answer!['QUERY PLAN'][0].Plan;
  return { rows: rowsOf(plan), pages: plan['Shared Hit Blocks'] + plan['Shared Read Blocks'] };
}

/** Whether PostgreSQL keeps one plan for all calls: planning again often takes longer than what is planned. */
export async function isPlannedOnce(run: Run, { text, values }: PreparedStatement): Promise<boolean> {
  const name = randomUUID();
  for (let call = 0; call < CALLS_TO_A_CHOICE; call++) await run(text, values, name);
  const [plans] = await run<{ kept: number }>(
    'select generic_plans::int as kept from pg_prepared_statements where name = $1',
    [name],
  );
  return plans!.kept > 0;
}

function rowsOf(plan: Plan): number {
  const own = plan['Relation Name']
    ? (plan['Actual Rows'] + (plan['Rows Removed by Filter'] ?? 0)) * plan['Actual Loops']
    : 0;
  return own + (plan.Plans ?? []).reduce((sum, each) => sum + rowsOf(each), 0);
}
