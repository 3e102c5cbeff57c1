import type { Page } from 'playwright-core';
import { becomes, eventually } from '../platform/platform.js';
import type { Stage } from './stage.js';
import { PLAN_VISIT, type Planned, visitable } from './visits-given.js';

const RM = 'S0006';
const VISIT = 'query ($id: ID!) { visit(id: $id) { state findings { kind text } review { result } } }';
interface Visit {
  readonly visit: {
    readonly state: string;
    readonly findings: readonly { readonly kind: string; readonly text: string | null }[];
    readonly review: { readonly result: string } | null;
  };
}
const CONTACTS = `query ($id: ID!) {
  contacts(filter: { clientId: $id, from: "2026-03-02" }, first: 50) { edges { node { id } } }
}`;
const VISITS = `query ($id: ID!) {
  visits(filter: { clientId: $id, from: "2026-03-02" }, first: 50) { edges { node { state place } } }
}`;
interface Visits {
  readonly visits: { readonly edges: readonly { readonly node: { readonly state: string; readonly place: string } }[] };
}
const CANCEL = 'mutation ($input: CancelVisitInput!) { cancelVisit(input: $input) { errors { code } } }';

/** Whether the device keeps an answer with these words in it, to be read without a network. */
const keeps = (page: Page, words: string) =>
  page.evaluate(`new Promise((told, failed) => {
    const opening = indexedDB.open('hengxin-kept');
    opening.onerror = () => failed(opening.error);
    opening.onsuccess = () => {
      const read = opening.result.transaction('answers').objectStore('answers').getAll();
      read.onsuccess = () => {
        opening.result.close();
        told(JSON.stringify(read.result).includes(${JSON.stringify(words)}));
      };
    };
  })`) as Promise<boolean>;
const worker = (page: Page) => page.evaluate('navigator.serviceWorker.ready.then(() => true)');
const waiting = (page: Page) => page.getByRole('listitem').filter({ hasText: '待发送' });

async function start(page: Page): Promise<void> {
  await page.getByLabel('仍要开始的原因').fill('客户临时来访');
  await page.getByRole('button', { name: '开始拜访' }).tap();
  await page.getByText(/^已进行/).waitFor();
}

async function end(page: Page, need: string): Promise<void> {
  await page.getByRole('radio', { name: '有兴趣' }).check();
  await page.getByRole('checkbox', { name: '需求' }).check();
  await page.getByLabel('客户的需求').fill(need);
  await page.getByRole('button', { name: '结束拜访' }).tap();
  await page.getByRole('heading', { name: '拜访复盘' }).waitFor();
}

