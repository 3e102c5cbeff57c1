import { becomes, eventually } from '../platform/platform.js';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Stage } from './stage.js';

const STAFF = 'staff_id,name,role,unit_id,valid_from\n';
const AWAITING = '{ placementsAwaiting { edges { node { staffId } } } }';
interface Awaiting {
  readonly placementsAwaiting: { readonly edges: readonly unknown[] };
}

export function administrationSuite(stage: () => Stage): void {
  describe('administration', () => {
    const open = (path = '/administration') => stage().open(path, { who: 'ADMIN', device: 'desktop' });
    const fileOf = async (name: string, text: string) => {
      const path = join(await mkdtemp(join(tmpdir(), 'hengxin-console-')), name);
      await writeFile(path, text);
      return path;
    };

    it('loads a file, and gives back the rows that were not taken as a file that can be sent again', async () => {
      const { page, context, watched } = await open();
      const rows = `S7001,=1+1,RM,U200001,2026-03-01\nS7002,无机构,RM,NOWHERE,2026-03-01\n`;
      await page.getByLabel('选择员工文件').setInputFiles(await fileOf('staff.csv', STAFF + rows));
      await page.getByRole('button', { name: '开始导入' }).click();
      await page.getByText('已完成').waitFor();
      await page
        .getByRole('cell', { name: /NOWHERE/ })
        .first()
        .waitFor();
      const saving = page.waitForEvent('download');
      await page.getByRole('button', { name: '下载退回的行' }).click();
      const saved = await saving;
      expect(saved.suggestedFilename()).toBe('staff.csv.rejects.csv');
      const text = await readFile(await saved.path(), 'utf8');
      expect(text.split('\r\n')[0]).toBe('\uFEFFline,field,code,message,staff_id,name,role,unit_id,valid_from,text');
      expect(text).toMatch(/\n3,unit_id,UNIT_UNKNOWN,/);

      const mended = await fileOf('staff-mended.csv', text.replaceAll('NOWHERE', 'U200001'));
      await page.getByLabel('选择员工文件').setInputFiles(mended);
      await page.getByRole('button', { name: '开始导入' }).click();
      await page.getByText(/退回\s*0/).waitFor();
      expect(watched).toEqual({ faults: [], otherHosts: [] });
      await context.close();
    });

    it('goes on with a file while another page is looked at', async () => {
      const { page, context } = await stage().open('/administration', {
        who: 'ADMIN',
        device: 'desktop',
        noServiceWorker: true,
      });
      const nav = page.getByRole('navigation');
      const { promise: held, resolve: letGo } = Promise.withResolvers<void>();
      await page.route('**/import/staff', async (route) => {
        await held;
        await route.continue();
      });
      const rows = `S7010,仍在导入,RM,U200001,2026-03-01\n`;
      await page.getByLabel('选择员工文件').setInputFiles(await fileOf('staff.csv', STAFF + rows));
      await page.getByRole('button', { name: '开始导入' }).click();
      await nav.getByRole('link', { name: '机构' }).first().click();
      await page.waitForURL('**/organisation');
      letGo();
      await nav.getByRole('link', { name: '运维' }).first().click();
      await page.getByText('已完成').waitFor();
      await page.getByText('staff.csv').first().waitFor();
      await context.close();
    });

    it('tells a file that cannot be begun in the platform’s own sentence', async () => {
      const { page, context } = await open();
      await page.getByLabel('选择员工文件').setInputFiles(await fileOf('staff.csv', 'name\nx\n'));
      await page.getByRole('button', { name: '开始导入' }).click();
      await page.getByText('未完成').waitFor();
      await page.getByRole('alert').getByText('staff_id').waitFor();
      await context.close();
    });

    it('says how each service is', async () => {
      const { page, context } = await open();
      await page.getByText('全部正常').waitFor();
      await becomes(() => page.locator('li[data-well=true]').count(), 6);
      await context.close();
    });

    it('awaits a second word for wide rights, which anyone who proposed them cannot give', async () => {
      const { page, context } = await open();
      await page
        .getByLabel('选择员工文件')
        .setInputFiles(await fileOf('staff.csv', `${STAFF}H7001,待复核,HEAD_OFFICE,U0001,2026-03-01\n`));
      await page.getByRole('button', { name: '开始导入' }).click();
      await page.getByText('1 行授予较大权限').waitFor();
      await page.getByRole('link', { name: '机构' }).click();
      const proposal = page.getByRole('listitem').filter({ hasText: 'H7001' });
      await proposal.getByText('您提出的任职须由他人复核').waitFor();
      expect(await proposal.getByRole('checkbox').isDisabled()).toBe(true);
      await proposal.getByRole('button', { name: /退回/ }).click();
      await proposal.waitFor({ state: 'detached' });
      await context.close();
    });

    it('gives that word on what somebody else proposed, one at a time', async () => {
      const { platform } = stage().bank;
      const token = await platform.accountToken('console-loader', { role: 'ADMIN' });
      const rows = ['H7002,次席', 'H7003,末席'].map((who) => `${who},HEAD_OFFICE,U0001,2026-03-01\n`);
      const sent = await fetch(`${platform.url}/import/staff`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'text/csv' },
        body: STAFF + rows.join(''),
      });
      expect([sent.status, await sent.text()]).toEqual([200, expect.any(String)]);
      await eventually(
        () => platform.askWith<Awaiting>(token, AWAITING),
        ({ data }) => data?.placementsAwaiting.edges.length === 2,
      );
      const { page, context, watched } = await open('/organisation');
      const approve = page.getByRole('button', { name: '通过 次席 的任职' });
      await approve.click();
      await approve.waitFor({ state: 'detached' });
      await page.getByRole('button', { name: '退回 末席 的任职' }).click();
      await page.getByText('没有待复核的任职').waitFor();
      const role = async () => (await platform.data<{ me: { role: string } }>('H7002', '{ me { role } }')).me.role;
      await becomes(role, 'HEAD_OFFICE');
      expect(watched).toEqual({ faults: [], otherHosts: [] });
      await context.close();
    });

    it('is for administrators alone', async () => {
      const { page, context } = await stage().open('/administration', { who: 'H0001', device: 'desktop' });
      await page.getByText('仅供系统管理员使用').waitFor();
      await context.close();
    });
  });
}
