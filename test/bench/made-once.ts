import { eventually, type Platform } from '../platform/platform.js';
import {
  BANK,
  CARD,
  type Cast,
  commandId,
  FEBRUARY,
  GIFT_ITEMS,
  makes,
  mutation,
  SCORE,
  type Thing,
  TODAY,
} from './calls.js';

/** Members of a group, of the ten clients of a manager of the wide branch. */
const GROUP_MEMBERS = 5;
/** More than rows can give out of one stock. */
const PIECES = 100_000;

/** Gives a command; resolves with the id of what it made. Throws where it is refused. */
async function told(
  platform: Platform,
  staffId: string,
  command: readonly [name: string, thing: string],
  input: object,
): Promise<string> {
  const [name, thing] = command;
  const { made } = await platform.data<{ made: { thing: { id: string } | null } }>(staffId, makes(name, thing), {
    input: { commandId: commandId(), ...input },
  });
  if (!made.thing) throw new Error(`${name} by ${staffId} was refused: ${JSON.stringify(made)}`);
  return made.thing.id;
}

/** As people keep them: by rank, neglect, birthday, money, and who may be written to. */
const FILTERS: readonly object[] = [
  { tier: ['GOLD', 'PRIVATE'] },
  { notContactedSince: TODAY },
  { birthdayWithinDays: 30 },
  { not: { deposits: { min: '100000' } } },
  { consent: { channel: 'WECHAT', purpose: 'SERVICE' }, contactsAYear: { min: 8 } },
];

/** Has each manager keep a few segments. */
export async function segmented(platform: Platform, rms: readonly string[]): Promise<readonly Thing[]> {
  const segments: Thing[] = [];
  for (const [n, filter] of FILTERS.entries())
    for (const staffId of rms) {
      const input = { name: `客群${n + 1}`, filter };
      segments.push({ staffId, id: await told(platform, staffId, ['saveSegment', 'segment'], input) });
    }
  return segments;
}

interface GroupsSeen {
  readonly groups: readonly { readonly memberCount: number }[];
}

/** Has each manager make a group of half of their clients. Resolves once the last of them sees it so. */
export async function grouped(platform: Platform, managers: Cast['visited']): Promise<readonly Thing[]> {
  const groups: Thing[] = [];
  for (const [staffId, clients] of managers) {
    const group = { name: '服务群', channel: 'WECHAT_GROUP' };
    const id = await told(platform, staffId, ['createGroup', 'clientGroup'], group);
    const members = { groupId: id, add: clients.slice(0, GROUP_MEMBERS) };
    await told(platform, staffId, ['changeGroupMembers', 'clientGroup'], members);
    groups.push({ staffId, id });
  }
  const last = groups.at(-1)!.staffId;
  const ask = () => platform.data<GroupsSeen>(last, '{ groups { memberCount } }');
  await eventually(ask, (seen) => seen.groups[0]?.memberCount === GROUP_MEMBERS, 60_000);
  return groups;
}

/** Things to give, and a stock of each in every one of the units. */
export async function stocked(platform: Platform, unitIds: readonly string[]): Promise<void> {
  const admin = 'A0001';
  for (const [itemId, value] of [
    [GIFT_ITEMS.small, '1'],
    [GIFT_ITEMS.dear, '600'],
  ] as const) {
    await told(platform, admin, ['defineGiftItem', 'giftItem'], { itemId, name: itemId, value });
    for (const unitId of unitIds)
      await told(platform, admin, ['addGiftStock', 'giftItem'], { itemId, unitId, quantity: PIECES });
  }
}

/** A card for units, and what the bank is to reach by it. Resolves with its id once a score is counted by it. */
export async function scored(platform: Platform): Promise<string> {
  const held = { ...CARD, name: '机构考核', validFrom: '2026-01-01', roles: ['UNIT_HEAD'] };
  const card = await told(platform, 'H0001', ['saveScorecard', 'scorecard'], held);
  const target = { ...BANK, metric: 'CONTACTS', month: FEBRUARY.start, base: 10_000 };
  const input = { commandId: commandId(), targets: [target] };
  await platform.data('H0001', mutation('setTargets', 'targets { base }'), { input });
  const ask = () => platform.data<unknown>('H0001', SCORE, { scope: BANK, period: FEBRUARY, card });
  await eventually(ask, () => true, 60_000);
  return card;
}