export function offlineVisitsSuite(stage: () => Stage): void {
  const ask = <Data>(query: string, variables: Record<string, unknown>) =>
    stage().bank.platform.data<Data>(RM, query, variables);
  const seen = async (id: string) => (await ask<Visit>(VISIT, { id })).visit;
  const plan = async (nth: number) => {
    const { id: clientId } = (await visitable(stage().bank.platform, RM))[nth]!;
    const input = { commandId: `console-offline-${nth}`, clientId, plannedOn: '2026-03-02', place: 'BANK' };
    return { clientId, visitId: (await ask<Planned>(PLAN_VISIT, { input })).planVisit.visit!.id };
  };

  describe('a visit without a network', () => {
    it('is planned on the device, waits there in sight, and is on the platform once the network is back', async () => {
      const { id: clientId, name } = (await visitable(stage().bank.platform, RM))[7]!;
      const atHome = async () => {
        const { visits } = await ask<Visits>(VISITS, { id: clientId });
        return visits.edges.filter(({ node }) => node.state === 'PLANNED' && node.place === 'CLIENT_HOME').length;
      };
      expect(await atHome()).toBe(0);
      const { page, context, watched } = await stage().open(`/clients/${clientId}`, { who: RM });
      await worker(page);
      await page.reload();
      const plan = page.getByRole('button', { name: '计划拜访' });
      await plan.waitFor();

      await context.setOffline(true);
      await plan.tap();
      await page.getByRole('radio', { name: '客户家中' }).check();
      await page.getByRole('button', { name: '列入计划' }).tap();
      await page.getByText('已存在本机，联网后自动发送').waitFor();
      await page.goto(page.url().replace(/clients\/.*/, 'visits'));
      const planned = page.getByRole('region', { name: '待发送的计划' });
      await planned.getByText(name).waitFor();
      expect(await atHome()).toBe(0);

      await context.setOffline(false);
      await planned.waitFor({ state: 'detached' });
      await becomes(atHome, 1);
      expect(watched).toEqual({ faults: [], otherHosts: [] });
      await context.close();
    });

    it('is ended and reviewed on the device, outlives the tab, and is counted once when the network is back', async () => {
      const { clientId, visitId } = await plan(5);
      const counted = async () =>
        (await ask<{ contacts: { edges: unknown[] } }>(CONTACTS, { id: clientId })).contacts.edges.length;
      const before = await counted();
      const { page, context, watched } = await stage().open(`/visits/${visitId}`, { who: RM });
      await start(page);
      await worker(page);
      // From here on the service worker has what the page still has to load.
      await page.reload();
      await page.getByText(/^已进行/).waitFor();
      // What was read is written down a moment after it came.
      await becomes(() => keeps(page, '"state":"STARTED"'), true);

      await context.setOffline(true);
      await end(page, '子女年内购房');
      await becomes(() => waiting(page).count(), 1);
      expect((await seen(visitId)).state).toBe('STARTED');
      expect(watched).toEqual({ faults: [], otherHosts: [] });

      const url = page.url();
      await page.close();
      const again = await context.newPage();
      await again.goto(url);
      await again.getByText('子女年内购房').waitFor();
      await becomes(() => waiting(again).count(), 1);
      await again.getByRole('radio', { name: '达成', exact: true }).check();
      await again.getByRole('button', { name: '提交复盘' }).tap();
      await becomes(() => waiting(again).count(), 2);
      const other = await context.newPage();
      await other.goto(url.replace(/visits\/.*/, 'visits'));
      await other.getByText('2 步待发送').waitFor();

      // The first answer is lost after the platform has carried it all out; two tabs never send at once.
      const sent: string[] = [];
      let flying = 0;
      let most = 0;
      await context.route('**/graphql', async (route) => {
        const body = route.request().postData() ?? '';
        if (!body.includes('SyncVisits')) return route.continue();
        sent.push(body);
        most = Math.max(most, ++flying);
        const isLost = sent.length === 1;
        const response = await route.fetch();
        flying--;
        return isLost ? route.abort('connectionreset') : route.fulfill({ response });
      });
      await context.setOffline(false);
      await again.getByText('按时复盘').waitFor();
      await becomes(() => waiting(again).count(), 0);
      await other.getByText('步待发送').waitFor({ state: 'detached' });
      expect(await seen(visitId)).toEqual({
        state: 'REVIEWED',
        findings: [{ kind: 'NEED', text: '子女年内购房' }],
        review: { result: 'MET' },
      });
      expect(sent.length).toBeGreaterThan(1);
      expect(new Set(sent).size).toBe(1);
      expect(most).toBe(1);
      expect(await eventually(counted, (count) => count > before)).toBe(before + 1);
      await context.close();
      // Two tabs, two reloads and a pause before it is sent again: long on a machine that does much else.
    }, 300_000);

    it('that was called off meanwhile keeps what was written, and says what has changed', async () => {
      const { visitId } = await plan(6);
      const { page, context, watched } = await stage().open(`/visits/${visitId}`, { who: RM });
      await worker(page);
      await page.reload();
      await page.getByLabel('仍要开始的原因').waitFor();
      await context.setOffline(true);
      // What the platform would refuse for sure does not wait for it.
      await becomes(() => page.getByRole('button', { name: '开始拜访' }).isDisabled(), true);
      await start(page);
      await end(page, '月底有一笔定期到期');
      await becomes(() => waiting(page).count(), 2);
      await ask(CANCEL, { input: { commandId: 'console-offline-off', visitId, reason: '客户改期' } });

      await context.setOffline(false);
      const refused = page.getByRole('alert').filter({ hasText: '未被接受' });
      await becomes(() => refused.count(), 2);
      await refused.last().getByText('月底有一笔定期到期').waitFor();
      await refused
        .first()
        .getByText(/现在是 已取消 · 客户改期/)
        .waitFor();
      expect((await seen(visitId)).state).toBe('CANCELLED');
      await page.getByRole('button', { name: '放弃：开始' }).tap();
      await page.getByRole('button', { name: /^放弃：了解到/ }).tap();
      await becomes(() => refused.count(), 0);
      expect(watched).toEqual({ faults: [], otherHosts: [] });
      await context.close();
    });
  });
}
