import { becomes, eventually } from '../platform/platform.js';
import { accessibilityFaults } from './browser.js';
import { clientsOf, placeOf, tellHoldings, told } from './desk-given.js';
import { script, showsTexts } from './script.js';
import type { Stage } from './stage.js';
import { END_VISIT, PLAN_VISIT, type Planned, START_VISIT, visitable } from './visits-given.js';

const STOCK = 'query ($unitId: ID!) { giftItems { id stock(unitId: $unitId) } }';
interface Stock {
  readonly giftItems: readonly { readonly id: string; readonly stock: number }[];
}
const GIFTS = 'query ($clientId: ID!) { gifts(filter: { clientId: $clientId }) { edges { node { state inPerson } } } }';
interface Gifts {
  readonly gifts: { readonly edges: readonly { readonly node: { readonly state: string } }[] };
}
const TO_GREET = '{ greetings(to: "2026-03-03") { festival toGreet greeted } }';
interface ToGreet {
  readonly greetings: readonly { readonly festival: string; readonly toGreet: number; readonly greeted: number }[];
}
const HELP =
  '{ helpRequests(filter: { mine: true }) { edges { node { state step climbs helper { id } client { id } } } } }';
interface Help {
  readonly helpRequests: {
    readonly edges: readonly {
      readonly node: {
        readonly state: string;
        readonly step: string;
        readonly climbs: number;
        readonly helper: { readonly id: string } | null;
        readonly client: { readonly id: string } | null;
      };
    }[];
  };
}
const DAY = '{ myDay { items { client { id name } coverFor { id } } } }';
interface Day {
  readonly myDay: {
    readonly items: readonly {
      readonly client: { readonly id: string; readonly name: string };
      readonly coverFor: { readonly id: string } | null;
    }[];
  };
}

const VISIT = 'query ($id: ID!) { visit(id: $id) { state } }';
interface Visit {
  readonly visit: { readonly state: string };
}
const COVERED =
  '{ leaves(from: "2026-03-02", to: "2026-03-02") { items { edges { node { status client { name } } } } } }';
interface Covered {
  readonly leaves: readonly {
    readonly items: {
      readonly edges: readonly {
        readonly node: { readonly status: string; readonly client: { readonly name: string } };
      }[];
    };
  }[];
}

