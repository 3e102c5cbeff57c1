import { randomUUID } from 'node:crypto';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually, type Platform } from '../platform/platform.js';
import { placeOf, told } from './desk-given.js';
import { script } from './script.js';

const RM = 'S0002';
const HEAD_OFFICE = 'H0001';
const CLIENT = 'C-texts';
const UNIT = 'U29991';
const COMPLAINTS = '{ complaints(first: 100) { edges { node { id client { id } } } } }';
interface Complaints {
  readonly complaints: {
    readonly edges: readonly { readonly node: { readonly id: string; readonly client: { readonly id: string } } }[];
  };
}

/** What was given texts that would be scripts, and by whom it is seen. */
export interface Given {
  readonly rmId: string;
  readonly headId: string;
  readonly clientId: string;
  readonly visitId: string;
  readonly cancelledId: string;
  readonly groupId: string;
  readonly unitId: string;
}

/** Puts such a text, each with a word of its own, wherever people may write one. */
export async function givenTexts(platform: Platform): Promise<Given> {
  const { unitId: ownUnit, headId } = await placeOf(platform, RM);
  await importNames(platform);
  await giveClient(platform);
  const visits = await giveVisits(platform);
  await settleComplaint(platform, headId);
  const groupId = await giveGroup(platform);
  await giveDesk(platform, ownUnit);
  await giveOffice(platform);
  return { rmId: RM, headId, clientId: CLIENT, groupId, unitId: UNIT, ...visits };
}

/** Sent again until it is taken: a service may not have been told of a new client yet. */
const tell = <T extends object = object>(platform: Platform, who: string, name: string, input: object, fields = '') =>
  eventually(
    () => told<T>(platform, who, name, { commandId: randomUUID(), ...input }, fields),
    () => true,
  );

async function importNames(platform: Platform): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'hengxin-texts-'));
  const files = { units: join(folder, 'units.csv'), staff: join(folder, 'staff.csv') };
  const unit = `${UNIT},U1001,SUB_BRANCH,${script('机构')},2026-03-01`;
  await writeFile(files.units, `unit_id,parent_id,kind,name,valid_from\n${unit}\n`);
  const person = `S9991,${script('员工')},RM,${UNIT},2026-03-01`;
  await writeFile(files.staff, `staff_id,name,role,unit_id,valid_from\n${person}\n`);
  const { code, output } = await platform.import(files, { wait: true });
  if (code !== 0) throw new Error(output);
}

async function giveClient(platform: Platform): Promise<void> {
  const clientId = CLIENT;
  // Before the visit that follows.
  const given = { purpose: 'SERVICE', decidedAt: '2026-03-01T10:00:00+08:00' };
  const consents = ['VISIT', 'WECHAT_GROUP'].map((channel) => ({ channel, ...given }));
  await tell(platform, RM, 'registerClient', { id: CLIENT, name: script('客户'), tier: 'GOLD', consents });
  await tell(platform, RM, 'changeClientProfile', {
    clientId,
    taboos: [script('忌讳')],
    preferences: script('喜好'),
    tradingHabits: script('习惯'),
  });
  const outsider = { relation: 'FRIEND', outsiderName: script('熟人'), note: script('来历') };
  await tell(platform, RM, 'linkClient', { clientId, ...outsider });
  await tell(platform, RM, 'setClientDate', { clientId, label: script('日子'), calendar: 'SOLAR', month: 5, day: 18 });
}

async function giveVisits(platform: Platform): Promise<Pick<Given, 'visitId' | 'cancelledId'>> {
  const plan = async (plannedOn: string, goal: object | null): Promise<string> => {
    const input = { clientId: CLIENT, plannedOn, place: 'BANK', goal };
    return (await tell<{ visit: { id: string } }>(platform, RM, 'planVisit', input, 'visit { id }')).visit.id;
  };
  // Without a goal it is not prepared, and says why it starts all the same.
  const visitId = await plan('2026-03-02', null);
  const cancelledId = await plan('2026-03-03', { kind: 'OTHER', text: script('目标') });
  const at = (hour: string) => `2026-03-02T${hour}:00+08:00`;
  await tell(platform, RM, 'startVisit', { visitId, startedAt: at('08:00'), overrideReason: script('未准备') });
  const findings = [
    { kind: 'NEED', text: script('需求') },
    { kind: 'COMPLAINT', text: script('投诉') },
  ];
  const end = { visitId, endedAt: at('08:20'), outcome: 'ENGAGED', notes: script('备注'), findings };
  await tell(platform, RM, 'endVisit', end);
  const next = { nextTopic: script('下次'), nextOn: '2026-03-20' };
  await tell(platform, RM, 'reviewVisit', {
    visitId,
    result: 'PARTLY',
    reasons: ['RATE'],
    lesson: script('教训'),
    ...next,
  });
  await tell(platform, RM, 'cancelVisit', { visitId: cancelledId, reason: script('取消') });
  return { visitId, cancelledId };
}

async function settleComplaint(platform: Platform, headId: string): Promise<void> {
  const { complaints } = await eventually(
    () => platform.data<Complaints>(headId, COMPLAINTS),
    ({ complaints: { edges } }) => edges.some(({ node }) => node.client.id === CLIENT),
  );
  const complaintId = complaints.edges.find(({ node }) => node.client.id === CLIENT)!.node.id;
  await tell(platform, headId, 'answerComplaint', { complaintId, answer: script('答复') });
  await tell(platform, headId, 'closeComplaint', { complaintId, word: script('办结') });
}

async function giveGroup(platform: Platform): Promise<string> {
  const group = { name: script('钓鱼群'), channel: 'WECHAT_GROUP' };
  const made = await tell<{ clientGroup: { id: string } }>(platform, RM, 'createGroup', group, 'clientGroup { id }');
  const groupId = made.clientGroup.id;
  await tell(platform, RM, 'changeGroupMembers', { groupId, add: [CLIENT] });
  await tell(platform, RM, 'postToGroup', { groupId, text: script('群发') });
  await tell(platform, RM, 'saveSegment', { name: script('客群'), filter: { all: [{ tier: ['GOLD'] }] } });
  return groupId;
}

async function giveDesk(platform: Platform, unitId: string): Promise<void> {
  const itemId = 'TEXTS-GIFT';
  await tell(platform, 'ADMIN', 'defineGiftItem', { itemId, name: script('礼物'), value: '100' });
  await tell(platform, 'ADMIN', 'addGiftStock', { itemId, unitId, quantity: 5 });
  await tell(platform, RM, 'reserveGift', { itemId, clientId: CLIENT });
  await tell(platform, RM, 'askForHelp', { clientId: CLIENT, text: script('求助') });
  const span = { startedAt: '2026-02-27T19:00:00+08:00', endedAt: '2026-02-27T19:30:00+08:00' };
  const study = { topic: script('课题'), source: script('出处'), note: script('心得') };
  await tell(platform, RM, 'logStudy', { ...study, ...span });
}

async function giveOffice(platform: Platform): Promise<void> {
  const playbook = { title: script('标题'), text: script('话术'), topics: [script('话题')] };
  await tell(platform, HEAD_OFFICE, 'savePlaybook', playbook);
  const groups = [{ group: 'CLIENT', weight: 100, items: [{ metric: 'CONTACTS', weight: 100 }] }];
  // It holds for nothing that is looked at elsewhere.
  const card = { name: script('考核表'), groups, validFrom: '2028-01-01', roles: ['RM'] };
  await tell(platform, HEAD_OFFICE, 'saveScorecard', card);
}
