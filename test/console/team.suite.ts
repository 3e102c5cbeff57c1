import { randomUUID } from 'node:crypto';
import { LOG_CONTACT, type LogContact, MY_DAY, type MyDay } from '../journeys/queries.js';
import { becomes, eventually } from '../platform/platform.js';
import type { Stage } from './stage.js';

const HEAD = 'M00001';
const TEAM = '{ me { unit { id } } }';
const STAFF = 'query ($unitId: ID!) { staff(unitId: $unitId) { edges { node { id name role } } } }';
interface Team {
  readonly me: { readonly unit: { readonly id: string } };
}
interface Staff {
  readonly staff: {
    readonly edges: readonly { readonly node: { readonly id: string; readonly name: string; readonly role: string } }[];
  };
}
const KEPT = 'query ($rmId: ID!) { clients(filter: { rmId: $rmId }, first: 100) { edges { node { id name } } } }';
const KEPT_WITH = 'query ($id: ID!) { client(id: $id) { rm { id } } }';
interface KeptWith {
  readonly client: { readonly rm: { readonly id: string } | null };
}
interface Kept {
  readonly clients: { readonly edges: readonly { readonly node: { readonly id: string; readonly name: string } }[] };
}

export function teamSuite(stage: () => Stage): void {
  describe('a team', () => {
    const managers = async () => {
      const { platform } = stage().bank;
      const { me } = await platform.data<Team>(HEAD, TEAM);
      const { staff } = await platform.data<Staff>(HEAD, STAFF, { unitId: me.unit.id });
      return staff.edges.map(({ node }) => node).filter(({ role }) => role === 'RM');
    };
    const keptBy = async (rmId: string) =>
      (await stage().bank.platform.data<Kept>(HEAD, KEPT, { rmId })).clients.edges.map(({ node }) => node);

    it('shows a contact as it comes in, and how far its maker is', async () => {
      const [manager] = await managers();
      const { page, context, watched } = await stage().open('/team', { who: HEAD, device: 'desktop' });
      await page.getByRole('row', { name: new RegExp(manager!.name) }).waitFor();
      const { platform } = stage().bank;
      const item = (await platform.data<MyDay>(manager!.id, MY_DAY)).myDay.items.find(
        ({ status }) => status === 'OPEN',
      );
      const input = {
        commandId: randomUUID(),
        clientId: item!.client.id,
        planItemId: item!.id,
        channel: 'PHONE',
        outcome: 'COMMITTED',
        startedAt: '2026-03-02T08:10:00+08:00',
        endedAt: '2026-03-02T08:20:00+08:00',
      };
      expect((await platform.data<LogContact>(manager!.id, LOG_CONTACT, { input })).logContact.errors).toEqual([]);
      await page.getByRole('listitem').filter({ hasText: '已承诺' }).first().waitFor();
      await eventually(
        () => page.getByRole('row', { name: new RegExp(manager!.name) }).innerText(),
        (text) => /[1-9]\d*\/10/.test(text),
      );
      expect(watched).toEqual({ faults: [], otherHosts: [] });
      await context.close();
    });

    it('hands chosen clients over in one go, and says before what speaks against it', async () => {
      const [from, to] = await managers();
      const [first, second] = await keptBy(from!.id);
      // One of them goes to somebody else from a later day: the handover of today is too early for that.
      const assign = 'mutation ($input: AssignClientInput!) { assignClient(input: $input) { errors { code } } }';
      const input = { commandId: randomUUID(), clientId: second!.id, rmId: to!.id, from: '2026-03-09' };
      await stage().bank.platform.data(HEAD, assign, { input });
      const { page, context, watched } = await stage().open('/team', { who: HEAD, device: 'desktop', language: 'en' });
      await page.getByRole('button', { name: `Hand over ${from!.name}’s clients` }).click();
      await page.getByLabel('Receiving relationship manager', { exact: true }).selectOption(to!.id);
      await page.getByLabel('Effective date').fill('2026-03-02');
      const some = page.getByRole('radio', { name: 'Selected clients' });
      // A press while the list of colleagues arrives may be taken back.
      await becomes(async () => (await some.click(), some.isChecked()), true);
      await page.getByRole('checkbox', { name: new RegExp(first!.id) }).check();
      await page.getByRole('checkbox', { name: new RegExp(second!.id) }).check();
      await page.getByRole('button', { name: 'Preview the handover' }).click();
      const confirm = page.getByRole('button', { name: 'Confirm handover' });
      await page.getByRole('dialog').getByRole('alert').getByText(second!.id).waitFor();
      await becomes(() => confirm.isDisabled(), true);
      await page.getByRole('button', { name: 'Back' }).click();
      await page.getByRole('checkbox', { name: new RegExp(second!.id) }).uncheck();
      await page.getByRole('button', { name: 'Preview the handover' }).click();
      // Asked once more: how many, from whom, to whom, from when, and what goes along.
      await page.getByText('Hand over 1 client?').waitFor();
      const asked = await page.getByRole('dialog').innerText();
      for (const fact of [from!.name, to!.name, '2 Mar 2026', 'Promises that go along']) expect(asked).toContain(fact);
      await confirm.click();
      await page.getByText('1 client handed over').waitFor();
      // The screen tells of the command; a query without its position may read a moment before it.
      const rm = () => stage().bank.platform.data<KeptWith>(HEAD, KEPT_WITH, { id: first!.id });
      await eventually(rm, ({ client }) => client.rm?.id === to!.id);
      expect(watched).toEqual({ faults: [], otherHosts: [] });
      await context.close();
    });
  });
}