/** What a manager has beside the day: gifts, help, greetings, the road, and the cover of a colleague. */
export function deskSuite(stage: () => Stage): void {
  const ask = <Data>(who: string, query: string, variables: Record<string, unknown> = {}) =>
    stage().bank.platform.data<Data>(who, query, variables);

  describe('gifts', () => {
    const RM = 'S0003';

    it('are defined and stocked by an administrator, reserved, approved, delivered and returned', async () => {
      const { platform } = stage().bank;
      const { unitId, headId } = await placeOf(platform, RM);
      const [client] = await visitable(platform, RM);
      const stock = async () =>
        (await ask<Stock>(RM, STOCK, { unitId })).giftItems.find(({ id }) => id === 'JOURNEY-TEA')?.stock;

      const admin = await stage().open(`/gifts?unit=${unitId}`, { who: 'ADMIN', device: 'desktop' });
      await admin.page.getByRole('button', { name: '定义品目' }).click();
      await admin.page.getByLabel('名称').fill('凤凰单丛礼盒');
      await admin.page.getByLabel('单价（元）').fill('300');
      await admin.page.getByLabel('编号').fill('JOURNEY-TEA');
      await admin.page.getByRole('dialog').getByRole('button', { name: '保存' }).click();
      await admin.page.getByRole('button', { name: '入库：凤凰单丛礼盒' }).click();
      await admin.page.getByLabel('数量').fill('5');
      await admin.page.getByRole('dialog').getByRole('button', { name: '入库', exact: true }).click();
      await admin.page.getByRole('listitem').filter({ hasText: '凤凰单丛礼盒' }).getByText('库存 5').waitFor();
      expect(admin.watched).toEqual({ faults: [], otherHosts: [] });
      await admin.context.close();

      // On the page of the client, twice: the second is beyond the worth of a year.
      const { page, context, watched } = await stage().open(`/clients/${client!.id}`, { who: RM });
      const gifts = page.getByRole('region', { name: '礼品', exact: true });
      for (const count of [1, 2]) {
        await gifts.getByRole('button', { name: '预留礼品' }).click();
        await page.getByRole('radio', { name: /凤凰单丛礼盒/ }).check();
        await page.getByRole('dialog').getByRole('button', { name: '预留礼品' }).click();
        await becomes(() => gifts.getByRole('listitem').count(), count);
      }
      await gifts.getByText('待批准', { exact: true }).waitFor();
      expect(await stock()).toBe(3);

      const head = await stage().open('/gifts', { who: headId });
      const approve = head.page.getByRole('button', { name: `批准：${client!.name}的凤凰单丛礼盒`, exact: true });
      await approve.tap();
      await becomes(() => approve.count(), 0);
      expect(head.watched).toEqual({ faults: [], otherHosts: [] });
      await head.context.close();

      // One goes along on a visit that has started.
      const plan = { commandId: 'desk-plan', clientId: client!.id, plannedOn: '2026-03-02', place: 'BANK' };
      const { planVisit } = await ask<Planned>(RM, PLAN_VISIT, { input: plan });
      const visitId = planVisit.visit!.id;
      const start = { startedAt: '2026-03-02T08:00:00+08:00', overrideReason: '客户来访' };
      await ask(RM, START_VISIT, { input: { commandId: 'desk-start', visitId, ...start } });
      await becomes(async () => (await ask<Visit>(RM, VISIT, { id: visitId })).visit.state, 'STARTED');
      await page.getByRole('link', { name: '更多', exact: true }).tap();
      await page.getByRole('link', { name: /^礼品/ }).tap();
      await page.getByRole('button', { name: /^领出/ }).first().tap();
      await page.getByRole('button', { name: /^交付/ }).tap();
      await page.getByRole('radio', { name: '拜访时送达' }).check();
      await page.getByLabel('哪次拜访').waitFor();
      await page.getByRole('dialog').getByRole('button', { name: '交付' }).tap();
      await becomes(() => page.getByRole('listitem').filter({ hasText: '凤凰单丛礼盒' }).count(), 1);
      await page.getByRole('button', { name: /^取消预留/ }).tap();
      await page.getByLabel('原因').fill('客户婉拒');
      await page.getByRole('dialog').getByRole('button', { name: '取消预留' }).tap();
      await page.getByText('没有礼品').waitFor();
      await page.getByRole('radio', { name: '全部' }).click();
      await page.getByText('已送达').waitFor();
      await page.getByText('已退回', { exact: true }).waitFor();
      const { edges } = (await ask<Gifts>(RM, GIFTS, { clientId: client!.id })).gifts;
      expect(edges.map(({ node }) => node.state).sort()).toEqual(['DELIVERED', 'RETURNED']);
      expect(await stock()).toBe(4);
      expect(watched).toEqual({ faults: [], otherHosts: [] });

      // The visit shows what came along; once it is over its client is asked, by a page that tells nothing.
      const end = { endedAt: '2026-03-02T08:30:00+08:00', outcome: 'ENGAGED', findings: [{ kind: 'NONE' }] };
      await ask(RM, END_VISIT, { input: { commandId: 'desk-end', visitId, ...end } });
      await page.goto(page.url().replace(/gifts.*/, `visits/${visitId}`));
      await page.getByRole('region', { name: '礼品', exact: true }).getByText('已送达').waitFor();
      await page.getByRole('button', { name: '生成评价链接' }).tap();
      const link = await page.locator('code').filter({ hasText: '/rating/' }).innerText();
      const stranger = await context.browser()!.newContext();
      const rating = await stranger.newPage();
      await rating.goto(link);
      expect(await accessibilityFaults(rating)).toEqual([]);
      expect(await rating.content()).not.toContain(client!.name);
      await rating.getByRole('radio', { name: /^4/ }).check();
      await rating.getByLabel(/^留言/).fill(script('很专业'));
      await rating.getByRole('button', { name: /提交/ }).click();
      await rating.getByText('感谢您的评价').waitFor();
      await stranger.close();
      await eventually(
        async () => {
          await page.reload();
          await page.getByRole('region', { name: '礼品', exact: true }).waitFor();
          return page.getByRole('img', { name: '4 星，满分 5 星' }).count();
        },
        (count) => count === 1,
      );
      await showsTexts(page, ['很专业']);
      await context.close();
    });
  });

  describe('help', () => {
    it('is asked of a colleague, declined, climbs to the head, and is accepted and closed', async () => {
      const RM = 'S0003';
      const { platform } = stage().bank;
      const { headId, colleagueId } = await placeOf(platform, RM);
      const [, client] = await clientsOf(platform, RM);
      const { page, context, watched } = await stage().open(`/clients/${client!.id}`, { who: RM });
      await page.getByRole('button', { name: '求助', exact: true }).tap();
      await page.getByLabel('需要什么帮助').fill('客户想了解外币理财，请一同拜访');
      await page.getByLabel('先请哪位同事', { exact: true }).selectOption(colleagueId);
      await page.getByRole('dialog').getByRole('button', { name: '求助', exact: true }).tap();
      await page.getByRole('dialog').waitFor({ state: 'detached' });

      const colleague = await stage().open('/help', { who: colleagueId, language: 'en' });
      await colleague.page.getByText('客户想了解外币理财').waitFor();
      await colleague.page.getByRole('button', { name: /^Decline/ }).tap();
      const go = colleague.page.getByRole('dialog').getByRole('button', { name: 'Decline' });
      await becomes(() => go.isDisabled(), true);
      await colleague.page.getByLabel('Reason').fill('Away all week');
      await go.tap();
      await colleague.page.getByText('Nothing to answer').waitFor();
      await colleague.context.close();

      await page.goto(page.url().replace(/clients.*/, 'help?show=mine'));
      const card = page.getByRole('listitem').filter({ hasText: '客户想了解外币理财' });
      await card.getByText('已上报 1 级').waitFor();
      await becomes(() => card.locator('[aria-current=step]').innerText(), '本机构负责人');
      await card.getByText(/须于 3月4日 18:00 前答复/).waitFor();

      const head = await stage().open('/help', { who: headId });
      const asked = head.page.getByRole('listitem').filter({ hasText: '客户想了解外币理财' });
      await asked.getByRole('button', { name: /^接受/ }).tap();
      await asked.getByText(/正在协助/).waitFor();
      await head.context.close();

      await page.reload();
      await card.getByText('协助中').waitFor();
      const { edges } = (await ask<Help>(RM, HELP)).helpRequests;
      const request = edges.find(({ node }) => node.client?.id === client!.id)!.node;
      expect(request).toMatchObject({ state: 'ACCEPTED', step: 'SUB_BRANCH', climbs: 1, helper: { id: headId } });
      await card.getByRole('button', { name: /^已解决/ }).tap();
      await becomes(() => card.count(), 0);
      await page.getByRole('radio', { name: '已结束' }).click();
      await card.getByText('已完成').waitFor();
      expect(watched).toEqual({ faults: [], otherHosts: [] });
      await context.close();
    });
  });

  describe('greetings and the road', () => {
    it('a festival’s list is open on the day, and each client is greeted by one tap', async () => {
      const RM = 'S0002';
      const lantern = async () =>
        (await ask<ToGreet>(RM, TO_GREET)).greetings.find(({ festival }) => festival === 'LANTERN')!;
      const before = await lantern();
      expect(before.toGreet).toBeGreaterThan(1);
      const { page, context, watched } = await stage().open('/today', { who: RM });
      await page.getByText(`元宵节问候名单已开放，还有 ${before.toGreet} 位`).waitFor();
      await page.getByRole('link', { name: '去问候' }).tap();
      await page.getByText(`还有 ${before.toGreet} 位待问候`).waitFor();
      await page.getByRole('button', { name: /问候/ }).first().tap();
      await page.getByText(`还有 ${before.toGreet - 1} 位待问候`).waitFor();
      expect(await lantern()).toMatchObject({ toGreet: before.toGreet - 1, greeted: before.greeted + 1 });
      // The next festival is told of, and closed.
      await page.getByRole('region', { name: '即将到来' }).getByText('劳动节').waitFor();
      expect(watched).toEqual({ faults: [], otherHosts: [] });
      await context.close();
    });

    it('study is logged in one form, and moves the road', async () => {
      const { page, context, watched } = await stage().open('/mastery', { who: 'S0002', language: 'en' });
      await page.getByText('No study yet').waitFor();
      await page.getByRole('button', { name: 'Log study' }).tap();
      await page.getByLabel('What about').fill('Transferable deposits');
      await page.getByLabel('Began at').fill('07:00');
      await page.getByRole('radio', { name: '45 min' }).check();
      await page.getByRole('dialog').getByRole('button', { name: 'Save' }).tap();
      await page.getByRole('listitem').filter({ hasText: 'Transferable deposits' }).getByText('45 min').waitFor();
      const made = page.getByRole('region', { name: 'Made of' });
      await eventually(
        async () => {
          await page.reload();
          await page.getByRole('progressbar').waitFor();
          await made.getByText('Contacts').waitFor();
          return made.filter({ hasText: 'Study' }).count();
        },
        (count) => count === 1,
      );
      expect(watched).toEqual({ faults: [], otherHosts: [] });
      await context.close();
    });
  });

  describe('what a client has', () => {
    it('is shown with sums, signals and what they rest on, and a picture by day', async () => {
      const RM = 'S0006';
      const { platform } = stage().bank;
      const client = (await clientsOf(platform, RM)).at(-1)!;
      await tellHoldings(platform, client.id);
      const { page, context, watched } = await stage().open(`/clients/${client.id}`, { who: RM });
      const card = page.getByRole('region', { name: '产品与余额' });
      await card.getByText('个人消费贷').waitFor();
      await card.getByText('¥90,000').first().waitFor();
      await eventually(
        async () => {
          await page.reload();
          await card.getByText('个人消费贷').waitFor();
          return card.getByText('此前 30 天平均').count();
        },
        (count) => count === 1,
      );
      await card.getByText('逐日余额').tap();
      await card.getByRole('img').locator('svg').waitFor();
      await card.getByRole('radio', { name: '30 天' }).check();
      await card.getByRole('img', { name: /逐日存贷款，最近存款 ¥90,000$/ }).waitFor();
      expect(watched).toEqual({ faults: [], otherHosts: [] });
      await context.close();
    });
  });

  describe('the cover of a colleague', () => {
    it('sees whose clients they are, and who was away is told what was done', async () => {
      const AWAY = 'S0005';
      const { platform } = stage().bank;
      const { colleagueId } = await placeOf(platform, AWAY);
      const days = { from: '2026-03-02', to: '2026-03-02', portion: 'FULL' };
      await told(platform, AWAY, 'takeLeave', {
        commandId: 'desk-leave',
        staffId: AWAY,
        coverId: colleagueId,
        ...days,
      });
      const covered = await eventually(
        async () => (await ask<Day>(colleagueId, DAY)).myDay.items.filter(({ coverFor }) => coverFor?.id === AWAY),
        (items) => items.length > 0,
      );
      const { id: clientId, name } = covered[0]!.client;
      // What the platform refuses a cover is not offered, and the page says why.
      const client = await stage().open(`/clients/${clientId}`, { who: colleagueId });
      await client.page.getByText(/您可以查看、联系和拜访这位客户/).waitFor();
      await client.page.getByRole('region', { name: '礼品', exact: true }).waitFor();
      for (const refused of ['预留礼品', '求助', '修改'])
        expect(await client.page.getByRole('button', { name: refused, exact: true }).count()).toBe(0);
      await client.page.getByRole('button', { name: '记录联系' }).waitFor();
      await client.context.close();
      const { page, context, watched } = await stage().open('/today', { who: colleagueId });
      await page.getByText(/^今天代班：/).waitFor();
      const card = page.locator('main ol > li').filter({ has: page.getByRole('link', { name, exact: true }) });
      await card.getByText(/^代班 · .*的客户$/).waitFor();
      await card.getByRole('button', { name: `记录联系：${name}` }).tap();
      await page.getByRole('radio', { name: '有兴趣' }).check();
      await page.getByRole('button', { name: '保存' }).tap();
      await becomes(() => card.count(), 0);
      // The card goes before the contact is sent: the browser stays until the platform has taken it.
      await eventually(
        async () => (await ask<Covered>(AWAY, COVERED)).leaves.flatMap(({ items }) => items.edges),
        (edges) => edges.some(({ node }) => node.client.name === name && node.status === 'DONE'),
      );
      await context.close();
      const away = await stage().open('/leave', { who: AWAY });
      await away.page.getByRole('button', { name: /的代班情况/ }).tap();
      const line = away.page.getByRole('dialog').getByRole('listitem').filter({ hasText: name });
      await line.getByText('已联系').waitFor();
      expect([watched, away.watched]).toEqual(Array(2).fill({ faults: [], otherHosts: [] }));
      await away.context.close();
    });
  });
}
