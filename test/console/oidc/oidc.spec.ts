import { cp, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { bankFiles, SMALL_BANK } from '../../journeys/bank.js';
import { becomes, eventually, Platform, PORTS } from '../../platform/platform.js';
import { stores } from '../../platform/sources.js';
import { freePorts } from '@hengxin/testing';
import { browserHere, buildConsole, contextFor, launch, type Visit, watch, type Watched } from '../browser.js';
import { IdentityProvider } from './identity-provider.js';

const chromium = browserHere();
const RM = 'S0001';
const RESOURCE = 'https://hengxin.bank.example';
const ACCOUNTS = { import: 'one-secret', 'import-second': 'another-secret' };

/** The whole platform with a real provider in the place of the demo issuer, and a browser led through its pages. */
(chromium ? describe : describe.skip)("the console behind a bank's own OpenID provider", () => {
  let provider: IdentityProvider;
  let platform: Platform;
  let browser: Browser;

  beforeAll(async () => {
    buildConsole();
    const port = await freePorts(PORTS);
    // Who signs in has nothing to do with where the facts are kept.
    const source = await stores[0]!.open();
    provider = await IdentityProvider.start({
      consoleUrl: `http://localhost:${port}/console/`,
      resource: RESOURCE,
      audience: 'hengxin',
      accounts: ACCOUNTS,
      tokenSeconds: 600,
    });
    const console = await consoleFor({ authority: provider.issuer, clientId: 'console', resource: RESOURCE });
    const env = { ...provider.environment, HENGXIN_CONSOLE_DIR: console };
    platform = await Platform.start({ ...source.options, port, env });
    const { code, output } = await platform.import(await bankFiles(SMALL_BANK), {
      wait: true,
      args: ['--token-file', await tokenFile('import'), '--second-token-file', await tokenFile('import-second')],
    });
    if (code !== 0) throw new Error(output);
    browser = await launch(chromium!);
  }, 300_000);
  afterAll(async () => {
    await browser?.close();
    await platform?.stop();
    await provider?.stop();
  }, 60_000);

  async function tokenFile(account: keyof typeof ACCOUNTS): Promise<string> {
    const path = join(await mkdtemp(join(tmpdir(), 'hengxin-token-')), account);
    await writeFile(path, await provider.accountToken(account), { mode: 0o600 });
    return path;
  }

  async function open(path: string, visit: Visit = { device: 'desktop' }) {
    const context = await contextFor(browser, visit);
    context.setDefaultTimeout(60_000);
    const page = await context.newPage();
    const watched = watch(page, `http://localhost:${platform.port}`);
    await page.goto(`http://localhost:${platform.port}/console${path}`);
    return { context, page, watched };
  }
  /** Through the console's page and the provider's, as a person goes. */
  async function signIn(page: Page, name = RM): Promise<void> {
    await page.getByRole('button', { name: '使用员工账号登录' }).click();
    await page.getByLabel('Name').fill(name);
    await page.getByRole('button', { name: 'Sign in' }).click();
  }
  /** What the provider says of itself comes a moment after what the page shows. */
  const counted = (least: number, event: string, type?: string) =>
    eventually(
      async () => provider.count(event, type),
      (count) => count >= least,
    );
  const noFault = ({ faults }: Watched) => expect(faults).toEqual([]);

  it('leads through its pages with PKCE, back to the address that was asked for, and keeps no token', async () => {
    const { page, context, watched } = await open('/clients?tier=GOLD');
    const asked: URL[] = [];
    page.on('request', (request) => {
      const url = new URL(request.url());
      if (url.origin === provider.issuer && url.pathname === '/auth') asked.push(url);
    });
    await signIn(page);
    await page.getByRole('heading', { name: '客户', level: 1 }).waitFor();
    expect(page.url()).toMatch(/\/console\/clients\?tier=GOLD$/);
    // Asked without a prompt first, and then by the person; whether the first was seen here depends on who was quicker.
    expect(new Set(asked.map(({ searchParams }) => searchParams.get('code_challenge_method')))).toEqual(
      new Set(['S256']),
    );
    expect(await page.evaluate('JSON.stringify([{ ...localStorage }, { ...sessionStorage }])')).not.toMatch(/eyJ/);
    noFault(watched);
    await context.close();
  });

  it('knows who is in after a reload, without a page that asks', async () => {
    const { page, context, watched } = await open('/today');
    await signIn(page);
    await page.getByRole('progressbar').waitFor();
    await page.reload();
    await page.getByRole('progressbar').waitFor();
    expect(new URL(page.url()).pathname).toBe('/console/today');
    noFault(watched);
    await context.close();
  });

  it('renews a token that runs out in the middle of work; what was being written stays', async () => {
    const { page, context, watched } = await open('/today');
    await page.clock.install();
    await signIn(page);
    await page
      .getByRole('button', { name: /^记录联系/ })
      .first()
      .click();
    await page.getByRole('radio', { name: '有兴趣' }).check();
    const before = provider.count('grant', 'refresh_token');
    await page.clock.fastForward(599_000);
    await page.getByRole('button', { name: '保存' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await becomes(() => page.getByRole('progressbar').getAttribute('aria-valuenow'), '1');
    await counted(before + 1, 'grant', 'refresh_token');
    // The page shows it as done before it is sent.
    await page.getByText('条待发送').waitFor({ state: 'detached' });
    noFault(watched);
    await context.close();
  });

  it('renews a token that the platform takes no more, though the device believes in it', async () => {
    const { page, context } = await open('/today');
    await signIn(page, 'S0002');
    await page.getByRole('progressbar').waitFor();
    const before = provider.count('grant', 'refresh_token');
    let refused = 0;
    await page.route('**/graphql', async (route) => {
      if (refused > 0) return route.continue();
      refused++;
      const { authorization: _gone, ...headers } = route.request().headers();
      return route.continue({ headers: { ...headers, authorization: 'Bearer not.a.token' } });
    });
    await page.getByRole('link', { name: '客户' }).click();
    await page.waitForURL('**/console/clients');
    await page.getByRole('heading', { name: '客户', level: 1 }).waitFor();
    await page.locator('main li a').first().waitFor();
    expect(refused).toBe(1);
    await counted(before + 1, 'grant', 'refresh_token');
    await context.close();
  });

  it('signing out revokes what it held, ends the session at the provider, and leads back to nobody', async () => {
    const { page, context } = await open('/today');
    await signIn(page, 'S0003');
    await page.getByRole('progressbar').waitFor();
    const before = provider.count('refresh-token-gone');
    await page.getByRole('button', { name: /^账户/ }).click();
    await page.getByRole('button', { name: '退出登录' }).click();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('button', { name: '使用员工账号登录' }).waitFor();
    await counted(before + 1, 'refresh-token-gone');
    await counted(1, 'signed-out');
    await page.reload();
    await page.getByRole('button', { name: '使用员工账号登录' }).waitFor();
    await context.close();
  });

  it('a session that the provider has ended asks to sign in again, with the page still there', async () => {
    const { page, context } = await open('/today');
    await page.clock.install();
    await signIn(page, 'S0004');
    await page.getByRole('progressbar').waitFor();
    await page.route(`${provider.issuer}/token`, (route) =>
      route.request().postData()?.includes('grant_type=refresh_token')
        ? route.fulfill({
            status: 400,
            headers: { 'access-control-allow-origin': '*' },
            json: { error: 'invalid_grant' },
          })
        : route.continue(),
    );
    await page.clock.fastForward(599_000);
    await page.getByRole('link', { name: '客户' }).click();
    await page.getByText('登录已过期').first().waitFor();
    await page.getByRole('button', { name: '重新登录' }).click();
    await page.waitForURL('**/console/clients');
    await page.getByRole('heading', { name: '客户', level: 1 }).waitFor();
    await page.locator('main li a').first().waitFor();
    await context.close();
  });

  it('somebody whom the bank has not placed is told so, and may leave', async () => {
    const { page, context } = await open('/today');
    await signIn(page, 'S9999');
    await page.getByText('不在本行员工名册中').first().waitFor();
    await page.getByRole('button', { name: /^账户/ }).click();
    await page.getByRole('button', { name: '退出登录' }).click();
    await page.getByRole('button', { name: 'Sign out' }).waitFor();
    await context.close();
  });

  it('no fault came up at the provider', () =>
    expect(
      provider.said.filter(
        ({ event, message }) => event === 'fault' || (event.endsWith('refused') && message !== 'login_required'),
      ),
    ).toEqual([]));
});

/** The built console with the `config.json` of a deployment. */
async function consoleFor(oidc: object): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'hengxin-console-'));
  await cp('services/console/dist', folder, { recursive: true });
  await writeFile(join(folder, 'config.json'), JSON.stringify({ signIn: { kind: 'oidc', ...oidc } }));
  return folder;
}
