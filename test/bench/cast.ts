import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addDays } from '@hengxin/contracts';
import type { BankSpec } from '@hengxin/demo-bank';
import { callable } from '../faults/load.js';
import { eventually, run, type Platform } from '../platform/platform.js';
import { grouped, scored, segmented, stocked } from './made-once.js';
import { type Cast, TODAY } from './rows.js';
import { walkVisit } from './visit-life.js';

/** Managers that rows speak for at most; those of whom contacts are logged are others, where the bank has enough. */
export const SPEAKERS = 200;
const WIDE_UNIT = 'UW';
const WIDE_HEAD = 'BW';
const WIDE_ROWS = 50;
const PROPOSALS = 9_000;
/** A client of the wide branch's first manager: so many contacts, five a day, and some visits that are over. */
const FULL_CLIENT = 'CWFULL';
const FULL_CONTACTS = 2_000;
const FULL_VISITS = 5;
/** Managers who keep segments. */
const SEGMENTED = 40;
/** Clients whom nobody has registered, each with a holding. */
const UNKNOWN_CLIENTS = 100;

export const rmId = (n: number): string => `S${String(n + 1).padStart(4, '0')}`;
export const rmIds = (count: number): string[] => Array.from({ length: count }, (_, n) => rmId(n));

/** The heads of a bank's branches. */
export const headsOf = (spec: BankSpec): Cast['heads'] =>
  Array.from({ length: spec.branches }, (_, n) => ({
    staffId: `B${String(n + 1).padStart(4, '0')}`,
    unitId: `U${1001 + n}`,
  }));

/** The managers of the wide branch, each with ten clients who allow visits and groups. */
export function wideManagers(): ReadonlyMap<string, readonly string[]> {
  const clientsOf = (rm: number) => Array.from({ length: 10 }, (_, n) => `CW${n * WIDE_ROWS + rm}`);
  const managers = new Map<string, readonly string[]>();
  for (let rm = 0; rm < WIDE_ROWS; rm++) managers.set(`SW${rm}`, clientsOf(rm));
  return managers;
}

/**
 * Files of a branch with 50 sub-branches, each with a manager, ten clients and forty contacts: the bank's own branches
 * have ten each. One manager has a client more, of whom there is much to tell. The holdings are of clients who are not
 * known.
 */
export async function wideBranch(): Promise<Record<'units' | 'staff' | 'clients' | 'contacts' | 'holdings', string>> {
  const folder = await mkdtemp(join(tmpdir(), 'hengxin-bench-branch-'));
  const each = <T>(count: number, make: (n: number) => T) => Array.from({ length: count }, (_, n) => make(n));
  const client = (who: string) => `${who},2025-01-01,6,,,钓鱼;书法,PHONE/SERVICE;VISIT/SERVICE;WECHAT_GROUP/SERVICE`;
  const lines = {
    units: [
      'unit_id,parent_id,kind,name,valid_from',
      `${WIDE_UNIT},U0001,BRANCH,宽分行,`,
      ...each(WIDE_ROWS, (n) => `${WIDE_UNIT}${n},${WIDE_UNIT},SUB_BRANCH,宽支行${n},`),
    ],
    staff: [
      'staff_id,name,role,unit_id,valid_from',
      `${WIDE_HEAD},周宽,UNIT_HEAD,${WIDE_UNIT},`,
      ...each(WIDE_ROWS, (n) => `SW${n},王${n},RM,${WIDE_UNIT}${n},`),
    ],
    clients: [
      'client_id,name,phone,tier,rm_id,assigned_from,contacts_a_year,birthday,preferred_channel,interests,consents',
      ...each(WIDE_ROWS * 10, (n) => client(`CW${n},李${n},,GOLD,SW${n % WIDE_ROWS}`)),
      client(`${FULL_CLIENT},李满,,GOLD,SW0`),
    ],
    contacts: [
      'contact_id,client_id,staff_id,channel,started_at,ended_at,outcome,notes,logged_at',
      ...each(WIDE_ROWS * 40, (n) => {
        const at = `${addDays('2026-01-12', n % 45)}T10:00:00+08:00`;
        return `KW${n},CW${n % (WIDE_ROWS * 10)},SW${n % WIDE_ROWS},PHONE,${at},${at},ENGAGED,,`;
      }),
      ...each(FULL_CONTACTS, (n) => {
        const at = `${addDays('2025-01-10', Math.floor(n / 5))}T1${n % 5}:00:00+08:00`;
        return `KF${n},${FULL_CLIENT},SW0,PHONE,${at},${at},ENGAGED,第${n}次,`;
      }),
    ],
    holdings: [
      'client_id,holding_id,product_code,kind,balance,as_of',
      ...each(UNKNOWN_CLIENTS, (n) => `CX${n},HX${n},DQ1,TIME_DEPOSIT,10000.00,2026-02-27`),
    ],
  };
  const paths: Record<string, string> = {};
  for (const [kind, text] of Object.entries(lines)) {
    paths[kind] = join(folder, `wide-${kind}.csv`);
    await writeFile(paths[kind], `${text.join('\n')}\n`);
  }
  return paths as Awaited<ReturnType<typeof wideBranch>>;
}

