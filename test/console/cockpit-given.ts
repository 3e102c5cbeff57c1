import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually, type Platform } from '../platform/platform.js';

const HEAD_OFFICE = 'H0001';
export const CLOSE = 'mutation ($input: ClosePeriodInput!) { closePeriod(input: $input) { errors { code message } } }';
const NOTICES = '{ coachingNotices { edges { node { id unit { id } } } } }';
interface Notices {
  readonly coachingNotices: {
    readonly edges: readonly { readonly node: { readonly unit: { readonly id: string } } }[];
  };
}

/** Of eleven units below the first branch, that which reaches nobody; its head is that of the branch. */
export const POOR = { unitId: 'U28000', name: '新设0支行', headId: 'B0001' } as const;
/** Of another of them, who has a client to be reached. */
export const GOOD = { rmId: 'S9001', clientId: 'C900001' } as const;
const UNITS = Array.from({ length: 11 }, (_, at) => at);

/**
 * Eleven sub-branches with a client each; all but the first reach theirs in January and in February. Once both months
 * are closed, the head of the first gets a notice.
 */
export async function givenPeers(platform: Platform): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'hengxin-peers-'));
  const write = async (name: string, head: string, rows: readonly string[]) => {
    const path = join(folder, `${name}.csv`);
    await writeFile(path, `${[head, ...rows].join('\n')}\n`);
    return path;
  };
  const contact = (at: number, on: string) =>
    `K9-${at}-${on},C90000${at},S900${at},PHONE,${on}T10:00:00+08:00,${on}T10:10:00+08:00,ENGAGED`;
  const files = {
    units: await write(
      'units',
      'unit_id,parent_id,kind,name,valid_from',
      UNITS.map((at) => `U2800${at},U1001,SUB_BRANCH,新设${at}支行,2025-12-01`),
    ),
    staff: await write(
      'staff',
      'staff_id,name,role,unit_id,valid_from',
      UNITS.map((at) => `S900${at},新员${at},RM,U2800${at},2025-12-01`),
    ),
    clients: await write(
      'clients',
      'client_id,name,rm_id,assigned_from,contacts_a_year,consents',
      UNITS.map((at) => `C90000${at},新户${at},S900${at},2025-12-01,12,PHONE/SERVICE`),
    ),
    contacts: await write(
      'contacts',
      'contact_id,client_id,staff_id,channel,started_at,ended_at,outcome',
      UNITS.slice(1).flatMap((at) => ['2026-01-07', '2026-02-04'].map((on) => contact(at, on))),
    ),
  };
  const { code, output } = await platform.import(files, { wait: true });
  if (code !== 0) throw new Error(output);
}

/** Closes two months; the same again changes nothing. */
export async function givenClosed(platform: Platform): Promise<void> {
  for (const start of ['2026-01-01', '2026-02-01']) {
    const input = { commandId: `look-close-${start}`, period: { grain: 'MONTH', start } };
    await platform.data(HEAD_OFFICE, CLOSE, { input });
  }
}

/** Waits for the notice that follows the closing. */
export const noticed = (platform: Platform) =>
  eventually(
    () => platform.data<Notices>(HEAD_OFFICE, NOTICES),
    ({ coachingNotices: { edges } }) => edges.some(({ node }) => node.unit.id === POOR.unitId),
  );
