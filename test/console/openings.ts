import type { Visit } from './browser.js';
import type { Opened, Stage } from './stage.js';
import { main, type Opening } from './opening.js';
import { COCKPIT } from './openings-cockpit.js';
import { DESK } from './openings-desk.js';
import { APPRAISAL, LEAVE_AND_VISITS, SEGMENTS_AND_GROUPS } from './openings-given.js';

export const OPENINGS: readonly Opening[] = [
  { name: 'sign-in', path: '/' },
  { name: 'today', path: '/today', who: 'S0007', then: (page) => page.getByRole('progressbar').waitFor() },
  {
    name: 'today-log',
    path: '/today',
    who: 'S0007',
    then: async (page) => {
      await main(page).locator('ol button.ant-btn').first().click();
      await page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'today-more',
    path: '/today',
    who: 'S0007',
    then: async (page) => {
      await main(page).locator('ol li:first-child button').nth(1).click();
      await page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'today-settled',
    path: '/today',
    who: 'S0007',
    then: async (page) => {
      await main(page).locator('ol h3').first().waitFor();
      const settled = main(page).locator('details');
      // A bank whose day has not begun has none.
      if ((await settled.count()) === 0) return;
      await settled.locator('summary').click();
      await settled.locator('li').last().scrollIntoViewIfNeeded();
    },
  },
  ...LEAVE_AND_VISITS,
  ...DESK,
  { name: 'clients', path: '/clients', who: 'S0007', then: (page) => main(page).locator('li a').first().waitFor() },
  {
    name: 'client',
    path: '/clients',
    who: 'S0007',
    device: 'desktop',
    then: async (page) => {
      // The list begins with those without a contact: further down each has some to show.
      await main(page).locator('li a').last().click();
      await main(page).locator('dl').first().waitFor();
      await main(page).locator('article').first().waitFor();
    },
  },
  ...SEGMENTS_AND_GROUPS,
  { name: 'client-out-of-scope', path: '/clients/nobody', who: 'S0007' },
  {
    name: 'playbooks',
    path: '/playbooks',
    who: 'H0001',
    then: (page) => main(page).getByRole('button').first().waitFor(),
  },
  {
    name: 'playbooks-write',
    path: '/playbooks',
    who: 'H0001',
    then: async (page) => {
      await main(page).getByRole('button').first().click();
      await page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'team',
    path: '/team',
    who: 'M00001',
    device: 'desktop',
    then: (page) => main(page).locator('tbody tr').first().waitFor(),
  },
  {
    name: 'team-handover',
    path: '/team',
    who: 'M00001',
    device: 'desktop',
    then: async (page) => {
      await main(page).locator('tbody tr:first-child button').click();
      await page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'team-handover-confirm',
    path: '/team',
    who: 'M00001',
    device: 'desktop',
    then: async (page) => {
      await main(page).locator('tbody tr:first-child button').click();
      const dialog = page.getByRole('dialog');
      await dialog.locator('select').last().selectOption({ index: 1 });
      await dialog.getByRole('radio').first().check();
      await dialog.locator('footer button:enabled').click();
      await dialog.locator('dl').waitFor();
    },
  },
  {
    name: 'figures',
    path: '/figures?start=2026-02-01',
    who: 'H0001',
    device: 'desktop',
    then: async (page) => {
      await page.getByRole('treegrid').locator('[data-toggle]').first().click();
      await page.locator('tr[aria-level="2"]').first().waitFor();
      await main(page).locator('[role=img] svg').first().waitFor();
    },
  },
  {
    name: 'figures-behind',
    path: '/figures?start=2026-02-01',
    who: 'H0001',
    device: 'desktop',
    then: async (page) => {
      await page.getByRole('treegrid').locator('td button').first().click();
      await page.getByRole('dialog').locator('li').first().waitFor();
    },
  },
  ...APPRAISAL,
  ...COCKPIT,
  {
    name: 'figures-months',
    path: '/figures?start=2026-02-01',
    who: 'H0001',
    device: 'desktop',
    then: async (page) => {
      await main(page).locator('[aria-haspopup=dialog]').click();
      await page.getByRole('dialog').getByRole('grid').waitFor();
    },
  },
  {
    name: 'organisation',
    path: '/organisation?since=2026-01-01',
    who: 'H0001',
    device: 'desktop',
    then: (page) => page.locator('tr[aria-level="2"]').first().waitFor(),
  },
  {
    name: 'organisation-day',
    path: '/organisation',
    who: 'H0001',
    device: 'desktop',
    then: async (page) => {
      await page.locator('tr[aria-level="2"]').first().waitFor();
      await main(page).locator('[aria-haspopup=dialog]').first().click();
      await page.getByRole('dialog').getByRole('grid').waitFor();
    },
  },
  {
    name: 'administration',
    path: '/administration',
    who: 'ADMIN',
    device: 'desktop',
    then: (page) => main(page).locator('li[data-well]').first().waitFor(),
  },
];

/** Opens a page and waits until it stands still. */
export async function shown(stage: Stage, opening: Opening, visit: Visit): Promise<Opened> {
  const { path, who, device, then } = opening;
  const opened = await stage.open(typeof path === 'string' ? path : await path(stage.bank), {
    ...(who && { who }),
    ...(device && { device }),
    ...visit,
  });
  await opened.page.locator('h1, [role=alert], main p').first().waitFor();
  await then?.(opened.page);
  await opened.page.waitForLoadState('networkidle');
  return opened;
}
