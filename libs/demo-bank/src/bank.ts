import { addDays, type BusinessDate, chinaCalendar, type Channel, type ContactOutcome, type Tier } from '@hengxin/contracts';
import { branchName, interests, personName, phone, subBranchName } from './names.js';
import { Random } from './random.js';

/** The size and the seed of a made-up bank. The same specification gives the same rows on every machine. */
export interface BankSpec {
  readonly seed: number;
  readonly branches: number;
  /** In all, spread evenly over the branches. */
  readonly subBranches: number;
  /** Relationship managers in all, spread evenly over the sub-branches. */
  readonly rms: number;
  /** Clients in all, spread evenly over the relationship managers. */
  readonly clients: number;
  /** The day the bank is shown on: history ends on the day before. */
  readonly asOf: BusinessDate;
  /** Calendar days of contact history. */
  readonly historyDays: number;
}

/** A row of an import file: column name to cell. */
export type Row = Readonly<Record<string, string>>;

/** The four import files of a bank, each a lazy sequence of rows: memory stays flat in the number of contacts. */
export interface Bank {
  units(): Iterable<Row>;
  staff(): Iterable<Row>;
  clients(): Iterable<Row>;
  contacts(): Iterable<Row>;
}

export const COLUMNS = {
  units: ['unit_id', 'parent_id', 'kind', 'name', 'valid_from'],
  staff: ['staff_id', 'name', 'role', 'unit_id', 'valid_from'],
  clients: [
    'client_id',
    'name',
    'phone',
    'tier',
    'rm_id',
    'assigned_from',
    'contacts_a_year',
    'birthday',
    'preferred_channel',
    'interests',
    'consents',
  ],
  contacts: ['contact_id', 'client_id', 'staff_id', 'channel', 'started_at', 'ended_at', 'outcome', 'notes', 'logged_at'],
} as const;

const TIERS: readonly (readonly [Tier, number])[] = [
  ['STANDARD', 70],
  ['GOLD', 20],
  ['PLATINUM', 8],
  ['PRIVATE', 2],
];
const CONTACTS_A_YEAR: Record<Tier, number> = { STANDARD: 6, GOLD: 6, PLATINUM: 8, PRIVATE: 12 };
const CHANNELS: readonly (readonly [Channel, number])[] = [
  ['PHONE', 55],
  ['WECHAT', 25],
  ['VISIT', 12],
  ['SMS', 5],
  ['EMAIL', 3],
];
const OUTCOMES: readonly (readonly [ContactOutcome, number])[] = [
  ['ENGAGED', 50],
  ['INTERESTED', 18],
  ['COMMITTED', 8],
  ['DECLINED', 6],
  ['NO_ANSWER', 12],
  ['MESSAGE_LEFT', 6],
];
const NOTES = ['聊了存款到期的安排', '问候家人，约下次见面', '介绍了新的理财产品', '客户关心利率走势', '', '', '', ''];

/** Where each client is kept: an earlier and, after a handover, a later relationship manager. */
interface Keeping {
  readonly rm: number;
  readonly handover?: { readonly to: number; readonly on: BusinessDate };
}

