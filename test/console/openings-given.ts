import { givenAppraisal } from './appraisal-given.js';
import { givenGroup, givenSegment } from './groups-given.js';
import { main, type Opening } from './opening.js';
import { givenVisit } from './visits-given.js';

/** Pages of leave and of visits; what they show is put there by commands that say the same again. */
export const LEAVE_AND_VISITS: readonly Opening[] = [
  {
    name: 'leave',
    path: '/leave',
    who: 'S0007',
    then: (page) => main(page).locator('header button').first().waitFor(),
  },
  {
    name: 'leave-add',
    path: '/leave',
    who: 'S0007',
    then: async (page) => {
      await main(page).locator('header button').first().click();
      await page.getByRole('dialog').locator('select').waitFor();
    },
  },
  {
    name: 'leave-team',
    path: '/leave?month=2026-04-01',
    who: 'M00001',
    device: 'desktop',
    then: (page) => main(page).locator('tbody tr').first().waitFor({ state: 'attached' }),
  },
  {
    name: 'visits',
    path: async ({ platform }) => {
      await givenVisit(platform, 'S0007', 'PLANNED');
      return '/visits';
    },
    who: 'S0007',
    then: (page) => main(page).locator('li a').first().waitFor(),
  },
  {
    name: 'visits-plan',
    path: '/visits',
    who: 'S0007',
    then: async (page) => {
      await main(page).locator('header button').first().click();
      await page.getByRole('dialog').locator('li button').first().click();
      await page.getByRole('dialog').locator('input[type=time]').waitFor();
    },
  },
  {
    name: 'visit',
    path: async ({ platform }) => `/visits/${await givenVisit(platform, 'S0007', 'PLANNED')}`,
    who: 'S0007',
    then: (page) => main(page).locator('input[type=checkbox]').first().waitFor(),
  },
  {
    name: 'complaints',
    path: '/complaints',
    who: 'M00001',
    then: (page) => main(page).locator('input[type=radio]').first().waitFor({ state: 'attached' }),
  },
  {
    name: 'visit-started',
    path: async ({ platform }) => `/visits/${await givenVisit(platform, 'S0008', 'STARTED')}`,
    who: 'S0008',
    then: (page) => main(page).locator('textarea').last().waitFor(),
  },
  {
    name: 'visit-review',
    path: async ({ platform }) => `/visits/${await givenVisit(platform, 'S0005', 'ENDED')}`,
    who: 'S0005',
    then: async (page) => {
      await main(page).locator('input[type=radio]').nth(1).check();
      await main(page).locator('input[type=checkbox]').first().waitFor();
    },
  },
  {
    name: 'visits-team',
    path: '/visits',
    who: 'M00001',
    device: 'desktop',
    then: (page) => main(page).locator('section').last().waitFor(),
  },
];

/** Parts of the figures that show targets and a scorecard. */
export const APPRAISAL: readonly Opening[] = [
  ...(['targets', 'score', 'board'] as const).map((part): Opening => ({
    name: `figures-${part}`,
    path: async ({ platform }) => {
      await givenAppraisal(platform);
      return `/figures?show=${part}&start=2026-02-01`;
    },
    who: 'H0001',
    device: 'desktop',
    then: (page) => main(page).locator('section').last().waitFor(),
  })),
];

/** A list of segments, one being built, groups and one with a member and a post. */
export const SEGMENTS_AND_GROUPS: readonly Opening[] = [
  {
    name: 'segments',
    path: async ({ platform }) => {
      await givenSegment(platform, 'S0007');
      return '/segments';
    },
    who: 'S0007',
    then: (page) => main(page).locator('li a').first().waitFor(),
  },
  {
    name: 'segment',
    path: async ({ platform }) => `/segments/${await givenSegment(platform, 'S0007')}`,
    who: 'S0007',
    then: (page) => main(page).locator('output').waitFor(),
  },
  {
    name: 'groups',
    path: async ({ platform }) => {
      await givenGroup(platform, 'S0007');
      return '/groups';
    },
    who: 'S0007',
    then: (page) => main(page).locator('li a').first().waitFor(),
  },
  {
    name: 'group',
    path: async ({ platform }) => `/groups/${await givenGroup(platform, 'S0007')}`,
    who: 'S0007',
    then: (page) => main(page).locator('textarea').waitFor(),
  },
];
