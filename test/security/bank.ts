import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually, type Platform } from '../platform/platform.js';

/*
 * H ─┬─ E ─┬─ E1 (R1, R2, head HE1)      HE1: UNIT_HEAD of E1     X1: INTEGRATION of E
 *    │     └─ E2                          O1: HEAD_OFFICE           A1: ADMIN, both in H
 *    └─ W ─── W1 (R3, head HW1)
 * R1 keeps C101 to C116, R2 C201, R3 C301 to C316.
 */
const UNITS = `unit_id,parent_id,kind,name
H,,HEAD_OFFICE,总行
E,H,BRANCH,东区分行
W,H,BRANCH,西区分行
E1,E,SUB_BRANCH,东一支行
E2,E,SUB_BRANCH,东二支行
W1,W,SUB_BRANCH,西一支行
`;
const STAFF_HEADER = 'staff_id,name,role,unit_id,valid_from,valid_to';
const STAFF = `${STAFF_HEADER}
O1,周强,HEAD_OFFICE,H,,
HE1,吴敏,UNIT_HEAD,E1,,
HW1,郑洁,UNIT_HEAD,W1,,
X1,数据,INTEGRATION,E,,
A1,管理,ADMIN,H,,
R1,王芳,RM,E1,,
R2,李强,RM,E1,,
R3,王芳,RM,W1,,
`;

/**
 * What callers without the right must not see: a client's whole name, number, interests and year of birth, what was
 * noted of a talk, over which channel a client may be reached, and a colleague's name. Each as it stands in an answer.
 */
export const SECRETS = {
  name: '欧阳晓明',
  phone: '13800001234',
  interest: '钓鱼',
  birthYear: '1957',
  notes: '谈到了继承',
  consent: '"PHONE"',
  colleague: '王芳',
} as const;

const upTo = (count: number) => Array.from({ length: count }, (_, i) => String(i + 1).padStart(2, '0'));
export const CLIENTS = { own: upTo(16).map((no) => `C1${no}`), foreign: upTo(16).map((no) => `C3${no}`) } as const;
/** People whose placement as heads awaits a second word, enough for each door. */
export const PROPOSED = upTo(24).map((no) => `N${no}`);

