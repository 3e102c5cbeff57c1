import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { LOG_CONTACT, type LogContact, MY_DAY, type MyDay } from '../journeys/queries.js';
import { becomes, eventually } from '../platform/platform.js';
import type { Stage } from './stage.js';

const FEBRUARY = '/figures?start=2026-02-01';

export function figuresSuite(stage: () => Stage): void {
  describe('figures', () => {
    const head = { who: 'H0001', device: 'desktop' } as const;

    it('open downwards by keys alone, and the address shows a colleague the same', async () => {
      const { page, context, watched } = await stage().open(FEBRUARY, head);
      const rows = page.getByRole('treegrid').locator('tr[aria-expanded]');
      const level = () => page.evaluate('document.activeElement.getAttribute("aria-level")');
      await rows.first().focus();
      await page.keyboard.press('ArrowRight');
      await page.locator('tr[aria-level="2"]').first().waitFor();
      await page.keyboard.press('ArrowDown');
      await becomes(level, '2');
      await page.keyboard.press('ArrowLeft');
      await becomes(level, '1');
      const link = page.url();
      expect(link).toMatch(/open=U/);
      const seen = await rows.allInnerTexts();
      const second = await context.newPage();
      await second.goto(link);
      const again = () => second.getByRole('treegrid').locator('tr[aria-expanded]').allInnerTexts();
      await becomes(again, seen);
      expect(watched).toEqual({ faults: [], otherHosts: [] });
      await context.close();
    });

    it('lead from a figure to the contacts behind it, as many as it says', async () => {
      const { page, context } = await stage().open(FEBRUARY, head);
      const figure = page.getByRole('treegrid').locator('tr[aria-expanded]').last().locator('td button').first();
      const counted = Number((await figure.innerText()).replaceAll(',', ''));
      await figure.click();
      const contacts = page.getByRole('dialog').locator('li');
      await contacts.first().waitFor();
      const more = page.getByRole('dialog').getByRole('button', { name: '加载更多' });
      while (await more.isVisible()) {
        const before = await contacts.count();
        await more.click();
        await eventually(
          () => contacts.count(),
          (count) => count > before,
        );
      }
      expect(await contacts.count()).toBe(counted);
      await context.close();
    });

    it('are saved with every contact behind them, however few the sheet has loaded', async () => {
      const { page, context, watched } = await stage().open(FEBRUARY, head);
      const figure = page.getByRole('treegrid').locator('tr[aria-expanded]').first().locator('td button').first();
      const counted = Number((await figure.innerText()).replaceAll(',', ''));
      await figure.click();
      const dialog = page.getByRole('dialog');
      await dialog.locator('li').first().waitFor();
      const saving = page.waitForEvent('download');
      await dialog.getByRole('button', { name: /^导出 CSV/ }).click();
      const lines = (await readFile(await (await saving).path(), 'utf8')).trimEnd().split('\r\n');
      expect(lines).toHaveLength(1 + counted);
      await dialog.getByRole('status').getByText(`已导出 ${counted} 行`).waitFor();
      expect(watched).toEqual({ faults: [], otherHosts: [] });
      await context.close();
    });

    it('lead from a figure that counts clients to each of them, those who count and those who do not', async () => {
      const { page, context, watched } = await stage().open(`${FEBRUARY}&metrics=UNTOUCHED_61,CLIENTS_KEPT`, head);
      const row = page.getByRole('treegrid').locator('tr[aria-expanded]').last();
      await row.locator('td button').nth(1).waitFor();
      const shown = await row.locator('td button').allInnerTexts();
      const kept = Number(shown.find((text) => !text.includes('%'))!.replaceAll(',', ''));
      await row.locator('td button', { hasText: /%/ }).click();
      const lines = page.getByRole('dialog').locator('li');
      await becomes(() => lines.count(), Math.min(30, kept));
      await page.getByRole('dialog').getByLabel('显示').selectOption({ label: '计入' });
      await eventually(
        () => lines.locator('strong').allInnerTexts(),
        (counted) => counted.every((text) => text === '1 / 1'),
      );
      expect(watched).toEqual({ faults: [], otherHosts: [] });
      await context.close();
    });

    it('are explained, searched and saved by their contacts, each client with its code', async () => {
      const { page, context, watched } = await stage().open(FEBRUARY, { ...head, language: 'en' });
      await page.getByRole('treegrid').locator('tr[aria-expanded]').first().locator('td button').first().click();
      const dialog = page.getByRole('dialog');
      await dialog.getByText('two-way, one-to-one conversations').waitFor();
      const first = dialog.locator('li').first();
      const code = await first.locator('small').innerText();
      await dialog.getByLabel('Search by client, manager or unit').fill(code);
      await eventually(
        () => dialog.locator('li small').allInnerTexts(),
        (codes) => codes.length > 0 && codes.every((one) => one === code),
      );
      const saving = page.waitForEvent('download');
      await dialog.getByRole('button', { name: /^Export CSV/ }).click();
      const lines = (await readFile(await (await saving).path(), 'utf8')).trimEnd().split('\r\n');
      expect(lines[0]).toBe('\uFEFFWhen,Client code,Client,Tier,Channel,Outcome,Effective,Logged late,Manager,Unit');
      expect(lines.slice(1).every((line) => line.includes(code))).toBe(true);
      expect(watched).toEqual({ faults: [], otherHosts: [] });
      await context.close();
    });

    it('are of a period that is picked by keys from a page of months', async () => {
      const { page, context, watched } = await stage().open(FEBRUARY, head);
      await page.getByRole('button', { name: '选择统计期' }).click();
      const grid = page.getByRole('dialog').getByRole('grid');
      await becomes(() => grid.locator('button:focus').innerText(), '2月');
      await page.keyboard.press('ArrowLeft');
      await page.keyboard.press('Enter');
      await page.waitForURL(/start=2026-01-01/);
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      expect(watched).toEqual({ faults: [], otherHosts: [] });
      await context.close();
    });

    it('move without a reload when a contact is logged elsewhere', async () => {
      const { page, context } = await stage().open('/figures?grain=DAY&start=2026-03-02', head);
      const tile = page.getByRole('radiogroup').locator('strong').first();
      await tile.waitFor();
      const before = Number(await tile.innerText());
      const { platform } = stage().bank;
      const [item] = (await platform.data<MyDay>('S0008', MY_DAY)).myDay.items;
      const input = {
        commandId: randomUUID(),
        clientId: item!.client.id,
        planItemId: item!.id,
        channel: 'PHONE',
        outcome: 'ENGAGED',
        startedAt: '2026-03-02T08:30:00+08:00',
        endedAt: '2026-03-02T08:40:00+08:00',
      };
      expect((await platform.data<LogContact>('S0008', LOG_CONTACT, { input })).logContact.errors).toEqual([]);
      await eventually(
        async () => Number(await tile.innerText()),
        (now) => now === before + 1,
      );
      await context.close();
    });

    it('are saved as they are on screen, as a file for a spreadsheet', async () => {
      const { page, context } = await stage().open(`${FEBRUARY}&metrics=CONTACTS,COVERAGE`, {
        ...head,
        language: 'en',
      });
      const rows = page.getByRole('treegrid').locator('tr[aria-expanded]');
      await rows.first().waitFor();
      const saving = page.waitForEvent('download');
      await page.getByRole('button', { name: 'Export CSV' }).click();
      const text = await readFile(await (await saving).path(), 'utf8');
      const lines = text.trim().split('\r\n');
      expect(lines[0]).toMatch(/Level,Rank,Code,Name,Contacts,.*Coverage/);
      expect(lines).toHaveLength(1 + (await rows.count()));
      await context.close();
    });

    it('of a unit that is not the caller’s are out of scope by the address too', async () => {
      const { page, context } = await stage().open('/figures?unit=U1002', { who: 'M00001', device: 'desktop' });
      await page.getByText('不在您的查看范围内').waitFor();
      await context.close();
    });
  });
}
