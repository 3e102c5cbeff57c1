import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Platform } from '../platform/platform.js';

interface Told {
  readonly errors: readonly { readonly code: string }[];
}

/** A command as somebody; `ADMIN` is a service account. It fails on a refusal. */
export async function told<T extends object = object>(
  platform: Platform,
  who: string,
  name: string,
  input: Readonly<Record<string, unknown>>,
  fields = '',
): Promise<T> {
  const type = `${name[0]!.toUpperCase()}${name.slice(1)}Input`;
  const query = `mutation ($input: ${type}!) { told: ${name}(input: $input) { ${fields} errors { code } } }`;
  const token =
    who === 'ADMIN' ? await platform.accountToken('console-admin', { role: 'ADMIN' }) : await platform.token(who);
  const answer = await platform.askWith<{ told: T & Told }>(token, query, { input });
  const done = answer.data?.told;
  if (!done || done.errors.length > 0) throw new Error(`${name} by ${who}: ${JSON.stringify(answer)}`);
  return done;
}

const PLACE = '{ me { unit { id } } }';
const STAFF = 'query ($unitId: ID!) { staff(unitId: $unitId, first: 100) { edges { node { id role } } } }';
interface Staff {
  readonly staff: { readonly edges: readonly { readonly node: { readonly id: string; readonly role: string } }[] };
}

/** Where a manager works, who heads the unit, and another manager there. */
export async function placeOf(platform: Platform, rmId: string) {
  const { me } = await platform.data<{ me: { unit: { id: string } } }>(rmId, PLACE);
  const { staff } = await platform.data<Staff>('H0001', STAFF, { unitId: me.unit.id });
  const people = staff.edges.map(({ node }) => node);
  const headId = people.find(({ role }) => role === 'UNIT_HEAD')!.id;
  const colleagueId = people.find(({ id, role }) => role === 'RM' && id !== rmId)!.id;
  return { unitId: me.unit.id, headId, colleagueId };
}

const OWN = 'query ($id: ID!) { clients(filter: { rmId: $id }, first: 20) { edges { node { id name } } } }';
interface Own {
  readonly clients: { readonly edges: readonly { readonly node: { readonly id: string; readonly name: string } }[] };
}
/** Clients of a manager, by their codes. */
export const clientsOf = async (platform: Platform, rmId: string): Promise<{ id: string; name: string }[]> =>
  (await platform.data<Own>(rmId, OWN, { id: rmId })).clients.edges
    .map(({ node }) => node)
    .sort((a, b) => (a.id < b.id ? -1 : 1));

const made = new WeakMap<Platform, Promise<void>>();

/** Gifts, a request for help and study of S0007, to be looked at; made once a platform. */
export function givenDesk(platform: Platform): Promise<void> {
  const known = made.get(platform) ?? makeDesk(platform);
  made.set(platform, known);
  return known;
}

async function makeDesk(platform: Platform): Promise<void> {
  const rmId = 'S0007';
  const [{ unitId }, clients] = await Promise.all([placeOf(platform, rmId), clientsOf(platform, rmId)]);
  for (const [itemId, name, value, quantity] of [
    ['LOOK-TEA', '明前龙井礼盒', '268', 24],
    ['LOOK-CUP', '行徽保温杯', '88', 60],
    ['LOOK-PEN', '定制钢笔', '520', 5],
  ] as const) {
    await told(platform, 'ADMIN', 'defineGiftItem', { commandId: `look-${itemId}`, itemId, name, value });
    await told(platform, 'ADMIN', 'addGiftStock', { commandId: `look-stock-${itemId}`, itemId, unitId, quantity });
  }
  for (const [index, itemId] of ['LOOK-TEA', 'LOOK-CUP', 'LOOK-PEN'].entries()) {
    const clientId = clients[index]!.id;
    const input = { commandId: `look-gift-${itemId}`, itemId, clientId };
    const { gift } = await told<{ gift: { id: string } }>(platform, rmId, 'reserveGift', input, 'gift { id }');
    if (itemId === 'LOOK-CUP') await told(platform, rmId, 'issueGift', { commandId: 'look-issue', giftId: gift.id });
  }
  const text = '客户担心提前支取的利息损失，希望由您一同解释可转让存单。';
  await told(platform, rmId, 'askForHelp', { commandId: 'look-help', clientId: clients[0]!.id, text });
  for (const [index, [topic, source]] of [
    ['个人养老金税收优惠', '内训课程'],
    ['大额存单与可转让存单', '产品手册'],
  ].entries()) {
    const span = { startedAt: `2026-03-02T07:${index}0:00+08:00`, endedAt: `2026-03-02T08:${index}0:00+08:00` };
    await told(platform, rmId, 'logStudy', { commandId: `look-study-${index}`, topic, source, ...span });
  }
}

/** What one client has, told day by day by a file: a fall that makes a signal of it, and a loan. */
export async function tellHoldings(platform: Platform, clientId: string): Promise<void> {
  const days = Array.from({ length: 45 }, (_, index) =>
    new Date(Date.UTC(2026, 0, 16 + index)).toISOString().slice(0, 10),
  );
  const row = (holding: string, product: string, name: string, kind: string, balance: number, day: string) =>
    [clientId, `${clientId}-${holding}`, product, name, kind, `${balance}.00`, day, '2025-06-20', ''].join(',');
  const rows = days.flatMap((day, index) => [
    row('1', 'DD1', '活期存款', 'DEMAND_DEPOSIT', index < 40 ? 480_000 + index * 1_000 : 90_000, day),
    row('2', 'LN1', '个人消费贷', 'LOAN', 200_000 - index * 500, day),
  ]);
  const head = 'client_id,holding_id,product_code,product_name,kind,balance,as_of,opened_on,matures_on';
  const path = join(await mkdtemp(join(tmpdir(), 'hengxin-holdings-')), 'holdings.csv');
  await writeFile(path, [head, ...rows, ''].join('\n'));
  const { code, output } = await platform.import({ holdings: path }, { wait: true });
  if (code !== 0) throw new Error(output);
}
