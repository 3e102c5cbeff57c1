import { addDays, type BusinessDate, type Tier } from '@hengxin/contracts';
import { contactRows } from './history.js';
import { holdingRows } from './holdings.js';
import { branchId, clientId, pad, range, rmId, subId } from './ids.js';
import { keepingOf } from './keeping.js';
import { branchName, interests, personName, phone, subBranchName } from './names.js';
import { Random } from './random.js';
import { randomOf, TIERS } from './tiers.js';

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

/** The import files of a bank, each a lazy sequence of rows: memory stays flat in the number of contacts. */
export interface Bank {
  units(): Iterable<Row>;
  staff(): Iterable<Row>;
  clients(): Iterable<Row>;
  contacts(): Iterable<Row>;
  holdings(): Iterable<Row>;
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
  contacts: [
    'contact_id',
    'client_id',
    'staff_id',
    'channel',
    'started_at',
    'ended_at',
    'outcome',
    'notes',
    'logged_at',
    'follow_up_on',
  ],
  holdings: [
    'client_id',
    'holding_id',
    'product_code',
    'product_name',
    'kind',
    'balance',
    'as_of',
    'opened_on',
    'matures_on',
    'closed_on',
  ],
} as const;

/** Six at least, and the more the higher the bank ranks the client. */
const CONTACTS_A_YEAR: Record<Tier, number> = { STANDARD: 6, GOLD: 8, PLATINUM: 10, PRIVATE: 12 };
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
        yield {
          unit_id: branchId(branch),
          parent_id: 'U0001',
          kind: 'BRANCH',
          name: branchName(branch),
          valid_from: '',
        };
      for (const sub of range(spec.subBranches)) {
        const branch = branchOf(sub);
        const name = subBranchName(branchName(branch), Math.floor(sub / spec.branches));
        yield { unit_id: subId(sub), parent_id: branchId(branch), kind: 'SUB_BRANCH', name, valid_from: '' };
      }
    },
    *staff() {
      const random = new Random(spec.seed ^ 0x57a3);
      const person = (
        staff_id: string,
        role: string,
        unit_id: string,
        name = personName(random),
        valid_from = '',
      ): Row => ({
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
    *holdings() {
      yield* holdingRows(spec, start);
    },
  };
}

/** One relationship manager in 25 moves to the next sub-branch somewhere in the second half of the history. */
function transferOf(spec: BankSpec, rm: number, start: BusinessDate): { sub: number; on: BusinessDate } | undefined {
  if (rm % 25 !== 7 || spec.subBranches < 2) return undefined;
  return { sub: (rm + 1) % spec.subBranches, on: addDays(start, Math.floor(spec.historyDays * 0.6) + (rm % 30)) };
}

function* clientRows(
  spec: BankSpec,
  client: number,
  start: BusinessDate,
  rmsOfSub: (sub: number) => number[],
): Iterable<Row> {
  const random = randomOf(spec, client);
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
      ['', 25],
      ['PHONE', 30],
      ['WECHAT', 32],
      ['VISIT', 13],
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
