import { clientsOf, givenDesk, tellHoldings } from './desk-given.js';
import { main, type Opening } from './opening.js';

const RM = 'S0007';
const holdingsTold = new WeakMap<object, Promise<void>>();

/** Pages beside the bar: gifts, help, greetings and the road; what they show is put there by commands. */
export const DESK: readonly Opening[] = [
  {
    name: 'more',
    path: async ({ platform }) => {
      await givenDesk(platform);
      return '/more';
    },
    who: RM,
    then: (page) => main(page).locator('li em').first().waitFor(),
  },
  {
    name: 'gifts',
    path: async ({ platform }) => {
      await givenDesk(platform);
      return '/gifts';
    },
    who: RM,
    then: (page) => main(page).locator('li button').first().waitFor(),
  },
  {
    name: 'gifts-catalogue',
    path: async ({ platform }) => {
      await givenDesk(platform);
      return '/gifts?show=catalogue';
    },
    who: 'ADMIN',
    device: 'desktop',
    then: (page) => main(page).locator('li button').first().waitFor(),
  },
  {
    name: 'help',
    path: async ({ platform }) => {
      await givenDesk(platform);
      return '/help?show=mine';
    },
    who: RM,
    then: (page) => main(page).locator('ol li').first().waitFor(),
  },
  {
    name: 'greetings',
    path: '/greetings',
    who: RM,
    then: (page) => main(page).locator('li button').first().waitFor(),
  },
  {
    name: 'mastery',
    path: async ({ platform }) => {
      await givenDesk(platform);
      return '/mastery';
    },
    who: RM,
    then: (page) => main(page).locator('[role=progressbar]').waitFor(),
  },
  {
    name: 'client-holdings',
    path: async ({ platform }) => {
      const client = (await clientsOf(platform, RM)).at(-1)!;
      if (!holdingsTold.has(platform)) holdingsTold.set(platform, tellHoldings(platform, client.id));
      await holdingsTold.get(platform);
      return `/clients/${client.id}`;
    },
    who: RM,
    device: 'desktop',
    then: async (page) => {
      await main(page)
        .getByText(/^(逐日余额|Balances by day)$/)
        .click();
      await main(page).locator('[role=img] svg').first().waitFor();
    },
  },
];
