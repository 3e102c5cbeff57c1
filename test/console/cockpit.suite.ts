import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { LOG_CONTACT, type LogContact } from '../journeys/queries.js';
import { becomes, eventually } from '../platform/platform.js';
import { SAVE_CARD } from './appraisal-given.js';
import type { Visit } from './browser.js';
import { givenClosed, givenPeers, GOOD, noticed, POOR } from './cockpit-given.js';
import { script, showsTexts } from './script.js';
import type { Stage } from './stage.js';

const FEBRUARY = 'start=2026-02-01';
const BRANCH = 'U1001';

export function cockpitSuite(stage: () => Stage): void {
  describe('the cockpit', () => {
    const head = { who: 'H0001', device: 'desktop' } as const;
    const open = (path: string, visit: Visit = head) => stage().open(path, visit);
    beforeAll(() => givenPeers(stage().bank.platform), 60_000);

    it('explains any figure in a sentence and in steps, down to the contacts and their clients', async () => {
      const { page, context, watched } = await open(`/cockpit?show=map&${FEBRUARY}&metrics=CONTACTS,COVERAGE`);
      const figure = page.getByRole('button', { name: /有效联系 [\d,]+：查看如何得出$/ }).first();
      const counted = Number((await figure.innerText()).replaceAll(',', ''));
      await figure.click();
      const dialog = page.getByRole('dialog', { name: '有效联系如何得出' });
      await dialog.getByText(/2026-02-01 至 2026-02-28 的/).waitFor();
      await dialog
        .getByText(/^规则 \d+/)
        .first()
        .waitFor();
      await dialog.locator('summary').first().click();
      const links = dialog.getByRole('link');
      await links.first().waitFor();
      expect(await links.count()).toBe(Math.min(counted, 100));
      expect(await links.first().getAttribute('href')).toMatch(/\/console\/clients\/C\d+$/);
      // A colleague sees the same by the address.
      expect(page.url()).toMatch(/explain=CONTACTS\.unit\.U/);
      expect(watched).toEqual({ faults: [], otherHosts: [] });
      await context.close();
    });

    it('shows each figure of the figures page in its making, what counts no contacts as well', async () => {
      const { page, context, watched } = await open(`/figures?${FEBRUARY}&metrics=CLIENTS_KEPT`);
      await page.getByRole('button', { name: '管户数: 如何得出' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.locator('ol li').first().waitFor();
      await page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'detached' });
      await page.getByRole('treegrid').locator('td button').first().click();
      await dialog.getByRole('button', { name: '如何得出' }).click();
      await dialog.locator('ol li').first().waitFor();
      expect(page.url()).toMatch(/explain=CLIENTS_KEPT\.unit\.U1/);
      expect(watched).toEqual({ faults: [], otherHosts: [] });
      await context.close();
    });

    it('opens scores downwards over the units below, and shows the steps of any of them', async () => {
      const groups = [{ group: 'CLIENT', weight: 100, items: [{ metric: 'COVERAGE', weight: 100 }] }];
      const card = { name: '看板考核', groups, validFrom: '2026-01-01', roles: ['UNIT_HEAD'] };
      await stage().bank.platform.data('H0001', SAVE_CARD, { input: { commandId: 'cockpit-card', ...card } });
      const { page, context, watched } = await open(`/cockpit?show=score&${FEBRUARY}`);
      const tree = page.getByRole('treegrid').first();
      await tree.locator('tr[aria-level="2"]').first().waitFor();
      await tree.locator('tr[aria-level="2"][aria-expanded]').first().focus();
      await page.keyboard.press('ArrowRight');
      const below = tree.locator('tr[aria-level="3"]').first();
      await below.waitFor();
      const name = (await below.locator('th').innerText()).trim();
      await below.getByRole('button', { name: /查看评分步骤$/ }).click();
      await page.getByRole('heading', { name, level: 2 }).waitFor();
      expect(page.url()).toMatch(/of=U2/);
      expect(watched).toEqual({ faults: [], otherHosts: [] });
      await context.close();
    });

    it('keeps scorecards: what is wrong with one stands where it is, and heads of units read them alone', async () => {
      const { page, context, watched } = await open('/cockpit?show=scorecards');
      await page.getByRole('button', { name: '新建考核表' }).click();
      const dialog = page.getByRole('dialog');
      const group = (name: string) => dialog.getByRole('group', { name, exact: true });
      const weigh = (name: string, percent: string) => group(name).getByLabel('本组权重（%）').fill(percent);
      const save = dialog.getByRole('button', { name: '保存' });
      expect(await save.isDisabled()).toBe(true);
      await dialog.getByLabel('名称').fill('来年客户经理考核');
      await dialog.getByRole('checkbox', { name: '客户经理' }).check();
      // It holds for nothing that is looked at elsewhere.
      await dialog.getByLabel('生效日期').fill('2027-01-01');
      await weigh('客户', '40');
      await weigh('存款', '50');
      await dialog.getByText('各组合计 90%，须为 100%').waitFor();
      await save.click();
      await dialog.getByRole('alert').getByText('各组权重合计 90%').waitFor();
      await weigh('存款', '60');
      await save.click();
      await dialog.getByRole('alert').getByText('CLIENT 组权重为 40%').waitFor();
      await weigh('客户', '60');
      await weigh('存款', '40');
      await group('客户').getByRole('button', { name: '添加指标' }).click();
      await group('客户').getByLabel('指标', { exact: true }).selectOption('COVERAGE');
      await group('客户').getByLabel('指标权重（%）').fill('50');
      await save.click();
      await group('客户').getByRole('alert').getByText('CLIENT 组各项权重合计 50%').waitFor();
      await group('客户').getByLabel('指标权重（%）').fill('60');
      await save.click();
      await dialog.waitFor({ state: 'detached' });
      const card = (on: Page) => on.getByRole('listitem').filter({ hasText: '来年客户经理考核' });
      await card(page).getByText('覆盖率 60%（基础目标）').waitFor();
      await card(page).getByText('第 1 版 · 2027年1月1日起').waitFor();
      expect(watched).toEqual({ faults: [], otherHosts: [] });
      await context.close();
      const read = await open('/cockpit?show=scorecards', { who: 'M00001', device: 'desktop' });
      await card(read.page).waitFor();
      expect(await card(read.page).getByRole('button').count()).toBe(0);
      await read.context.close();
    });

    it('tells beside the spread of managers how the figure of the unit itself came about', async () => {
      const { page, context, watched } = await open(`/cockpit?show=spread&by=CONTACTS&${FEBRUARY}`);
      await page.getByRole('button', { name: /有效联系 [\d,]+：查看如何得出$/ }).click();
      const dialog = page.getByRole('dialog', { name: '有效联系如何得出' });
      await dialog.locator('ol li').first().waitFor();
      expect(page.url()).toMatch(/explain=CONTACTS\.unit\.U/);
      expect(watched).toEqual({ faults: [], otherHosts: [] });
      await context.close();
    });

    it('counts by the tree of each day or of today, and saves what is on screen as CSV and Excel', async () => {
      const { page, context, watched } = await open(`/cockpit?show=map&${FEBRUARY}&metrics=CONTACTS,COVERAGE`);
      const today = page.getByRole('radiogroup', { name: '机构口径' }).getByRole('radio', { name: '今天' });
      // What is chosen lies in the address, and comes back from there.
      await today.click();
      await page.waitForURL(/tree=AS_IS/);
      await becomes(() => today.isChecked(), true);
      const rows = page.getByRole('table').locator('tbody tr');
      await rows.first().waitFor();
      const saved = async (button: string) => {
        const saving = page.waitForEvent('download');
        await page.getByRole('button', { name: button }).click();
        const file = await saving;
        return { name: file.suggestedFilename(), content: await readFile(await file.path()) };
      };
      const csv = await saved('导出 CSV');
      const lines = csv.content.toString('utf8').trim().split('\r\n');
      expect(lines[0]).toContain('unit_id,unit_name,staff_id,grain,start,end,view,CONTACTS,COVERAGE,');
      expect(lines.slice(1).every((line) => line.includes(',MONTH,2026-02-01,2026-02-28,AS_IS,'))).toBe(true);
      expect(lines).toHaveLength(1 + (await rows.count()));
      const xlsx = await saved('导出 Excel');
      expect([csv.name, xlsx.name]).toEqual(['kpi-U0001-MONTH-2026-02-01.csv', 'kpi-U0001-MONTH-2026-02-01.xlsx']);
      expect(xlsx.content.subarray(0, 2).toString()).toBe('PK');
      expect(watched).toEqual({ faults: [], otherHosts: [] });
      await context.close();
    });

    it('closes a month with its digest, shows it as it was, and every move since, which add up', async () => {
      const { page, context, watched } = await open(
        `/cockpit?show=closings&unit=${BRANCH}&${FEBRUARY}&metrics=CONTACTS,COVERAGE`,
      );
      for (const month of ['2026年1月', '2026年2月']) {
        const row = page.getByRole('row', { name: new RegExp(`^${month}`) });
        await row.getByRole('button', { name: `${month}: 关账` }).click();
        await row.getByRole('button', { name: `${month}: 确认关账，不可撤销` }).click();
        await row.getByText(/已关账/).waitFor();
      }
      const february = page.getByRole('row', { name: /^2026年2月/ });
      const digest = await february.locator('code').innerText();
      expect(digest).toMatch(/^[0-9a-f]{12}$/);
      const contacts = page.getByRole('row', { name: /^有效联系/ });
      const cells = () => contacts.locator('td').allInnerTexts();
      await page.getByText('关账后没有变动。').waitFor();
      const [closing] = await cells();
      const input = {
        ...{ commandId: randomUUID(), clientId: GOOD.clientId, channel: 'PHONE', outcome: 'ENGAGED' },
        ...{ startedAt: '2026-02-27T10:00:00+08:00', endedAt: '2026-02-27T10:10:00+08:00' },
      };
      const { logContact } = await stage().bank.platform.data<LogContact>(GOOD.rmId, LOG_CONTACT, { input });
      expect(logContact.errors).toEqual([]);
      const moved = String(Number(closing) + 1);
      await eventually(
        async () => {
          await page.reload();
          await page.getByText(/关账后没有变动|变动相加/).waitFor();
          return cells();
        },
        (now) => now.join() === [closing, closing, moved, '+1'].join(),
      );
      await page.getByText('1 次变动相加，正好等于与关账时的差额。').waitFor();
      await page
        .getByRole('listitem')
        .filter({ hasText: `有效联系 ${closing} → ${moved}` })
        .waitFor();
      // As of the move: what was shown from then on.
      await page.getByLabel('截至').selectOption({ index: 1 });
      await becomes(async () => (await cells())[1], moved);
      expect(await february.locator('code').innerText()).toBe(digest);
      expect(watched).toEqual({ faults: [], otherHosts: [] });
      await context.close();
    });

    it('tells the head of a unit that is behind, who replies, and head office reads the reply', async () => {
      const { platform } = stage().bank;
      await givenClosed(platform);
      await noticed(platform);
      const { page, context, watched } = await open('/team', { who: POOR.headId });
      await page.getByRole('link', { name: /份辅导提示函待回复/ }).tap();
      await page.waitForURL(/show=notices/);
      const notice = page.getByRole('listitem').filter({ hasText: POOR.name });
      await notice.getByText(/前回复$/).waitFor();
      expect(await notice.locator('dd').count()).toBe(3);
      await notice.getByRole('button', { name: '回复', exact: true }).tap();
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel('打算怎么做').fill(script('每周二走访，逐户补齐。'));
      await dialog.getByRole('button', { name: '发送回复' }).tap();
      await dialog.waitFor({ state: 'detached' });
      await notice.getByText('已回复').waitFor();
      expect(watched).toEqual({ faults: [], otherHosts: [] });
      await context.close();
      const above = await open('/cockpit?show=notices');
      const read = above.page.getByRole('listitem').filter({ hasText: POOR.name });
      await read.waitFor();
      await showsTexts(above.page, ['每周二走访，逐户补齐。']);
      expect(await read.getByRole('button', { name: '回复', exact: true }).count()).toBe(0);
      await above.context.close();
    });

    it('prints the report of a unit and month as a PDF, without what is of the screen alone', async () => {
      const { page, context, watched } = await open(`/report?unit=${BRANCH}&${FEBRUARY}`);
      await page.getByRole('heading', { name: /经营月报，2026年2月$/ }).waitFor();
      await page.locator('article section').nth(3).waitFor();
      await page.emulateMedia({ media: 'print' });
      expect(await page.getByRole('navigation', { name: '主导航' }).isVisible()).toBe(false);
      expect(await page.getByRole('button', { name: '打印或存为 PDF' }).isVisible()).toBe(false);
      const pdf = await page.pdf({ preferCSSPageSize: true });
      expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
      const pages = pdf.toString('latin1').match(/\/Type\s*\/Page\b/g) ?? [];
      expect(pages.length).toBeGreaterThanOrEqual(1);
      expect(pages.length).toBeLessThanOrEqual(3);
      expect(watched).toEqual({ faults: [], otherHosts: [] });
      await context.close();
    });

    it('is of no use to a relationship manager, and says so', async () => {
      const { page, context } = await open('/cockpit', { who: 'S0001' });
      await page.getByText('经营看板供总行和机构负责人使用。').waitFor();
      await context.close();
    });
  });
}