/** Makes a bank of any size. */
export function makeBank(spec: BankSpec): Bank {
  const start = addDays(spec.asOf, -spec.historyDays);
  const rmsOfSub = (sub: number) => range(spec.rms).filter((rm) => rm % spec.subBranches === sub);
  const subOf = (rm: number) => rm % spec.subBranches;
  const branchOf = (sub: number) => sub % spec.branches;
  return {
    *units() {
      yield { unit_id: 'U0001', parent_id: '', kind: 'HEAD_OFFICE', name: '恒心银行总行', valid_from: '' };
      for (const branch of range(spec.branches))
        yield { unit_id: branchId(branch), parent_id: 'U0001', kind: 'BRANCH', name: branchName(branch), valid_from: '' };
      for (const sub of range(spec.subBranches)) {
        const branch = branchOf(sub);
        const name = subBranchName(branchName(branch), Math.floor(sub / spec.branches));
        yield { unit_id: subId(sub), parent_id: branchId(branch), kind: 'SUB_BRANCH', name, valid_from: '' };
      }
    },
    *staff() {
      const random = new Random(spec.seed ^ 0x57a3);
      const person = (staff_id: string, role: string, unit_id: string, name = personName(random), valid_from = ''): Row => ({
        staff_id,
        name,
        role,
        unit_id,
        valid_from,
      });
      yield person('H0001', 'HEAD_OFFICE', 'U0001');
      yield person('A0001', 'ADMIN', 'U0001');
      yield person('I0001', 'INTEGRATION', 'U0001', '数据仓库');
      for (const branch of range(spec.branches)) yield person(`B${pad(branch + 1, 4)}`, 'UNIT_HEAD', branchId(branch));
      for (const sub of range(spec.subBranches)) yield person(`M${pad(sub + 1, 5)}`, 'UNIT_HEAD', subId(sub));
      for (const rm of range(spec.rms)) {
        const placed = person(rmId(rm), 'RM', subId(subOf(rm)));
        yield placed;
        const to = transferOf(spec, rm, start);
        if (to) yield { ...placed, unit_id: subId(to.sub), valid_from: to.on };
      }
    },
    *clients() {
      for (const client of range(spec.clients)) yield* clientRows(spec, client, start, rmsOfSub);
    },
    *contacts() {
      yield* contactRows(spec, start, rmsOfSub);
    },
  };
}

/** One relationship manager in 25 moves to the next sub-branch somewhere in the second half of the history. */
function transferOf(spec: BankSpec, rm: number, start: BusinessDate): { sub: number; on: BusinessDate } | undefined {
  if (rm % 25 !== 7 || spec.subBranches < 2) return undefined;
  return { sub: (rm + 1) % spec.subBranches, on: addDays(start, Math.floor(spec.historyDays * 0.6) + (rm % 30)) };
}

/** Which relationship manager keeps a client; one in 50 is handed over to a colleague of the same sub-branch, from every portfolio alike. */
function keepingOf(spec: BankSpec, client: number, start: BusinessDate, rmsOfSub: (sub: number) => number[]): Keeping {
  const rm = client % spec.rms;
  const place = Math.floor(client / spec.rms);
  if ((place + rm) % 50 !== 13) return { rm };
  const colleagues = rmsOfSub(rm % spec.subBranches).filter((other) => other !== rm);
  if (colleagues.length === 0) return { rm };
  return {
    rm,
    handover: { to: colleagues[place % colleagues.length]!, on: addDays(start, Math.floor(spec.historyDays / 2) + (client % 40)) },
  };
}

function* clientRows(spec: BankSpec, client: number, start: BusinessDate, rmsOfSub: (sub: number) => number[]): Iterable<Row> {
  const random = new Random((spec.seed * 1_000_003 + client) | 0);
  const tier = random.weighted(TIERS);
  const keeping = keepingOf(spec, client, start, rmsOfSub);
  const row = {
    client_id: clientId(client),
    name: personName(random),
    phone: random.chance(0.97) ? phone(random) : '',
    tier,
    rm_id: rmId(keeping.rm),
    assigned_from: addDays(start, -random.int(1, 900)),
    contacts_a_year: String(CONTACTS_A_YEAR[tier]),
    birthday: birthday(random),
    preferred_channel: random.weighted([
      ['', 40],
      ['PHONE', 30],
      ['WECHAT', 22],
      ['VISIT', 8],
    ]),
    interests: interests(random),
    consents: consents(random, spec.asOf),
  };
  yield row;
  if (keeping.handover) yield { ...row, rm_id: rmId(keeping.handover.to), assigned_from: keeping.handover.on };
}

function birthday(random: Random): string {
  if (random.chance(0.15)) return '';
  const date = `${random.int(1942, 2002)}-${pad(random.int(1, 12), 2)}-${pad(random.int(1, 28), 2)}`;
  return random.chance(0.35) ? `lunar:${date}` : date;
}

