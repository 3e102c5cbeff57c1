import { becomes, eventually } from '../platform/platform.js';
import { script, scriptsOn } from './script.js';
import { type Stage, sticksOut } from './stage.js';

const OWN = 'query ($rm: ID!) { clients(filter: { rmId: $rm }, first: 1) { edges { node { id name phone } } } }';
interface Own {
  readonly clients: {
    readonly edges: readonly {
      readonly node: { readonly id: string; readonly name: string; readonly phone: string };
    }[];
  };
}

const KEPT = 'query ($rm: ID!) { clients(filter: { rmId: $rm }, first: 100) { edges { node { id name phone } } } }';
const PLACED = '{ me { unit { id } } }';
interface Placed {
  readonly me: { readonly unit: { readonly id: string } };
}
const HUNG = 'query ($id: ID!) { unit(id: $id) { parent { id } } }';
interface Hung {
  readonly unit: { readonly parent: { readonly id: string } | null };
}

export function clientsSuite(stage: () => Stage): void {
  describe('clients', () => {
    const firstOf = async (rm: string) =>
      (await stage().bank.platform.data<Own>(rm, OWN, { rm })).clients.edges[0]!.node;
    /** The units from below the head office down to a manager's own. */
    const pathTo = async (rm: string): Promise<string[]> => {
      const { platform } = stage().bank;
      const path: string[] = [];
      let next: string | undefined = (await platform.data<Placed>(rm, PLACED)).me.unit.id;
      while (next !== undefined) {
        path.unshift(next);
        next = (await platform.data<Hung>('H0001', HUNG, { id: next })).unit.parent?.id;
      }
      return path.slice(1);
    };

    it('are narrowed by what lies in the address, so that a link shows the same', async () => {
      const { page, context } = await stage().open('/clients', { who: 'S0001' });
      await page.locator('summary').filter({ hasText: '筛选' }).click();
      await page.getByRole('checkbox', { name: '私行' }).click();
      await page.waitForURL(/tier=PRIVATE/);
      const link = page.url();
      const rows = () => page.locator('main li a').allInnerTexts();
      const seen = await eventually(rows, (texts) => texts.length > 0 && texts.every((text) => text.includes('私行')));
      await page.goto(link);
      await becomes(rows, seen);
      await context.close();
    });

    it('are narrowed by a unit that head office chooses, and by a manager there', async () => {
      const { page, context } = await stage().open('/clients', { who: 'H0001', device: 'desktop' });
      await page.locator('summary').filter({ hasText: '筛选' }).click();
      const unit = page.getByLabel('机构', { exact: true });
      const manager = page.getByLabel('客户经理', { exact: true });
      // Down to where a manager is placed.
      for (const id of await pathTo('S0007')) {
        await unit.selectOption(id);
        await page.waitForURL(new RegExp(`unit=${id}`));
      }
      await manager.selectOption('S0007');
      await page.waitForURL(/rm=S0007/);
      const { clients } = await stage().bank.platform.data<Own>('S0007', KEPT, { rm: 'S0007' });
      const kept = clients.edges.map(({ node }) => `/console/clients/${node.id}`);
      const shown = () =>
        page.locator('main li a').evaluateAll((links) => links.map((link) => link.getAttribute('href')!));
      const areTheirs = (links: string[]) => links.length > 0 && links.every((link) => kept.includes(link));
      await eventually(shown, areTheirs);
      await page.goto(page.url());
      await eventually(shown, areTheirs);
      await context.close();
    });

    it('one of another relationship manager is out of scope by the address too', async () => {
      const { id, name } = await firstOf('S0008');
      const { page, context } = await stage().open(`/clients/${id}`, { who: 'S0001' });
      await page.getByText('不在您的查看范围内').waitFor();
      expect(await page.locator('body').innerText()).not.toContain(name);
      await context.close();
    });

    it('a number is shown when it is asked for, and that it is recorded is said before', async () => {
      const { id, phone } = await firstOf('S0001');
      const { page, context } = await stage().open(`/clients/${id}`, { who: 'S0001' });
      await page.getByText('查看完整号码会被记录').waitFor();
      await page.getByText(phone).waitFor();
      await page.getByRole('button', { name: '查看号码' }).click();
      const call = page.locator('a[href^="tel:"]');
      await call.waitFor();
      expect(await call.getAttribute('href')).not.toContain('*');
      await context.close();
    });

    it('a withdrawal yields a receipt, which the history tells from then on', async () => {
      const { id } = await firstOf('S0001');
      const { page, context } = await stage().open(`/clients/${id}`, { who: 'S0001', language: 'en' });
      await page.getByRole('button', { name: /^Record consent/ }).click();
      await page.getByRole('radio', { name: 'Withdrawn' }).check();
      await page.getByRole('radio', { name: 'E-mail' }).check();
      await page.getByRole('radio', { name: 'Marketing' }).check();
      await page.getByRole('button', { name: 'Save' }).click();
      const receipt = await page.getByRole('dialog').locator('code').innerText();
      expect(receipt).toMatch(/^[a-z2-7]{26}$/);
      await page.getByRole('button', { name: 'Done' }).click();
      await page.locator('summary').filter({ hasText: 'Full history' }).click();
      await page.getByText(receipt).waitFor();
      await context.close();
    });

    it('are registered and changed; what is refused is said at its field', async () => {
      const { page, context, watched } = await stage().open('/clients', { who: 'S0002', language: 'en' });
      await page.getByRole('button', { name: 'Register a client' }).click();
      await page.getByRole('button', { name: 'Save' }).click();
      await page.getByRole('dialog').getByRole('alert').first().waitFor();
      await page.getByLabel('Client code').fill('C-console');
      const name = script('长'.repeat(40));
      await page.getByLabel('Name').fill(name);
      await page.getByRole('button', { name: 'Save' }).click();
      await page.waitForURL('**/clients/C-console');
      await page.getByRole('heading', { name, level: 1 }).waitFor();
      expect([await sticksOut(page), await scriptsOn(page)]).toEqual([[], []]);
      await page.getByRole('button', { name: 'Edit' }).click();
      await page.getByRole('radio', { name: 'Gold' }).check();
      await page.getByRole('button', { name: 'Save' }).click();
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      await page.getByText('Gold', { exact: true }).first().waitFor();
      expect(watched.faults).toEqual([]);
      await context.close();
    });
  });
}
