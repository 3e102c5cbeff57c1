import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { LOG_CONTACT, type LogContact, MY_DAY, type MyDay } from '../journeys/queries.js';
import { becomes } from '../platform/platform.js';
import { accessibilityFaults } from './browser.js';
import type { Opened, Stage } from './stage.js';

const RM = 'S0008';
const PARKED = '滞留事件';
/** One more than a page of the list holds. */
const MANY = 101;
/** Of a consumer that is no more: nothing takes them. */
const PARK_MANY = `insert into visit_logging.bus_parked_event
     (consumer, source, partition, topic, key, event_id, type, code, reason)
   select 'gone', 'log', 0, 'contacts', 'many-' || n, 'many-' || n, 'ContactLogged', 'NOT_JSON', 'no JSON'
   from generate_series(1, ${MANY}) n`;
const DROP_MANY = `delete from visit_logging.bus_parked_event where consumer = 'gone'`;

/** An administrator's page, with an event that a consumer could not take. */
export function parkedSuite(stage: () => Stage): void {
  describe('an event that a consumer could not take', () => {
    let clientId: string;
    /** The client of another one. */
    let skipped: string;
    let database: pg.Client;
    beforeAll(async () => {
      database = new pg.Client({ connectionString: await stage().bank.platform.databaseUrl() });
      await database.connect();
      const { platform } = stage().bank;
      const open = (await platform.data<MyDay>(RM, MY_DAY)).myDay.items.filter(({ status }) => status === 'OPEN');
      const items = open.slice(-2);
      [clientId, skipped] = items.map(({ client }) => client.id) as [string, string];
      const neither = `client_id not in ('${clientId}', '${skipped}')`;
      await database.query(`alter table visit_logging.contact add constraint fault check (${neither}) not valid`);
      const when = { startedAt: '2026-03-02T08:30:00+08:00', endedAt: '2026-03-02T08:40:00+08:00' };
      for (const { client, channel } of items) {
        const input = { commandId: randomUUID(), clientId: client.id, channel, outcome: 'ENGAGED', ...when };
        expect((await platform.data<LogContact>(RM, LOG_CONTACT, { input })).logContact.errors).toEqual([]);
      }
    });
    afterAll(async () => {
      await database?.query('alter table visit_logging.contact drop constraint if exists fault');
      await database?.query(DROP_MANY);
      await database?.end();
    });

    const rows = ({ page }: Opened) => page.getByRole('region', { name: PARKED }).getByRole('listitem');
    const row = (opened: Opened, of = clientId) => rows(opened).filter({ hasText: of });
    const release = async ({ page }: Opened) => {
      await page.getByRole('button', { name: `放行键 ${clientId} 的事件` }).click();
      const sheet = page.getByRole('dialog', { name: '放行 1 个事件？' });
      await sheet.getByText('23514').waitFor();
      expect(await accessibilityFaults(page)).toEqual([]);
      await sheet.getByRole('button', { name: '放行' }).click();
      await sheet.waitFor({ state: 'detached' });
    };

    it('is shown with its code, stays where it fails again, and is gone once it was released with its cause mended', async () => {
      const opened = await stage().open('/administration', { who: 'ADMIN', device: 'desktop' });
      await row(opened).getByText('23514').waitFor();
      await opened.page.getByRole('region', { name: '处理延迟' }).getByText('滞留 2').waitFor();
      await release(opened);
      await row(opened).getByRole('button', { name: /^放行/ }).waitFor();
      await database.query('alter table visit_logging.contact drop constraint fault');
      await release(opened);
      await row(opened).waitFor({ state: 'detached' });
      const { rows: kept } = await database.query(
        `select actor, command, key, released from visit_logging.parked_event_command order by given_at desc limit 2`,
      );
      expect(kept).toEqual(
        [1, 1].map((released) => ({ actor: expect.any(String), command: 'ReleaseParked', key: clientId, released })),
      );
      expect(opened.watched).toEqual({ faults: [], otherHosts: [] });
      await opened.context.close();
    });

    it('is listed however many there are, and let go for good with a reason', async () => {
      await database.query(PARK_MANY);
      const opened = await stage().open('/administration', { who: 'ADMIN', device: 'desktop' });
      const { page } = opened;
      await page.getByText('已列出最早的 100 个事件').waitFor();
      await page.getByRole('region', { name: PARKED }).getByRole('button', { name: '加载更多' }).click();
      await becomes(() => rows(opened).count(), MANY + 1);
      await database.query(DROP_MANY);
      await page.getByRole('button', { name: `跳过键 ${skipped} 最早的事件` }).click();
      const sheet = page.getByRole('dialog', { name: '跳过这个事件？' });
      await sheet.getByText('23514').waitFor();
      const skip = sheet.getByRole('button', { name: '跳过', exact: true });
      await becomes(() => skip.isDisabled(), true);
      await sheet.getByLabel('跳过原因').fill('约束有误，另行补录');
      expect(await accessibilityFaults(page)).toEqual([]);
      await skip.click();
      await sheet.waitFor({ state: 'detached' });
      await row(opened, skipped).waitFor({ state: 'detached' });
      await page.getByText('没有滞留事件').waitFor();
      const { rows: kept } = await database.query(
        `select because, skipped, released from visit_logging.parked_event_command where command = 'SkipParked'`,
      );
      expect(kept).toEqual([{ because: '约束有误，另行补录', skipped: 1, released: 0 }]);
      expect(opened.watched).toEqual({ faults: [], otherHosts: [] });
      await opened.context.close();
    });
  });
}