function consents(random: Random, asOf: BusinessDate): string {
  if (random.chance(0.02)) return '';
  const granted = ['PHONE/SERVICE'];
  if (random.chance(0.7)) granted.push('WECHAT/SERVICE');
  if (random.chance(0.5)) granted.push('VISIT/SERVICE');
  if (random.chance(0.3)) granted.push('SMS/SERVICE');
  if (random.chance(0.15)) granted.push('EMAIL/SERVICE');
  if (random.chance(0.25)) granted.push(`PHONE/MARKETING@${addDays(asOf, random.int(-60, 700))}`);
  if (random.chance(0.2)) granted.push('WECHAT_GROUP/MARKETING');
  return granted.join(';');
}

/**
 * Contacts in the order of the days. Each relationship manager goes round the portfolio at a pace of their own, so that
 * last contacts spread from yesterday to months ago and some clients were never reached.
 */
function* contactRows(spec: BankSpec, start: BusinessDate, rmsOfSub: (sub: number) => number[]): Iterable<Row> {
  const random = new Random(spec.seed ^ 0xc0117ac7);
  const portfolios: number[][] = range(spec.rms).map(() => []);
  const moves = new Map<BusinessDate, { client: number; from: number; to: number }[]>();
  for (const client of range(spec.clients)) {
    const { rm, handover } = keepingOf(spec, client, start, rmsOfSub);
    portfolios[rm]!.push(client);
    if (handover) moves.set(handover.on, [...(moves.get(handover.on) ?? []), { client, from: rm, to: handover.to }]);
  }
  const pace = range(spec.rms).map(() => random.int(4, 11));
  const turn = range(spec.rms).map(() => random.int(0, 50));
  let number = 0;
  for (let date = start; date < spec.asOf; date = addDays(date, 1)) {
    for (const { client, from, to } of moves.get(date) ?? []) {
      portfolios[from] = portfolios[from]!.filter((other) => other !== client);
      portfolios[to]!.push(client);
    }
    if (!chinaCalendar.isWorkingDay(date)) continue;
    for (const rm of range(spec.rms)) {
      const portfolio = portfolios[rm]!;
      if (portfolio.length === 0) continue;
      const today = Math.max(0, pace[rm]! + random.int(-2, 2));
      for (let i = 0; i < today; i++) {
        turn[rm] = turn[rm]! + (random.chance(0.85) ? 1 : 2);
        const client = portfolio[turn[rm]! % portfolio.length]!;
        yield contactRow(random, spec.asOf, { date, number: ++number, client, rm, place: i });
      }
    }
  }
}

/** The how-manieth contact of a day somebody made with whom. */
interface ContactPlace {
  readonly date: BusinessDate;
  readonly number: number;
  readonly client: number;
  readonly rm: number;
  readonly place: number;
}

function contactRow(random: Random, asOf: BusinessDate, { date, number, client, rm, place }: ContactPlace): Row {
  const startMinute = 9 * 60 + place * 45 + random.int(0, 12);
  const minutes = random.int(2, 30);
  const loggedOn = addDays(date, 2);
  const late = random.chance(0.03) && loggedOn < asOf;
  return {
    contact_id: `K${pad(number, 8)}`,
    client_id: clientId(client),
    staff_id: rmId(rm),
    channel: random.weighted(CHANNELS),
    started_at: instant(date, startMinute),
    ended_at: instant(date, startMinute + minutes),
    outcome: random.weighted(OUTCOMES),
    notes: random.pick(NOTES),
    logged_at: late ? instant(loggedOn, startMinute) : '',
  };
}

function instant(date: BusinessDate, minute: number): string {
  return `${date}T${pad(Math.floor(minute / 60), 2)}:${pad(minute % 60, 2)}:00+08:00`;
}

const pad = (value: number, width: number) => String(value).padStart(width, '0');
const branchId = (branch: number) => `U1${pad(branch + 1, 3)}`;
const subId = (sub: number) => `U2${pad(sub + 1, 5)}`;
const rmId = (rm: number) => `S${pad(rm + 1, 4)}`;
const clientId = (client: number) => `C${pad(client + 1, 6)}`;
const range = (count: number) => Array.from({ length: count }, (_, i) => i);
