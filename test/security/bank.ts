import { hash, randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { catalogue, Coaching, CoachingNoticeGiven } from '@hengxin/contracts';
import { type EventLog, NO_STREAM, openEventLog } from '@hengxin/event-log';
import { eventually, type Platform } from '../platform/platform.js';

/*
 * H ─┬─ E ─┬─ E1 (R1, R2, head HE1)      HE1: UNIT_HEAD of E1     X1: INTEGRATION of E
 *    │     └─ E2                          O1: HEAD_OFFICE           A1: ADMIN, both in H
 *    └─ W ─── W1 (R3, R4, head HW1)
 * R1 keeps C101 to C116, R2 C201, R3 C301 to C316, R4 C401.
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
R4,赵刚,RM,W1,,
`;

/**
 * What callers without the right must not see: a client's whole name, number, interests and year of birth, what was
 * noted of a talk, over which channel a client may be reached, a colleague's name, what a client has,
 * and when one answers. Each as it stands in an answer.
 */
export const SECRETS = {
  name: '欧阳晓明',
  phone: '13800001234',
  interest: '钓鱼',
  birthYear: '1957',
  notes: '谈到了继承',
  consent: '"PHONE"',
  colleague: '王芳',
  product: '家族传承一号',
  deposits: '4321.09',
  loans: '765432.10',
  reached: '"PHONE"',
} as const;

const upTo = (count: number) => Array.from({ length: count }, (_, i) => String(i + 1).padStart(2, '0'));
export const CLIENTS = { own: upTo(16).map((no) => `C1${no}`), foreign: upTo(16).map((no) => `C3${no}`) } as const;
/** People whose placement as heads awaits a second word, enough for each door. */
export const PROPOSED = upTo(24).map((no) => `N${no}`);
/** First days of placements that are proposed for A1. One is not used up, and each door takes another. */
const PROPOSED_FOR_ADMIN = ['2026-01-01', '2026-01-02', '2026-01-03', '2026-01-04'];
export const PLACING_ADMIN = PROPOSED_FOR_ADMIN.map((_, i) => `A1.${i + 1}`);
/** What begins as a photo does. */
export const PHOTO = Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, ...Array.from({ length: 300 }, () => 0x20)]);