/** Loads the bank the matrix is about, and waits until every list holds it. */
export async function loadBank(platform: Platform): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'hengxin-security-'));
  try {
    const clients = [
      ...CLIENTS.own.map((id) => [id, 'R1']),
      ['C201', 'R2'],
      ...CLIENTS.foreign.map((id) => [id, 'R3']),
    ].map(
      ([id, rm]) =>
        `${id},${SECRETS.name},${SECRETS.phone},GOLD,${rm},2026-01-01,${SECRETS.interest},PHONE/SERVICE;SMS/SERVICE;VISIT/SERVICE,${SECRETS.birthYear}-08-15\n`,
    );
    const contacts = ['1', '3'].map(
      (no) =>
        `K${no},C${no}01,R${no},PHONE,2026-02-10T10:00:00+08:00,2026-02-10T10:10:00+08:00,ENGAGED,${SECRETS.notes}\n`,
    );
    const texts = {
      units: UNITS,
      staff: STAFF,
      clients: `client_id,name,phone,tier,rm_id,assigned_from,interests,consents,birthday\n${clients.join('')}`,
      contacts: `contact_id,client_id,staff_id,channel,started_at,ended_at,outcome,notes\n${contacts.join('')}`,
    };
    const files = Object.fromEntries(Object.keys(texts).map((kind) => [kind, join(folder, `${kind}.csv`)]));
    for (const [kind, text] of Object.entries(texts)) await writeFile(files[kind]!, text);
    const { code, output } = await platform.import(files, { wait: true });
    if (code !== 0) throw new Error(`the bank was not taken:\n${output}`);
    await proposeHeads(platform);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function proposeHeads(platform: Platform): Promise<void> {
  const rows = PROPOSED.map((id) => `${id},新人,UNIT_HEAD,E1,,\n`);
  const answer = await fetch(`${platform.url}/import/staff`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${await platform.accountToken('proposer', { role: 'ADMIN' })}`,
      'content-type': 'text/csv',
    },
    // The last one places the administrator who is to be asked for the second word.
    body: `${STAFF_HEADER}\n${rows.join('')}A1,管理,UNIT_HEAD,E,2026-01-01,\n`,
  });
  const account = (await answer.text()).trim().split('\n').at(-1)!;
  if (!account.includes(`"awaiting":${PROPOSED.length + 1}`))
    throw new Error(`nothing awaits a second word: ${account}`);
}

/** A planned visit of R1 (own) and of R3 (foreign), and one of R1 that was called off. */
export async function planVisits(platform: Platform): Promise<Record<'own' | 'foreign' | 'calledOff', string>> {
  const plan = async (rmId: string, clientId: string): Promise<string> => {
    const query = 'mutation ($input: PlanVisitInput!) { planVisit(input: $input) { visit { id } } }';
    const goal = { kind: 'INFORMATION', text: `${SECRETS.notes}，再听听家里的打算` };
    const input = { commandId: `visit-${rmId}-${clientId}`, clientId, plannedOn: '2026-03-10', place: 'BANK', goal };
    const { planVisit } = await platform.data<{ planVisit: { visit: { id: string } } }>(rmId, query, { input });
    return planVisit.visit.id;
  };
  const [own, foreign] = [await plan('R1', 'C101'), await plan('R3', 'C301')];
  const calledOff = await plan('R1', 'C102');
  const cancel = 'mutation ($input: CancelVisitInput!) { cancelVisit(input: $input) { errors { code } } }';
  await platform.data('R1', cancel, { input: { commandId: 'call-off', visitId: calledOff, reason: '改期' } });
  const seen = '{ visits { edges { node { id } } } }';
  await eventually(
    () => platform.data<{ visits: { edges: unknown[] } }>('O1', seen),
    ({ visits }) => visits.edges.length >= 3,
  );
  return { own, foreign, calledOff };
}

/** Open items of somebody's plan of today, and whom of these clients it leaves out. */
export async function planOf(
  platform: Platform,
  rmId: string,
  clients: readonly string[],
): Promise<{ items: string[]; free: string[] }> {
  const query = '{ myDay { items { id status client { id } } } }';
  const ask = () =>
    platform.data<{ myDay: { items: { id: string; status: string; client: { id: string } }[] } }>(rmId, query);
  const { myDay } = await eventually(ask, (answer) => answer.myDay.items.length >= 10);
  const planned = new Set(myDay.items.map(({ client }) => client.id));
  return {
    items: myDay.items.filter(({ status }) => status === 'OPEN').map(({ id }) => id),
    free: clients.filter((id) => !planned.has(id)),
  };
}

/**
 * The secret by which the gateway proves itself to the services, as the launcher handed it to them; undefined where
 * there is none.
 */
export async function internalSecret(platform: Platform): Promise<string | undefined> {
  const pid = (await platform.pids())['organisation'];
  const environment = await readFile(`/proc/${pid}/environ`, 'utf8');
  return environment.split('\0').flatMap((entry) => /^HENGXIN_INTERNAL_SECRET=(.*)$/.exec(entry)?.[1] ?? [])[0];
}

/** A leave of R1 and a scorecard of relationship managers, so that whoever may see such things has some to see. */
export async function takeLeaveAndSaveCard(platform: Platform): Promise<void> {
  const leave = { commandId: 'leave', staffId: 'R1', from: '2031-06-02', to: '2031-06-02' };
  const take = 'mutation ($input: TakeLeaveInput!) { takeLeave(input: $input) { leave { id } } }';
  const groups = [{ group: 'CLIENT', weight: 100, items: [{ metric: 'CONTACTS', weight: 100 }] }];
  const card = { commandId: 'card', name: '考核', groups, validFrom: '2026-01-01', roles: ['RM'] };
  const save = 'mutation ($input: SaveScorecardInput!) { saveScorecard(input: $input) { scorecard { id } } }';
  await platform.data('R1', take, { input: leave });
  await platform.data('O1', save, { input: card });
  const isSeen = (query: string) =>
    eventually(
      () => platform.data<{ seen: unknown[] }>('O1', query),
      ({ seen }) => seen.length > 0,
    );
  await isSeen('{ seen: leaves(staffId: "R1", from: "2031-01-01", to: "2031-12-31") { id } }');
  await isSeen('{ seen: scorecards { id } }');
}