/** Has new heads of the wide branch proposed, whom nobody approves yet. Resolves with what names the proposals. */
async function proposed(platform: Platform): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'hengxin-bench-proposals-'));
  const staff = join(folder, 'proposed-staff.csv');
  const ids = Array.from({ length: PROPOSALS }, (_, n) => `P${String(n).padStart(5, '0')}`);
  const lines = ids.map((id, n) => `${id},赵${n},UNIT_HEAD,${WIDE_UNIT},`);
  await writeFile(staff, `${['staff_id,name,role,unit_id,valid_from', ...lines].join('\n')}\n`);
  // Where the import command is given a token, no second account approves what the file proposes.
  const token = await platform.accountToken('bench', { role: 'ADMIN' });
  const program = ['deploy/standalone/run.mjs', 'deploy/standalone/dist/import.main.js'];
  const { code, output } = await run([...program, '--url', platform.url, '--staff', staff, '--wait'], {
    HENGXIN_TOKEN: token,
  });
  if (code !== 0) throw new Error(output);
  return ids.map((id) => `${id}.1`);
}

/** A visit to come to the client of many contacts, behind some that are over. */
async function dossierVisit(platform: Platform): Promise<Cast['dossier']> {
  const staffId = 'SW0';
  for (let n = 0; n < FULL_VISITS; n++) await walkVisit(platform, staffId, FULL_CLIENT, 4);
  return { staffId, visitId: await walkVisit(platform, staffId, FULL_CLIENT, 1) };
}

interface DrawnDay {
  readonly myDay: {
    readonly items: readonly {
      readonly id: string;
      readonly status: string;
      readonly client: { readonly id: string };
    }[];
  };
}

/** Who speaks in the rows: asks each plan, so that it is drawn. */
export async function castOf(platform: Platform, spec: BankSpec, busy: readonly string[]): Promise<Cast> {
  const allRms = rmIds(spec.rms);
  const others = allRms.filter((id) => !busy.includes(id));
  const rms = (others.length >= busy.length ? others : allRms).slice(0, SPEAKERS);
  const reached = (await callable(platform, rms)).of;
  const [items, clients] = [new Map<string, string[]>(), new Map<string, string[]>()];
  for (const rm of rms) {
    const { myDay } = await eventually(
      () => platform.data<DrawnDay>(rm, '{ myDay { items { id status client { id } } } }'),
      (day) => day.myDay.items.length > 0,
      120_000,
    );
    const planned = new Set(myDay.items.map(({ client }) => client.id));
    items.set(
      rm,
      myDay.items.filter(({ status }) => status === 'OPEN').map(({ id }) => id),
    );
    clients.set(
      rm,
      reached.get(rm)!.filter((id) => !planned.has(id)),
    );
  }
  const visited = wideManagers();
  await stocked(
    platform,
    Array.from({ length: WIDE_ROWS }, (_, n) => `${WIDE_UNIT}${n}`),
  );
  return {
    rms,
    allRms,
    heads: headsOf(spec),
    wideUnitId: WIDE_UNIT,
    wideHeadIds: [WIDE_HEAD],
    clients,
    items,
    proposals: await proposed(platform),
    visited,
    dossier: await dossierVisit(platform),
    segments: await segmented(platform, rms.slice(0, SEGMENTED)),
    groups: await grouped(platform, visited),
    scorecardId: await scored(platform),
  };
}
