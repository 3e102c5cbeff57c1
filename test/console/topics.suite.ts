import { becomes, eventually } from '../platform/platform.js';
import type { Stage } from './stage.js';

const RM = 'S0005';
const OWN = `query ($id: ID!) { clients(filter: { rmId: $id }, first: 100) { edges { node {
  id name interests consents { channel purpose valid } topics { topic } } } } }`;
const TOPICS = 'query ($id: ID!) { client(id: $id) { topics(first: 20) { topic } } }';

interface Client {
  readonly id: string;
  readonly name: string;
  readonly consents: readonly { readonly channel: string; readonly purpose: string; readonly valid: boolean }[];
  readonly topics: readonly { readonly topic: string }[];
}
interface Own {
  readonly clients: { readonly edges: readonly { readonly node: Client }[] };
}

export function topicsSuite(stage: () => Stage): void {
  describe('what to talk about', () => {
    const ask = <Data>(who: string, query: string, variables: Record<string, unknown> = {}) =>
      stage().bank.platform.data<Data>(who, query, variables);
    /** One who may be called, and has something to talk about. */
    const talkative = async (): Promise<Client> => {
      const { clients } = await ask<Own>(RM, OWN, { id: RM });
      const isCallable = ({ consents }: Client) =>
        consents.some(({ channel, purpose, valid }) => channel === 'PHONE' && purpose === 'SERVICE' && valid);
      return clients.edges.map(({ node }) => node).find((each) => each.topics.length > 0 && isCallable(each))!;
    };
    const topicsOf = async (id: string) =>
      (await ask<{ client: Pick<Client, 'topics'> }>(RM, TOPICS, { id })).client.topics.map(({ topic }) => topic);

    it('head office writes a playbook; a manager reads it with the topic, and tells how the client took it', async () => {
      const client = await talkative();
      const [{ topic }] = client.topics as [{ topic: string }];

      const office = await stage().open('/playbooks', { who: 'H0001', device: 'desktop' });
      await office.page.getByRole('button', { name: '新建话术' }).click();
      await office.page.getByLabel('标题').fill('从爱好聊起');
      await office.page.getByLabel('内容').fill('先问最近有没有空。\n再问和谁一起。');
      await office.page.getByLabel('话题', { exact: true }).fill(`${topic}、天气`);
      await office.page.getByRole('button', { name: '保存' }).click();
      await office.page.getByText('再问和谁一起。').waitFor();
      expect(office.watched).toEqual({ faults: [], otherHosts: [] });
      await office.context.close();

      const { page, context, watched } = await stage().open(`/clients/${client.id}`, { who: RM });
      const card = page.getByRole('region', { name: '聊什么' });
      await card.getByText(topic, { exact: true }).waitFor();
      await card.getByText('从爱好聊起').first().tap();
      await card.getByText('再问和谁一起。').first().waitFor();

      await page.getByRole('button', { name: '记录联系' }).tap();
      const sheet = page.getByRole('dialog');
      await sheet.getByRole('radio', { name: '电话' }).check();
      await sheet.getByRole('radio', { name: '有兴趣' }).check();
      await sheet.getByRole('radio', { name: topic, exact: true }).check();
      await sheet.getByRole('radio', { name: '热情' }).check();
      await sheet.getByRole('button', { name: '保存' }).tap();
      // One of the last two topics used is not suggested again.
      await eventually(
        () => topicsOf(client.id),
        (topics) => !topics.includes(topic),
      );
      await becomes(() => card.getByText(topic, { exact: true }).count(), 0);
      expect(watched).toEqual({ faults: [], otherHosts: [] });
      await context.close();
    });

    it('head office writes another version, and sees that it stands', async () => {
      const { page, context } = await stage().open('/playbooks', { who: 'H0001', language: 'en', device: 'desktop' });
      await page.getByRole('button', { name: 'Change: 从爱好聊起' }).click();
      await page.getByLabel('Text').fill('先问近况。');
      await page.getByRole('button', { name: 'Save' }).click();
      await page.getByText('Version 2').waitFor();
      await page.getByText('先问近况。').waitFor();
      await context.close();
    });

    it('a manager reads all playbooks, and writes none', async () => {
      const { page, context } = await stage().open('/playbooks?topic=%E5%A4%A9%E6%B0%94', { who: RM });
      await page.getByText('话题：天气').waitFor();
      await page.getByText('先问近况。').waitFor();
      expect(await page.getByRole('button', { name: /新建|修改/ }).count()).toBe(0);
      await context.close();
    });
  });
}