/** Loads the bank the matrix is about, and waits until every list holds it. */
export async function loadBank(platform: Platform): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'hengxin-security-'));
  try {
    const clients = [
      ...CLIENTS.own.map((id) => [id, 'R1']),
      ['C201', 'R2'],
      ...CLIENTS.foreign.map((id) => [id, 'R3']),
      ['C401', 'R4'],
    ].map(
      ([id, rm]) =>
        `${id},${SECRETS.name},${SECRETS.phone},GOLD,${rm},2026-01-01,${SECRETS.interest},PHONE/SERVICE;SMS/SERVICE;VISIT/SERVICE,${SECRETS.birthYear}-08-15\n`,
    );
    const contacts = ['1', '3'].map(
      (no) =>
        `K${no},C${no}01,R${no},PHONE,2026-02-10T10:00:00+08:00,2026-02-10T10:10:00+08:00,ENGAGED,${SECRETS.notes}\n`,
    );
    // The last client is known to nobody.
    const holdings = ['1', '3', '9'].flatMap((no) => [
      `C${no}01,D${no},D01,${SECRETS.product},DEMAND_DEPOSIT,${SECRETS.deposits},2026-02-10\n`,
      `C${no}01,L${no},L01,,LOAN,${SECRETS.loans},2026-02-10\n`,
    ]);
    const texts = {
      units: UNITS,
      staff: STAFF,
      clients: `client_id,name,phone,tier,rm_id,assigned_from,interests,consents,birthday\n${clients.join('')}`,
      contacts: `contact_id,client_id,staff_id,channel,started_at,ended_at,outcome,notes\n${contacts.join('')}`,
      holdings: `client_id,holding_id,product_code,product_name,kind,balance,as_of\n${holdings.join('')}`,
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
  const rows = [
    ...PROPOSED.map((id) => `${id},新人,UNIT_HEAD,E1,,\n`),
    // These place the administrator who is to be asked for the second word.
    ...PROPOSED_FOR_ADMIN.map((from) => `A1,管理,UNIT_HEAD,E,${from},\n`),
  ];
  const answer = await fetch(`${platform.url}/import/staff`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${await platform.accountToken('proposer', { role: 'ADMIN' })}`,
      'content-type': 'text/csv',
    },
    body: `${STAFF_HEADER}\n${rows.join('')}`,
  });
  const account = (await answer.text()).trim().split('\n').at(-1)!;
  if (!account.includes(`"awaiting":${rows.length}`)) throw new Error(`nothing awaits a second word: ${account}`);
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

/** Tea in the stocks of E1 and W1, and a gift of R1 (own) and of R3 (foreign) that its client has collected. */
export async function giveGifts(platform: Platform): Promise<Record<'own' | 'foreign', string>> {
  const tell = async <T>(as: string, name: string, input: object, fields: string): Promise<T> => {
    const type = `${name[0]!.toUpperCase()}${name.slice(1)}Input`;
    const query = `mutation ($input: ${type}!) { told: ${name}(input: $input) { ${fields} errors { code } } }`;
    const { told } = await platform.data<{ told: T & { errors: { code: string }[] } }>(as, query, { input });
    if (told.errors.length > 0) throw new Error(`${name} was refused with ${told.errors[0]!.code}`);
    return told;
  };
  const item = { commandId: 'tea', itemId: 'TEA', name: '茶叶', value: '20' };
  await tell('A1', 'defineGiftItem', item, 'giftItem { id }');
  const give = async (rmId: string, unitId: string, clientId: string): Promise<string> => {
    const stock = { commandId: `stock-${unitId}`, itemId: 'TEA', unitId, quantity: 1_000 };
    await tell('A1', 'addGiftStock', stock, 'giftItem { id }');
    const reserve = { commandId: `gift-${rmId}`, itemId: 'TEA', clientId };
    const { gift } = await tell<{ gift: { id: string } }>(rmId, 'reserveGift', reserve, 'gift { id }');
    await tell(rmId, 'issueGift', { commandId: `issue-${rmId}`, giftId: gift.id }, 'gift { id }');
    const collected = { commandId: `collect-${rmId}`, giftId: gift.id, how: 'COLLECTED' };
    await tell(rmId, 'handOverGift', collected, 'gift { id }');
    return gift.id;
  };
  const given = { own: await give('R1', 'E1', 'C101'), foreign: await give('R3', 'W1', 'C301') };
  const seen = '{ giftItems { id } gifts { edges { node { id state } } } }';
  await eventually(
    () => platform.data<{ giftItems: unknown[]; gifts: { edges: { node: { state: string } }[] } }>('O1', seen),
    ({ giftItems, gifts }) =>
      giftItems.length > 0 && gifts.edges.filter(({ node }) => node.state === 'COLLECTED').length >= 2,
  );
  return given;
}

/** A request for help of R1 (own) and of R3 (foreign), asked in words of their own and withdrawn. */
export async function askForHelp(platform: Platform): Promise<Record<'own' | 'foreign', string>> {
  const asked = async (rmId: string, clientId: string): Promise<string> => {
    const ask = 'mutation ($input: AskForHelpInput!) { askForHelp(input: $input) { helpRequest { id } } }';
    const input = { commandId: `help-${rmId}`, clientId, text: `${SECRETS.notes}，请一同拜访` };
    const { askForHelp: told } = await platform.data<{ askForHelp: { helpRequest: { id: string } } }>(rmId, ask, {
      input,
    });
    const close = 'mutation ($input: CloseHelpInput!) { closeHelp(input: $input) { errors { code } } }';
    const helpRequestId = told.helpRequest.id;
    await platform.data(rmId, close, { input: { commandId: `withdraw-${rmId}`, helpRequestId, withdrawn: true } });
    return helpRequestId;
  };
  const help = { own: await asked('R1', 'C101'), foreign: await asked('R3', 'C301') };
  const seen = '{ helpRequests(filter: { states: [WITHDRAWN] }) { edges { node { id } } } }';
  await eventually(
    () => platform.data<{ helpRequests: { edges: unknown[] } }>('O1', seen),
    ({ helpRequests }) => helpRequests.edges.length >= 2,
  );
  return help;
}

/** A complaint that R1 (own) and one that R3 (foreign) heard from a client, closed by the heads of their units. */
export async function hearComplaints(
  platform: Platform,
  clients: Readonly<Record<'own' | 'foreign', string>>,
): Promise<Record<'own' | 'foreign', string>> {
  const tell = async (as: string, name: string, input: object) => {
    const type = `${name[0]!.toUpperCase()}${name.slice(1)}Input`;
    const query = `mutation ($input: ${type}!) { told: ${name}(input: $input) { errors { code } } }`;
    const { told } = await platform.data<{ told: { errors: { code: string }[] } }>(as, query, { input });
    if (told.errors.length > 0) throw new Error(`${name} was refused with ${told.errors[0]!.code}`);
  };
  const heard = async (rmId: string, headId: string, clientId: string): Promise<string> => {
    const plan = 'mutation ($input: PlanVisitInput!) { planVisit(input: $input) { visit { id } } }';
    const planned = { commandId: `complaint-${rmId}`, clientId, plannedOn: '2026-03-02', place: 'BANK' };
    const { planVisit } = await platform.data<{ planVisit: { visit: { id: string } } }>(rmId, plan, { input: planned });
    const visitId = planVisit.visit.id;
    const at = (hour: string) => `2026-03-02T${hour}:00+08:00`;
    const start = { commandId: `complaint-start-${rmId}`, visitId, startedAt: at('07:40'), overrideReason: '客户来访' };
    await tell(rmId, 'startVisit', start);
    const findings = [{ kind: 'COMPLAINT', text: `${SECRETS.notes}，排队太久` }];
    const end = { commandId: `complaint-end-${rmId}`, visitId, endedAt: at('07:50'), outcome: 'ENGAGED', findings };
    await tell(rmId, 'endVisit', end);
    const list = '{ complaints { edges { node { id state } } } }';
    const ask = () => platform.data<{ complaints: { edges: { node: { id: string; state: string } }[] } }>(headId, list);
    const { complaints } = await eventually(ask, (answer) => answer.complaints.edges.length > 0);
    const complaintId = complaints.edges[0]!.node.id;
    await tell(headId, 'closeComplaint', { commandId: `complaint-close-${rmId}`, complaintId, word: SECRETS.notes });
    await eventually(ask, (answer) => answer.complaints.edges[0]?.node.state === 'CLOSED');
    return complaintId;
  };
  return { own: await heard('R1', 'HE1', clients.own), foreign: await heard('R3', 'HW1', clients.foreign) };
}

/** R1 has studied, so that those who may see such things have some to see. */
export async function study(platform: Platform): Promise<void> {
  const log = 'mutation ($input: LogStudyInput!) { logStudy(input: $input) { errors { code } } }';
  const when = { startedAt: '2026-03-02T07:00:00+08:00', endedAt: '2026-03-02T07:30:00+08:00' };
  await platform.data('R1', log, { input: { commandId: 'study', topic: '贷款政策', ...when } });
  await eventually(
    () => platform.data<{ studyEntries: { edges: unknown[] } }>('R1', '{ studyEntries { edges { node { id } } } }'),
    ({ studyEntries }) => studyEntries.edges.length > 0,
  );
}

/**
 * A segment of R1 (own) and of R3 (foreign), and one of R1 that may go; a group of each with a client who allows it;
 * and some of others, so that those who may have such things have one.
 */
export async function keepSegmentsAndGroups(platform: Platform): Promise<{
  readonly segments: Readonly<Record<'own' | 'foreign' | 'retirable', string>>;
  readonly groups: Readonly<Record<'own' | 'foreign', string>>;
}> {
  const tell = async <T>(as: string, name: string, told: object, fields: string): Promise<T> => {
    const type = `${name[0]!.toUpperCase()}${name.slice(1)}Input`;
    const query = `mutation ($input: ${type}!) { told: ${name}(input: $input) { ${fields} errors { code } } }`;
    const input = { commandId: `${name}-${as}`, ...told };
    const answer = await platform.data<{ told: T & { errors: { code: string }[] } }>(as, query, { input });
    if (answer.told.errors.length > 0) throw new Error(`${name} was refused with ${answer.told.errors[0]!.code}`);
    return answer.told;
  };
  const segment = async (as: string, unitId: string, more: object = {}): Promise<string> => {
    const told = { name: '个人客户', filter: { kind: 'PERSON', unitId }, ...more };
    return (await tell<{ segment: { id: string } }>(as, 'saveSegment', told, 'segment { id }')).segment.id;
  };
  const group = async (as: string, clientId: string | null): Promise<string> => {
    const told = { name: '服务群', channel: 'WECHAT_GROUP' };
    const made = await tell<{ clientGroup: { id: string } }>(as, 'createGroup', told, 'clientGroup { id }');
    if (clientId === null) return made.clientGroup.id;
    const word = { clientId, channel: 'WECHAT_GROUP', purpose: 'SERVICE', decision: 'GRANTED' };
    await tell(as, 'recordConsent', word, 'client { id }');
    await tell(as, 'changeGroupMembers', { groupId: made.clientGroup.id, add: [clientId] }, 'clientGroup { id }');
    return made.clientGroup.id;
  };
  const segments = {
    own: await segment('R1', 'E1'),
    foreign: await segment('R3', 'W1'),
    retirable: await segment('R1', 'E1', { commandId: 'retirable' }),
  };
  for (const as of ['HE1', 'O1']) await segment(as, 'E1');
  const groups = { own: await group('R1', 'C102'), foreign: await group('R3', 'C302') };
  await group('HE1', null);
  for (const as of ['R1', 'HE1', 'R3'])
    await eventually(
      () => platform.data<{ segments: unknown[]; groups: unknown[] }>(as, '{ segments { id } groups { id } }'),
      (seen) => seen.segments.length > 0 && seen.groups.length > 0,
    );
  await eventually(
    () => platform.data<{ segments: unknown[] }>('O1', '{ segments { id } }'),
    (seen) => seen.segments.length > 0,
  );
  return { segments, groups };
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

/** A playbook of head office, so that everybody has one to see. */
export async function writePlaybook(platform: Platform): Promise<void> {
  const save = 'mutation ($input: SavePlaybookInput!) { savePlaybook(input: $input) { playbook { id } } }';
  const input = { commandId: 'playbook', title: '开场', text: '先问近况。', topics: ['近况'] };
  await platform.data('O1', save, { input });
  await eventually(
    () => platform.data<{ playbooks: { edges: unknown[] } }>('O1', '{ playbooks { edges { node { id } } } }'),
    ({ playbooks }) => playbooks.edges.length > 0,
  );
}

/** A leave of R1, another one that was cancelled (own), and one of R3 (foreign). */
export async function takeLeaves(platform: Platform): Promise<Record<'own' | 'foreign', string>> {
  const take = async (staffId: string, day: string): Promise<string> => {
    const input = { commandId: `leave-${staffId}-${day}`, staffId, from: day, to: day };
    const query = 'mutation ($input: TakeLeaveInput!) { takeLeave(input: $input) { leave { id } } }';
    const { takeLeave } = await platform.data<{ takeLeave: { leave: { id: string } } }>(staffId, query, { input });
    return takeLeave.leave.id;
  };
  await take('R1', '2031-06-02');
  const taken = { own: await take('R1', '2031-07-01'), foreign: await take('R3', '2031-06-02') };
  const cancel = 'mutation ($input: CancelLeaveInput!) { cancelLeave(input: $input) { errors { code } } }';
  await platform.data('R1', cancel, { input: { commandId: 'cancel-leave', leaveId: taken.own } });
  const of = (staffId: string): string =>
    `leaves(staffId: "${staffId}", from: "2031-01-01", to: "2031-12-31") { id cancelled }`;
  const list = `{ own: ${of('R1')} foreign: ${of('R3')} }`;
  await eventually(
    () => platform.data<Record<'own' | 'foreign', { cancelled: boolean }[]>>('O1', list),
    ({ own, foreign }) => own.length > 1 && own.some(({ cancelled }) => cancelled) && foreign.length > 0,
  );
  return taken;
}

/** A scorecard of relationship managers, so that those who may see such things have one to see. */
export async function saveCard(platform: Platform): Promise<void> {
  const groups = [{ group: 'CLIENT', weight: 100, items: [{ metric: 'CONTACTS', weight: 100 }] }];
  const card = { commandId: 'card', name: '考核', groups, validFrom: '2026-01-01', roles: ['RM'] };
  const save = 'mutation ($input: SaveScorecardInput!) { saveScorecard(input: $input) { scorecard { id } } }';
  await platform.data('O1', save, { input: card });
  await eventually(
    () => platform.data<{ scorecards: unknown[] }>('O1', '{ scorecards { id } }'),
    ({ scorecards }) => scorecards.length > 0,
  );
}

/**
 * A coaching notice of E1 to which its head has replied (own), and one of W1 (foreign). Closed months give them among
 * ten units of a kind; the log is told of these two as it would be then.
 */
export async function giveNotices(platform: Platform): Promise<Record<'own' | 'foreign', string>> {
  const given = { own: 'N-E1', foreign: 'N-W1' };
  const log = openEventLog({ url: await platform.eventLogUrl(), catalogue });
  try {
    await giveNotice(log, given.own, 'E1', 'HE1');
    await giveNotice(log, given.foreign, 'W1', 'HW1');
  } finally {
    await log.close();
  }
  const reply = 'mutation ($input: ReplyToNoticeInput!) { replyToNotice(input: $input) { errors { code } } }';
  await platform.data('HE1', reply, { input: { commandId: 'reply', noticeId: given.own, reply: '逐户补齐' } });
  await eventually(
    () =>
      platform.data<{ coachingNotices: { edges: unknown[] } }>('O1', '{ coachingNotices { edges { node { id } } } }'),
    ({ coachingNotices }) => coachingNotices.edges.length > 1,
  );
  return given;
}

async function giveNotice(log: EventLog, noticeId: string, unitId: string, headId: string): Promise<void> {
  const notice = CoachingNoticeGiven.of({
    ...{ noticeId, unitId, headId, months: ['2025-12-01', '2026-01-01'] },
    figures: [{ metric: 'COVERAGE', value: 0, numerator: 0, denominator: 1 }],
    ...{ givenAt: '2026-02-27T09:00:00+08:00', replyDueOn: '2026-03-06' },
  });
  const stream = Coaching.stream(noticeId);
  const appended = await log.append(stream, [{ ...notice, id: randomUUID(), meta: {} }], NO_STREAM);
  if (!appended.ok) throw new Error(`${stream} was not written: ${appended.reason}`);
}

/** A photo of the visit of R1 (own) and one of that of R3 (foreign): the path of the link that each of them got. */
export async function attachPhotos(
  platform: Platform,
  visits: Readonly<Record<'own' | 'foreign', string>>,
): Promise<Record<'own' | 'foreign', string>> {
  const attach = async (rmId: string, visitId: string): Promise<string> => {
    const authorization = `Bearer ${await platform.token(rmId)}`;
    const answer = await fetch(`${platform.url}/attachments/${visitId}`, {
      method: 'POST',
      headers: {
        authorization,
        'content-type': 'image/jpeg',
        'command-id': `photo-${rmId}`,
        'file-name': 'photo.jpg',
      },
      body: PHOTO,
    });
    const { attachment } = (await answer.json()) as { attachment?: { url: string } };
    if (!attachment) throw new Error(`the photo was not taken: ${answer.status}`);
    const open = async (): Promise<boolean> => {
      const opened = await fetch(`${platform.url}${attachment.url}`);
      await opened.arrayBuffer();
      return opened.ok;
    };
    await eventually(open, Boolean);
    return attachment.url;
  };
  return { own: await attach('R1', visits.own), foreign: await attach('R3', visits.foreign) };
}

/** Where a client of R1 (own) and one of R3 (foreign) say what the visit was like on which they complained. */
export async function requestRatings(
  platform: Platform,
  clients: Readonly<Record<'own' | 'foreign', string>>,
): Promise<Record<'own' | 'foreign', string>> {
  const request = async (rmId: string, clientId: string): Promise<string> => {
    const ended = `{ visits(filter: { clientId: "${clientId}", states: [ENDED] }) { edges { node { id } } } }`;
    const { visits } = await eventually(
      () => platform.data<{ visits: { edges: { node: { id: string } }[] } }>(rmId, ended),
      (answer) => answer.visits.edges.length > 0,
    );
    const input = { commandId: `rating-${rmId}`, visitId: visits.edges[0]!.node.id };
    const ask = 'mutation ($input: RequestRatingInput!) { requestRating(input: $input) { ratingLink { url } } }';
    type Told = { requestRating: { ratingLink: { url: string } } };
    const { requestRating } = await platform.data<Told>(rmId, ask, { input });
    return requestRating.ratingLink.url;
  };
  return { own: await request('R1', clients.own), foreign: await request('R3', clients.foreign) };
}

/** Sends a file of units that changes nothing; the id under which its run is known. */
export async function importUnits(platform: Platform): Promise<string> {
  const file = 'unit_id,parent_id,kind,name\nE1,E,SUB_BRANCH,东一支行\n';
  const importId = hash('sha256', file);
  const authorization = `Bearer ${await platform.token('A1')}`;
  const answer = await fetch(`${platform.url}/import/units`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'text/csv', 'import-id': importId },
    body: file,
  });
  const said = await answer.text();
  if (!said.includes('"type":"account"')) throw new Error(`the file was not taken: ${said}`);
  return importId;
}
