import { becomes, eventually } from '../platform/platform.js';
import type { Stage } from './stage.js';
import { END_VISIT, PLAN_VISIT, type Planned, REVIEW_VISIT, START_VISIT, visitable } from './visits-given.js';

const RM = 'S0006';
const VISIT = `query ($id: ID!) {
  visit(id: $id) { state contact { id outcome } review { result reasons nextOn } findings { kind text } preparation { ready } checklist { item done } }
}`;
interface Visit {
  readonly visit: {
    readonly state: string;
    readonly contact: { readonly outcome: string } | null;
    readonly review: { readonly result: string; readonly reasons: readonly string[]; readonly nextOn: string } | null;
    readonly findings: readonly { readonly kind: string; readonly text: string | null }[];
    readonly preparation: { readonly ready: boolean };
    readonly checklist: readonly { readonly item: string; readonly done: boolean }[];
  };
}

export function visitsSuite(stage: () => Stage): void {
  const ask = <Data>(who: string, query: string, variables: Record<string, unknown> = {}) =>
    stage().bank.platform.data<Data>(who, query, variables);
  const idOf = (url: string) => decodeURIComponent(/visits\/([^?]+)/.exec(url)![1]!);
  const seen = async (url: string) => (await ask<Visit>(RM, VISIT, { id: idOf(url) })).visit;

  describe('a visit', () => {
    it('is planned, prepared, started, ended and reviewed on a phone', async () => {
      const { id, name } = (await visitable(stage().bank.platform, RM))[0]!;
      const { page, context, watched } = await stage().open('/visits', { who: RM });
      await page.getByRole('button', { name: '计划拜访' }).tap();
      await page.getByLabel('查找我的客户').fill(id);
      await page
        .getByRole('dialog')
        .getByRole('button', { name: new RegExp(id) })
        .tap();
      await page.getByLabel('时间', { exact: true }).fill('15:30');
      await page.getByRole('radio', { name: '客户家中' }).check();
      await page.getByRole('button', { name: '列入计划' }).tap();
      await page.waitForURL(/visits\/.+/);
      await page.getByRole('heading', { name, level: 1 }).waitFor();
      await page.getByText('15:30').waitFor();
      await page.getByText('尚未设定目标').waitFor();

      // Every part of the client that is not fresh is looked at; the goal is set.
      const confirm = page.getByRole('button', { name: /^(确认仍有效|已核实)/ });
      for (let left = await confirm.count(); left > 0; left--) {
        await confirm.first().tap();
        await becomes(() => confirm.count(), left - 1);
      }
      await page.getByRole('button', { name: '设定目标' }).tap();
      await page.getByRole('radio', { name: '存款' }).check();
      await page.getByLabel('要达成什么').fill('续存本月到期的三笔定期存款');
      await page.getByRole('dialog').getByRole('button', { name: '保存' }).tap();
      await page.getByText('准备就绪，可以出发').waitFor();

      await page.getByRole('checkbox').first().check();
      await page.getByRole('button', { name: '开始拜访' }).tap();
      await page.getByText(/^已进行/).waitFor();
      expect(await seen(page.url())).toMatchObject({ state: 'STARTED', preparation: { ready: true } });

      const end = page.getByRole('button', { name: '结束拜访' });
      await page.getByRole('radio', { name: '有兴趣' }).check();
      await page.getByRole('checkbox', { name: '需求' }).check();
      await becomes(() => end.isDisabled(), true);
      await page.getByLabel('客户的需求').fill('子女年内购房');
      // What was written is there again after the page was loaded again.
      await page.reload();
      await becomes(() => page.getByLabel('客户的需求').inputValue(), '子女年内购房');
      await end.tap();
      await page.getByRole('heading', { name: '拜访复盘' }).waitFor();
      expect(await seen(page.url())).toMatchObject({
        state: 'ENDED',
        contact: { outcome: 'INTERESTED' },
        findings: [{ kind: 'NEED', text: '子女年内购房' }],
      });

      await page.getByRole('radio', { name: '部分达成' }).check();
      await page.getByRole('button', { name: '提交复盘' }).tap();
      await page.getByRole('alert').getByText('请至少选择一个原因').waitFor();
      await page.getByRole('checkbox', { name: '利率' }).check();
      await page.getByLabel('下次谈什么').fill('大额存单');
      await page.getByRole('radio', { name: /^一周后/ }).check();
      await page.getByRole('button', { name: '提交复盘' }).tap();
      await page.getByText('按时复盘').waitFor();
      expect(await seen(page.url())).toMatchObject({
        state: 'REVIEWED',
        review: { result: 'PARTLY', reasons: ['RATE'], nextOn: '2026-03-09' },
      });
      expect(watched).toEqual({ faults: [], otherHosts: [] });
      await context.close();
    });

    it('that is not prepared starts with a reason alone, and the platform says so at the field', async () => {
      const [, client] = await visitable(stage().bank.platform, RM);
      const { planVisit } = await ask<Planned>(RM, PLAN_VISIT, {
        input: { commandId: 'console-unprepared', clientId: client!.id, plannedOn: '2026-03-02', place: 'BANK' },
      });
      const { page, context } = await stage().open(`/visits/${planVisit.visit!.id}`, { who: RM });
      await page.getByText(/^准备不足/).waitFor();
      await page.getByRole('button', { name: '开始拜访' }).tap();
      await page.getByRole('alert').getByText('拜访准备不足').waitFor();
      await page.getByLabel('仍要开始的原因').fill('客户临时来访');
      await page.getByRole('button', { name: '开始拜访' }).tap();
      await page.getByText(/^已进行/).waitFor();
      // Nobody was there after all: it is over, and the next may start.
      await page.getByRole('button', { name: '客户未到' }).tap();
      await page.getByLabel('原因说明').fill('等候半小时未见到');
      await page.getByRole('dialog').getByRole('button', { name: '客户未到' }).tap();
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      await page.getByText('等候半小时未见到').waitFor();
      expect((await seen(page.url())).state).toBe('NO_SHOW');
      await context.close();
    });

    it('whose review is half-written outlives a sign-in that runs out', async () => {
      const maker = 'S0004';
      const [, client] = await visitable(stage().bank.platform, maker);
      const { planVisit } = await ask<Planned>(maker, PLAN_VISIT, {
        input: { commandId: 'console-expired', clientId: client!.id, plannedOn: '2026-03-02', place: 'BANK' },
      });
      const visitId = planVisit.visit!.id;
      const at = (hour: string) => `2026-03-02T${hour}:00+08:00`;
      const start = { commandId: 'console-expired-start', startedAt: at('07:30'), overrideReason: '客户来访' };
      await ask(maker, START_VISIT, { input: { visitId, ...start } });
      const findings = [{ kind: 'NONE' }];
      const end = { commandId: 'console-expired-end', endedAt: at('07:50'), outcome: 'ENGAGED', findings };
      await ask(maker, END_VISIT, { input: { visitId, ...end } });

      const { page, context } = await stage().open(`/visits/${visitId}`, { who: maker, noServiceWorker: true });
      const lesson = page.getByLabel('下次注意什么');
      const isThere = () => becomes(() => lesson.inputValue(), '先问资金安排');
      const send = page.getByRole('button', { name: '提交复盘' });
      const again = page.getByRole('button', { name: '重新登录' });
      const expired = { status: 401, json: { errors: [{ message: '', extensions: { code: 'TOKEN_EXPIRED' } }] } };
      await page.getByRole('radio', { name: '达成', exact: true }).check();
      await lesson.fill('先问资金安排');
      await page.route('**/graphql', (route) => route.fulfill(expired));
      await send.tap();
      await again.waitFor();
      await page.unroute('**/graphql');
      await again.tap();
      await again.waitFor({ state: 'detached' });
      await isThere();

      // Whom the issuer lets in no more has to choose, and finds it too.
      await page.route('**/graphql', (route) => route.fulfill(expired));
      await page.route('**/demo/token', (route) => route.fulfill({ status: 403, json: { code: 'STAFF_UNKNOWN' } }));
      await send.tap();
      await again.tap();
      await page.getByLabel('其他员工编号').waitFor();
      await page.unroute('**/graphql');
      await page.unroute('**/demo/token');
      await page.getByLabel('其他员工编号').fill(maker);
      await page.getByRole('button', { name: '登录', exact: true }).tap();
      await isThere();
      await context.close();
    });

    it('stands in the week of its manager and on the page of its client', async () => {
      const [, , client] = await visitable(stage().bank.platform, RM);
      const input = { commandId: 'console-week', clientId: client!.id, plannedOn: '2026-03-12', place: 'BANK' };
      await ask(RM, PLAN_VISIT, { input });
      const { page, context } = await stage().open('/visits?week=2026-03-09', { who: RM, language: 'en' });
      await page.getByRole('region', { name: 'Thursday 12 March' }).getByText(client!.name).waitFor();
      await page.getByRole('button', { name: 'Previous week' }).click();
      await page.waitForURL(/week=2026-03-02/);
      await page.goto(page.url().replace(/visits.*/, `clients/${client!.id}`));
      const card = page.getByRole('region', { name: 'Visits' });
      await card.getByText('12 Mar').waitFor();
      await card.getByRole('link').first().click();
      await page.waitForURL(/visits\/.+/);
      await context.close();
    });

    it('of somebody else is out of reach by the address too', async () => {
      const [, , client] = await visitable(stage().bank.platform, RM);
      const input = { commandId: 'console-week', clientId: client!.id, plannedOn: '2026-03-12', place: 'BANK' };
      const { planVisit } = await ask<Planned>(RM, PLAN_VISIT, { input });
      const { page, context } = await stage().open(`/visits/${planVisit.visit!.id}`, { who: 'S0001' });
      await page.getByText('没有这次拜访').waitFor();
      expect(await page.locator('body').innerText()).not.toContain(client!.name);
      await context.close();
    });

    it('that missed its goal warms the map of reasons of a head, with the preparation behind it', async () => {
      const maker = 'S0004';
      const [client] = await visitable(stage().bank.platform, maker);
      const { planVisit } = await ask<Planned>(maker, PLAN_VISIT, {
        input: { commandId: 'console-heat', clientId: client!.id, plannedOn: '2026-03-02', place: 'BANK' },
      });
      const visitId = planVisit.visit!.id;
      const at = (hour: string) => `2026-03-02T${hour}:00+08:00`;
      const steps = [
        [START_VISIT, { startedAt: at('08:00'), overrideReason: '客户来访' }],
        [END_VISIT, { endedAt: at('08:20'), outcome: 'ENGAGED', findings: [{ kind: 'NONE' }] }],
        [REVIEW_VISIT, { result: 'MISSED', reasons: ['TRUST'], nextTopic: '服务', nextOn: '2026-03-20' }],
      ] as const;
      for (const [index, [step, input]] of steps.entries())
        await ask(maker, step, { input: { commandId: `console-heat-${index}`, visitId, ...input } });
      const { page, context, watched } = await stage().open('/visits', { who: 'H0001', device: 'desktop' });
      const trust = page.getByRole('columnheader', { name: '信任不足' });
      await trust.waitFor();
      const column = 7;
      const cell = () => page.locator(`table tbody tr:first-child td:nth-of-type(${column})`).innerText();
      await eventually(
        async () => {
          await page.reload();
          await trust.waitFor();
          return cell();
        },
        (text) => /^1（\d\.\d）$/.test(text),
      );
      // A cell leads to the visits behind it, the address says which, and there is a way back to the map.
      await page
        .getByRole('link', { name: /信任不足 1（\d\.\d）：查看拜访$/ })
        .first()
        .click();
      await page.waitForURL(/reason=TRUST/);
      const behind = page.getByRole('region', { name: '未达成的拜访' });
      await behind.getByText(/ · 信任不足 · 结束于/).waitFor();
      await becomes(() => behind.getByRole('listitem').count(), 1);
      expect(await behind.getByRole('link').getAttribute('href')).toBe(`/console/visits/${visitId}`);
      await page.reload();
      await becomes(() => behind.getByRole('listitem').count(), 1);
      await behind.getByRole('button', { name: '清除筛选' }).click();
      await trust.waitFor();
      expect(page.url()).not.toContain('reason=');
      // A unit below leads further down.
      await page.locator('table tbody button').first().click();
      await page.waitForURL(/unit=U/);
      await page.locator('table tbody tr').first().waitFor();
      expect(watched).toEqual({ faults: [], otherHosts: [] });
      await context.close();
    });
  });
}
