import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { becomes, eventually } from '../platform/platform.js';
import type { Stage } from './stage.js';
import { END_VISIT, PLAN_VISIT, type Planned, START_VISIT, visitable } from './visits-given.js';

const RM = 'S0005';
const HEAD = 'M00001';
const TABOO = '股票亏损';
/** What begins as a photo does. */
const PHOTO = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(50_000, 7)]);

export function dossierSuite(stage: () => Stage): void {
  const ask = <Data>(who: string, query: string, variables: Record<string, unknown> = {}) =>
    stage().bank.platform.data<Data>(who, query, variables);
  const plan = async (rmId: string, commandId: string, clientId: string) => {
    const input = { commandId, clientId, plannedOn: '2026-03-02', place: 'BANK' };
    const { planVisit } = await ask<Planned>(rmId, PLAN_VISIT, { input });
    return planVisit.visit!.id;
  };
  /** A manager whose unit the head heads. */
  const managerOfHead = async (): Promise<string> => {
    const { me } = await ask<{ me: { unit: { id: string } } }>(HEAD, '{ me { unit { id } } }');
    const query = 'query ($unitId: ID!) { staff(unitId: $unitId) { edges { node { id role } } } }';
    const { staff } = await ask<{ staff: { edges: { node: { id: string; role: string } }[] } }>(HEAD, query, {
      unitId: me.unit.id,
    });
    return staff.edges.find(({ node }) => node.role === 'RM')!.node.id;
  };

  /** A deposit of the client that matures within the month. */
  async function tellHolding(clientId: string): Promise<void> {
    const folder = await mkdtemp(join(tmpdir(), 'hengxin-holdings-'));
    try {
      const path = join(folder, 'holdings.csv');
      const head = 'client_id,holding_id,product_code,product_name,kind,balance,as_of,matures_on';
      await writeFile(path, `${head}\n${clientId},DOSSIER1,TD3Y,三年定期,TIME_DEPOSIT,300000,2026-03-01,2026-03-20\n`);
      const { code, output } = await stage().bank.platform.import({ holdings: path }, { wait: true });
      if (code !== 0) throw new Error(output);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  describe('the dossier of a visit', () => {
    it('suggests a goal that is taken by a tap, says what to mind, and takes a photo', async () => {
      const client = (await visitable(stage().bank.platform, RM))[3]!;
      const visitId = await plan(RM, 'console-dossier', client.id);
      const change =
        'mutation ($input: ChangeClientProfileInput!) { changeClientProfile(input: $input) { errors { code } } }';
      await ask(RM, change, { input: { commandId: 'console-taboo', clientId: client.id, taboos: [TABOO] } });
      await tellHolding(client.id);
      const heard = 'query ($id: ID!) { visitDossier(visitId: $id) { avoid suggestedGoals { text } } }';
      await eventually(
        () => ask<{ visitDossier: { avoid: string[]; suggestedGoals: unknown[] } }>(RM, heard, { id: visitId }),
        ({ visitDossier: { avoid, suggestedGoals } }) => avoid.length > 0 && suggestedGoals.length > 0,
      );
      const { page, context, watched } = await stage().open(`/visits/${visitId}`, { who: RM });
      await page.getByRole('region', { name: '见面须知' }).getByText(TABOO).waitFor();
      await page.getByText('尚未设定目标').waitFor();
      await page.getByRole('button', { name: /^采用目标：续存 三年定期/ }).tap();
      await page
        .getByRole('region', { name: '拜访目标' })
        .getByText(/续存 三年定期/)
        .waitFor();
      const goal = 'query ($id: ID!) { visit(id: $id) { goal { kind target unit } } }';
      expect(await ask(RM, goal, { id: visitId })).toEqual({
        visit: { goal: { kind: 'DEPOSITS', target: 300_000, unit: '元' } },
      });

      const card = page.getByRole('region', { name: '照片与语音' });
      await card.getByText('还没有照片或语音').waitFor();
      await card
        .getByLabel('选择文件')
        .setInputFiles({ name: '笔记.txt', mimeType: 'image/jpeg', buffer: Buffer.from('x') });
      await card
        .getByRole('alert')
        .getByText(/文件内容既不是照片/)
        .waitFor();
      await card.getByLabel('拍照').setInputFiles({ name: '合同.jpg', mimeType: 'image/jpeg', buffer: PHOTO });
      const link = card.getByRole('link', { name: '打开 合同.jpg' });
      await link.waitFor();
      const shown = await context.request.get(new URL((await link.getAttribute('href'))!, page.url()).href);
      expect([shown.status(), (await shown.body()).equals(PHOTO)]).toEqual([200, true]);
      // What was refused is said on purpose: the browser tells of each answer that is none of 200.
      expect(watched.otherHosts).toEqual([]);
      await context.close();
    });

    it('brings a complaint to the head, who answers it and closes it with a word', async () => {
      const rmId = await managerOfHead();
      const client = (await visitable(stage().bank.platform, rmId))[4]!;
      const visitId = await plan(rmId, 'console-complaint', client.id);
      const at = (hour: string) => `2026-03-02T${hour}:00+08:00`;
      const start = {
        commandId: 'console-complaint-start',
        visitId,
        startedAt: at('07:00'),
        overrideReason: '客户来访',
      };
      await ask(rmId, START_VISIT, { input: start });
      const findings = [{ kind: 'COMPLAINT', text: '柜台排队太久' }];
      const end = { commandId: 'console-complaint-end', visitId, endedAt: at('07:20'), outcome: 'ENGAGED', findings };
      await ask(rmId, END_VISIT, { input: end });
      const list = '{ complaints { edges { node { state } } } }';
      const states = async () =>
        (await ask<{ complaints: { edges: { node: { state: string } }[] } }>(HEAD, list)).complaints.edges.map(
          ({ node }) => node.state,
        );
      await becomes(async () => (await states()).join(), 'OPEN');
      const { page, context, watched } = await stage().open('/team', { who: HEAD });
      await page.getByRole('link', { name: '客户投诉' }).tap();
      await page.getByText('柜台排队太久').waitFor();
      await page.getByText(/^请在 .+ 前答复$/).waitFor();
      await page.getByRole('button', { name: /^答复 .+ 的投诉$/ }).tap();
      await page.getByLabel('处理措施与答复').fill('已致歉并加开窗口');
      await page.getByRole('dialog').getByRole('button', { name: '答复' }).tap();
      await page.getByText('没有待答复的投诉').waitFor();
      await page.getByRole('radio', { name: '已答复' }).tap();
      await page.getByText('已致歉并加开窗口').waitFor();
      await page.getByRole('button', { name: /^办结 .+ 的投诉$/ }).tap();
      await page.getByLabel('办结说明').fill('客户满意');
      await page.getByRole('dialog').getByRole('button', { name: '办结' }).tap();
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      await becomes(async () => (await states()).join(), 'CLOSED');
      expect(watched).toEqual({ faults: [], otherHosts: [] });
      await context.close();
    });
  });
}
