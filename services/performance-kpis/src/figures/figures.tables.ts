import {
  bigint,
  type Columns,
  day,
  flag,
  integer,
  integers,
  json,
  moment,
  smallint,
  table,
  text,
  texts,
  uuid,
} from '@hengxin/projections';
import { METRIC_SET } from '../metrics/index.js';
import type { MetricSet, ScopeFigures } from '../metrics/metric-set.js';
import type { PlanItemStatus } from './plan-item.store.js';
import { countedFact } from '../counted/counted-fact.store.js';
import { courseColumns } from './rollup.store.js';
import { orgTables } from './tree.store.js';

const numbers = (names: readonly string[]): Columns => Object.fromEntries(names.map((name) => [name, bigint()]));
const place = { period_start: day(), grain: smallint(), scope: text() };

/**
 * The history of a client is a handful of changes: it lies in the row, so that a batch of contacts reads one row a
 * client.
 */
const client = table('client', {
  key: ['client_id'],
  columns: {
    client_id: text(),
    rate_days: integers(),
    rates: integers(),
    rm_days: integers(),
    rm_ids: texts(),
    consents: texts(),
    let_go: integers(),
    review_promises: texts(),
    signals: texts(),
  },
});

const contact = table('contact', {
  key: ['client_id', 'at', 'contact_id'],
  columns: {
    /** See `dayMoment`. */
    at: bigint(),
    effective: flag(),
    own: flag(),
    client_id: text(),
    contact_id: text(),
    staff_id: text(),
    unit_id: text().orNull(),
    rm_id: text().orNull(),
    rm_unit_id: text().orNull(),
    known_at: moment().orNull(),
    /** The place among `CHANNELS`. */
    channel: smallint(),
    promised_on: integer().orNull(),
  },
});

const planItem = table('plan_item', {
  key: ['item_id'],
  columns: {
    item_id: text(),
    staff_id: text(),
    client_id: text(),
    plan_day: integer(),
    drawn: flag(),
    status: text<PlanItemStatus>(),
    promised_on: integer().orNull(),
    unit_id: text().orNull(),
    contact_id: text().orNull(),
    at: bigint().orNull(),
  },
});

/** What facts add up to for their maker, a row a measure: what a transfer moves. `shard` as in `rollup`. */
const factCount = table('fact_count', {
  key: ['staff_id', 'day', 'measure', 'shard'],
  columns: { staff_id: text(), day: integer(), measure: text(), shard: smallint(), value: bigint() },
});

/** What scopes had in closed periods before something moved it: see `keepClosed`. */
const keptFigures = table('kept_figures', {
  key: ['scope', 'grain', 'period_start', 'until'],
  columns: { ...place, until: moment(), figures: json<ScopeFigures>() },
});

const treeChange = table('tree_change', { key: ['seq'], columns: { seq: bigint(), stamp: uuid() } });

/** `shard`: one a partition of the source, so that partitions never wait for each other at head office's row. */
const rollupOf = ({ measures }: MetricSet) =>
  table('rollup', {
    key: ['scope', 'grain', 'period_start', 'shard'],
    columns: { ...numbers(measures.map(({ name }) => name)), ...place, shard: smallint() },
  });

const portfolioLevelOf = ({ levels }: MetricSet) =>
  table('portfolio_level', {
    key: ['scope', 'grain', 'period_start', 'shard'],
    columns: {
      ...numbers(
        levels.flatMap(({ columns: { steps, days, calendarDays } }) => [steps, days ?? [], calendarDays ?? []].flat()),
      ),
      ...place,
      shard: smallint(),
    },
  });

/** Clients whom units share in a period: see `SharedClients`. */
const sharedClient = table('shared_client', {
  key: ['grain', 'period_start', 'measure', 'units_id', 'shard'],
  columns: {
    grain: smallint(),
    period_start: day(),
    measure: text(),
    units_id: text(),
    shard: smallint(),
    units: texts(),
    clients: bigint(),
  },
});

/** How periods run that are not over, a row a day on which something changes: see `Course`. */
const courseStepOf = ({ courses }: MetricSet) =>
  table('course_step', {
    key: ['scope', 'grain', 'period_start', 'day', 'shard'],
    columns: { ...numbers(courseColumns(courses)), ...place, day: day(), shard: smallint() },
  });

const restatementOf = ({ restated }: MetricSet) =>
  table('restatement', {
    key: ['scope', 'grain', 'period_start', 'seq'],
    columns: {
      seq: bigint(),
      at: moment(),
      ...numbers(restated.map(({ measure }) => measure.name)),
      ...place,
      cause: text(),
      event_id: text(),
      contact_id: text().orNull(),
      client_id: text().orNull(),
    },
  });

/** Names the checkpoint. Another name counts everything again from the beginning. */
const CONSUMER = 'figures';

/** Names the checkpoint of what clients have, which is counted beside. */
export const BALANCES = 'balances';

/** Names the checkpoint of dates that come round every year, which are counted beside, too. */
export const OCCASIONS = 'occasions';

/** The consumers that figures are read from: an answer that is to hold a position waits for each. */
export const FIGURE_SOURCES = [CONSUMER, BALANCES, OCCASIONS] as const;

/**
 * The figures and what they are counted from: what the consumer writes, and what counting again empties. Its rows are
 * numbers and many, so that stores write them as arrays. From the figures to the facts: queries that run while they are
 * emptied take their locks in this order, too.
 */
export function figureTables(metrics: MetricSet) {
  const counted = [
    rollupOf(metrics),
    portfolioLevelOf(metrics),
    courseStepOf(metrics),
    sharedClient,
    restatementOf(metrics),
  ];
  return {
    consumer: CONSUMER,
    tables: [
      planItem,
      contact,
      client,
      factCount,
      countedFact,
      ...counted,
      keptFigures,
      ...orgTables.tables,
      treeChange,
    ],
  } as const;
}

/** Those of the service's own metrics. */
export const FIGURES = figureTables(METRIC_SET);
