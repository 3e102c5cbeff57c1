import { addDays, type BusinessDate, type HoldingKind, type Tier } from '@hengxin/contracts';
import type { BankSpec, Row } from './bank.js';
import { clientId, range } from './ids.js';
import { Random } from './random.js';
import { tierOf } from './tiers.js';

interface Product {
  readonly code: string;
  readonly name: string;
  readonly kind: HoldingKind;
}

const DEMAND: Product = { code: 'DD01', name: '活期存款', kind: 'DEMAND_DEPOSIT' };
const TIME: readonly Product[] = [
  { code: 'TD12', name: '一年期定期存款', kind: 'TIME_DEPOSIT' },
  { code: 'TD36', name: '三年期定期存款', kind: 'TIME_DEPOSIT' },
];
const WEALTH: readonly Product[] = [
  { code: 'WM01', name: '稳健理财（180天）', kind: 'WEALTH' },
  { code: 'WM02', name: '季度开放理财', kind: 'WEALTH' },
];
const LOANS: readonly Product[] = [
  { code: 'LN01', name: '个人住房贷款', kind: 'LOAN' },
  { code: 'LN02', name: '个人消费贷款', kind: 'LOAN' },
];
const INSURANCE: Product = { code: 'IN01', name: '终身寿险', kind: 'INSURANCE' };
const CARD: Product = { code: 'CC01', name: '信用卡金卡', kind: 'CARD' };

/** What clients have on their accounts, in yuan, from little to much. */
const WEALTH_OF: Record<Tier, readonly [number, number]> = {
  STANDARD: [2_000, 80_000],
  GOLD: [50_000, 400_000],
  PLATINUM: [300_000, 2_000_000],
  PRIVATE: [2_000_000, 9_000_000],
};

/** What has become of a client's money of late, and how often of a hundred: most of them make no news. */
type News = 'NONE' | 'INFLOW' | 'FALL' | 'MATURING' | 'CLOSED' | 'DORMANT';
const NEWS: readonly (readonly [News, number])[] = [
  ['NONE', 95],
  ['MATURING', 2],
  ['FALL', 1],
  ['INFLOW', 0.8],
  ['CLOSED', 0.6],
  ['DORMANT', 0.6],
];
/** What happened so many days before the bank is shown is still news. */
const NEWS_DAYS = 10;
/** Between two changes of a balance, so that nobody falls asleep by the way. */
const STEP_DAYS = 45;
/** After so many days without a change a client has fallen asleep. */
const DORMANT_DAYS = 90;

/** What a client has of a product, as of a day. */
interface Told {
  readonly product: Product;
  readonly balance: number;
  readonly asOf: BusinessDate;
  readonly openedOn?: BusinessDate;
  readonly maturesOn?: BusinessDate;
  readonly closedOn?: BusinessDate;
}

/**
 * The balances of the clients by day, client by client: from the first day of the history on, with a row for each day
 * on which one changed. A few have made news of late, each of a kind that is worth a contact.
 */
export function* holdingRows(spec: BankSpec, start: BusinessDate): Iterable<Row> {
  for (const client of range(spec.clients)) {
    const id = clientId(client);
    for (const told of toldOf(spec, client, start)) yield rowOf(id, told);
  }
}

function* toldOf(spec: BankSpec, client: number, start: BusinessDate): Iterable<Told> {
  const { asOf } = spec;
  if (start >= asOf) return;
  const random = new Random((spec.seed * 7_368_787 + client) | 0);
  const news = random.weighted(NEWS);
  const [least, most] = WEALTH_OF[tierOf(spec, client)];
  const deposits = random.int(least, most);
  const lately = addDays(asOf, -random.int(1, NEWS_DAYS));
  yield* demandDeposit(random, { deposits, news, lately, start, asOf });
  const since = (days: number) => addDays(start, -random.int(30, days));
  if (news === 'MATURING' || (news === 'NONE' && random.chance(0.3))) {
    const maturesOn = addDays(asOf, news === 'MATURING' ? random.int(0, 6) : random.int(12, 600));
    const [product, openedOn] = [random.pick(TIME), since(400)];
    yield { product, balance: roundTo(1000, deposits * 1.5), asOf: start, openedOn, maturesOn };
  }
  if (news === 'CLOSED' || random.chance(0.15)) {
    const [product, openedOn, maturesOn] = [random.pick(WEALTH), since(90), addDays(asOf, random.int(30, 150))];
    yield { product, balance: roundTo(1000, deposits * 0.8), asOf: start, openedOn, maturesOn };
    if (news === 'CLOSED' && lately > start)
      yield { product, balance: 0, asOf: lately, openedOn, maturesOn, closedOn: lately };
  }
  if (random.chance(0.12))
    yield { product: random.pick(LOANS), balance: random.int(20, 1_500) * 1000, asOf: start, openedOn: since(1500) };
  if (random.chance(0.08)) yield { product: INSURANCE, balance: 50_000, asOf: start, openedOn: since(2000) };
  if (random.chance(0.25)) yield { product: CARD, balance: 0, asOf: start };
}

function* demandDeposit(
  random: Random,
  {
    deposits,
    news,
    lately,
    start,
    asOf,
  }: {
    readonly deposits: number;
    readonly news: News;
    readonly lately: BusinessDate;
    readonly start: BusinessDate;
    readonly asOf: BusinessDate;
  },
): Iterable<Told> {
  // Accounts of every day: nobody keeps the day on which they were opened.
  const of = (balance: number, day: BusinessDate): Told => ({ product: DEMAND, balance, asOf: day });
  const asleepSince = addDays(asOf, -DORMANT_DAYS - random.int(0, NEWS_DAYS));
  const isDormant = news === 'DORMANT' && asleepSince > start;
  let balance = deposits;
  for (let day = start; day < (isDormant ? asleepSince : lately); day = addDays(day, random.int(20, STEP_DAYS))) {
    yield of(balance, day);
    balance = Math.max(100, roundTo(10, balance * (0.94 + random.next() * 0.12)));
  }
  if (isDormant) yield of(balance, asleepSince);
  else if (lately <= start) return;
  else if (news === 'INFLOW') yield of(balance + random.int(12, 80) * 10_000, lately);
  else if (news === 'FALL') yield of(roundTo(10, balance * 0.4), lately);
  else yield of(balance, lately);
}

const roundTo = (step: number, amount: number): number => Math.round(amount / step) * step;

function rowOf(id: string, { product, balance, asOf, openedOn, maturesOn, closedOn }: Told): Row {
  return {
    client_id: id,
    holding_id: `${id}-${product.code}`,
    product_code: product.code,
    product_name: product.name,
    kind: product.kind,
    balance: balance.toFixed(2),
    as_of: asOf,
    opened_on: openedOn ?? '',
    matures_on: maturesOn ?? '',
    closed_on: closedOn ?? '',
  };
}
