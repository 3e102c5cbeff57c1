import { givenAppraisal } from './appraisal-given.js';
import { givenClosed } from './cockpit-given.js';
import { main, type Opening } from './opening.js';

const FEBRUARY = 'start=2026-02-01';
const head = { who: 'H0001', device: 'desktop' } as const;

/** What head office steers by, its report, and how a figure came about. */
export const COCKPIT: readonly Opening[] = [
  {
    ...head,
    name: 'cockpit-trends',
    path: `/cockpit?${FEBRUARY}`,
    then: (page) => main(page).locator('[role=img] svg').first().waitFor(),
  },
  {
    ...head,
    name: 'cockpit-map',
    path: `/cockpit?show=map&${FEBRUARY}`,
    then: (page) => main(page).locator('td button').first().waitFor(),
  },
  {
    ...head,
    name: 'cockpit-targets',
    path: async ({ platform }) => {
      await givenAppraisal(platform);
      return `/cockpit?show=targets&${FEBRUARY}`;
    },
    then: (page) => main(page).locator('tbody tr').first().waitFor(),
  },
  {
    ...head,
    name: 'cockpit-score',
    path: async ({ platform }) => {
      await givenAppraisal(platform);
      return `/cockpit?show=score&${FEBRUARY}`;
    },
    then: async (page) => {
      await page.locator('tr[aria-level="2"]').first().waitFor();
      await page.getByRole('treegrid').nth(1).waitFor();
    },
  },
  {
    ...head,
    name: 'cockpit-scorecards',
    path: async ({ platform }) => {
      await givenAppraisal(platform);
      return '/cockpit?show=scorecards';
    },
    then: (page) => main(page).locator('section li').first().waitFor(),
  },
  {
    ...head,
    name: 'cockpit-scorecards-save',
    path: async ({ platform }) => {
      await givenAppraisal(platform);
      return '/cockpit?show=scorecards';
    },
    then: async (page) => {
      await main(page).locator('section li button').first().click();
      await page.getByRole('dialog').locator('select').first().waitFor();
    },
  },
  {
    ...head,
    name: 'cockpit-spread',
    path: `/cockpit?show=spread&by=CONTACTS&${FEBRUARY}`,
    then: (page) => main(page).locator('tbody tr').first().waitFor(),
  },
  {
    ...head,
    name: 'cockpit-notices',
    path: async ({ platform }) => {
      await givenClosed(platform);
      return '/cockpit?show=notices';
    },
    // A bank may have none: then it says so.
    then: (page) => main(page).locator('section :is(h3, p + p)').first().waitFor(),
  },
  {
    ...head,
    name: 'cockpit-closings',
    path: async ({ platform }) => {
      await givenClosed(platform);
      return `/cockpit?show=closings&${FEBRUARY}`;
    },
    then: (page) => main(page).locator('table').nth(1).locator('tbody tr').first().waitFor(),
  },
  {
    ...head,
    name: 'figures-explained',
    path: `/figures?${FEBRUARY}&explain=COVERAGE.unit.U0001`,
    then: (page) => page.getByRole('dialog').locator('ol li').first().waitFor(),
  },
  {
    ...head,
    name: 'report',
    path: `/report?${FEBRUARY}`,
    then: (page) => main(page).locator('article section').nth(3).waitFor(),
  },
];
