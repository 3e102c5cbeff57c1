import { randomUUID } from 'node:crypto';
import { becomes, eventually } from '../platform/platform.js';
import { LOG_CONTACT, type LogContact, MY_DAY, type MyDay } from '../journeys/queries.js';
import { progress, type Stage } from './stage.js';

const CONTACTS_TODAY =
  '{ contacts(filter: { staffId: "RM", from: "2026-03-02" }, first: 50) { edges { node { client { id } outcome notes followUpOn } } } }';
interface ContactsToday {
  readonly contacts: {
    readonly edges: readonly {
      readonly node: { readonly outcome: string; readonly notes: string | null; readonly followUpOn: string | null };
    }[];
  };
}

export function daySuite(stage: () => Stage): void {
  describe('the day of a relationship manager', () => {
    const RM = 'S0001';
    const contactsToday = async (rm: string) =>
      (await stage().bank.platform.data<ContactsToday>(rm, CONTACTS_TODAY.replace('RM', rm))).contacts.edges.map(
        ({ node }) => node,
      );

    it('ten clients with why, how and when last; a contact is logged by taps', async () => {
      const { page, context, watched } = await stage().open('/today', { who: RM });
      await page
        .getByRole('button', { name: /^记录联系/ })
        .first()
        .waitFor();
      await becomes(() => page.locator('main ol h3').count(), 10);
      await becomes(() => progress(page), { done: 0, all: 10 });
      const first = await page.locator('main ol h3').first().innerText();

      await page.getByRole('button', { name: `记录联系：${first}` }).tap();
      await page.getByRole('radio', { name: '有兴趣' }).check();
      await page.getByRole('radio', { name: /^三天后/ }).check();
      await page.getByRole('button', { name: '保存' }).tap();
      await eventually(
        () => progress(page),
        ({ done }) => done === 1,
      );
      expect(
        await eventually(
          () => contactsToday(RM),
          (all) => all.length === 1,
        ),
      ).toMatchObject([{ outcome: 'INTERESTED', followUpOn: '2026-03-05' }]);
      // What is done folds away.
      await becomes(() => page.locator('main ol h3').count(), 9);
      await page.locator('summary').filter({ hasText: '已处理' }).tap();
      await page.getByRole('link', { name: first, exact: true }).waitFor();
      expect(watched).toEqual({ faults: [], otherHosts: [] });
      await context.close();
    });

    it('a contact logged elsewhere moves the screen by itself', async () => {
      const { page, context } = await stage().open('/today', { who: 'S0002' });
      await page.getByRole('progressbar').waitFor();
      const { platform } = stage().bank;
      const [item] = (await platform.data<MyDay>('S0002', MY_DAY)).myDay.items;
      const input = {
        commandId: randomUUID(),
        clientId: item!.client.id,
        planItemId: item!.id,
        channel: 'PHONE',
        outcome: 'ENGAGED',
        startedAt: '2026-03-02T08:30:00+08:00',
        endedAt: '2026-03-02T08:40:00+08:00',
      };
      // Asked again until the subscription is there: the same command counts once.
      await eventually(
        async () => {
          await platform.data<LogContact>('S0002', LOG_CONTACT, { input });
          return progress(page);
        },
        ({ done }) => done === 1,
      );
      await context.close();
    });

    it('put off, left out and added by hand, each with its reason', async () => {
      const { page, context } = await stage().open('/today', { who: 'S0003', language: 'en' });
      const names = page.locator('main ol h3');
      await names.first().waitFor();
      const more = () => page.getByRole('button', { name: /^More/ }).first();
      await more().click();
      await page.getByRole('button', { name: 'Postpone' }).click();
      await page.getByRole('radio', { name: /^1 week/ }).check();
      await page.getByRole('button', { name: 'Postpone' }).click();
      await eventually(
        () => names.count(),
        (count) => count === 9,
      );
      await more().click();
      await page.getByRole('button', { name: 'Skip' }).click();
      await page.getByRole('radio', { name: 'Spoke recently' }).check();
      await page.getByRole('button', { name: 'Skip' }).click();
      await eventually(
        () => names.count(),
        (count) => count === 8,
      );
      await page.getByRole('button', { name: 'Add a client' }).click();
      await page.getByRole('dialog').locator('ul button').last().click();
      await page.getByRole('radio', { name: 'The client called' }).check();
      await page.getByRole('dialog').getByRole('button', { name: 'Add a client' }).click();
      await eventually(
        () => names.count(),
        (count) => count === 9,
      );
      await context.close();
    });

    it('a skip without a reason is refused by the platform’s own sentence at the field', async () => {
      const { page, context } = await stage().open('/today', { who: 'S0003', language: 'en' });
      await page.getByRole('button', { name: /^More/ }).first().click();
      await page.getByRole('button', { name: 'Skip' }).click();
      await page.getByRole('button', { name: 'Skip' }).click();
      await page.getByRole('dialog').getByRole('alert').first().waitFor();
      await becomes(() => page.getByRole('dialog').getByRole('textbox').getAttribute('aria-invalid'), 'true');
      await context.close();
    });

    it('the days ahead show what would be drawn; the day lies in the address', async () => {
      const { page, context } = await stage().open('/today?day=2026-03-03', { who: 'S0004' });
      await page.getByRole('heading', { name: '3月3日星期二' }).waitFor();
      await page.getByText('预览：按目前所知推算').waitFor();
      expect(await page.getByRole('button', { name: /^记录联系/ }).count()).toBe(0);
      await context.close();
    });

    it('is the bank’s day on a device of another time zone', async () => {
      const { page, context } = await stage().open('/today', { who: 'S0004', timeZone: 'America/Los_Angeles' });
      await page.getByRole('heading', { name: '3月2日星期一' }).waitFor();
      await context.close();
    });
  });
}
