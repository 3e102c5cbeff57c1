import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { LOG_CONTACT, type LogContact, MY_DAY, type MyDay } from '../journeys/queries.js';
import { accessibilityFaults } from './browser.js';
import type { Opened, Stage } from './stage.js';

const RM = 'S0008';
const PARKED = '滞留事件';

/** An administrator's page, with an event that a consumer could not take. */
export function parkedSuite(stage: () => Stage): void {
  describe('an event that a consumer could not take', () => {
    let clientId: string;
    let database: pg.Client;
    beforeAll(async () => {
      database = new pg.Client({ connectionString: await stage().bank.platform.databaseUrl() });
      await database.connect();
      const { platform } = stage().bank;
      const item = (await platform.data<MyDay>(RM, MY_DAY)).myDay.items.findLast(({ status }) => status === 'OPEN');
      clientId = item!.client.id;
      await database.query(
        `alter table visit_logging.contact add constraint fault check (client_id <> '${clientId}') not valid`,
      );
      const when = { startedAt: '2026-03-02T08:30:00+08:00', endedAt: '2026-03-02T08:40:00+08:00' };
      const input = { commandId: randomUUID(), clientId, channel: item!.channel, outcome: 'ENGAGED', ...when };
      expect((await platform.data<LogContact>(RM, LOG_CONTACT, { input })).logContact.errors).toEqual([]);
    });
    afterAll(async () => {
      await database?.query('alter table visit_logging.contact drop constraint if exists fault');
      await database?.end();
    });

    const row = ({ page }: Opened) =>
      page.getByRole('region', { name: PARKED }).getByRole('listitem').filter({ hasText: clientId });
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
      await opened.page.getByRole('region', { name: '处理延迟' }).getByText('滞留 1').waitFor();
      await release(opened);
      await row(opened).getByRole('button').waitFor();
      await database.query('alter table visit_logging.contact drop constraint fault');
      await release(opened);
      await row(opened).waitFor({ state: 'detached' });
      await opened.page.getByText('没有滞留事件').waitFor();
      const { rows } = await database.query(
        `select actor, command, key, released from visit_logging.parked_event_command order by given_at desc limit 2`,
      );
      expect(rows).toEqual(
        [1, 1].map((released) => ({ actor: expect.any(String), command: 'ReleaseParked', key: clientId, released })),
      );
      expect(opened.watched).toEqual({ faults: [], otherHosts: [] });
      await opened.context.close();
    });
  });
}
