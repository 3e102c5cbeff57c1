import type { Page } from 'playwright-core';
import type { Visit } from './browser.js';
import type { Stage } from './stage.js';

/** A page as it is looked at: whose, where, on what, and what is opened on it. */
export interface Opening extends Pick<Visit, 'who' | 'device'> {
  readonly name: string;
  readonly path: string | ((bank: Stage['bank']) => Promise<string>);
  /** Brings the page into the state that is looked at; by positions, since the words are those of either language. */
  readonly then?: (page: Page) => Promise<void>;
}
/** What stands below the bar of every page. */
export const main = (page: Page) => page.locator('main');
