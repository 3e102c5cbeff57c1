import { type ComponentType, lazy } from 'react';
import { administrationTexts } from '../pages/administration/texts.js';
import { clientTexts } from '../pages/client/texts.js';
import { clientsTexts } from '../pages/clients/texts.js';
import { figuresTexts } from '../pages/figures/texts.js';
import { organisationTexts } from '../pages/organisation/texts.js';
import { signInTexts } from '../pages/sign-in/texts.js';
import { teamTexts } from '../pages/team/texts.js';
import { todayTexts } from '../pages/today/texts.js';
import type { Language } from './settings-context.js';
import type { Texts } from './texts.js';

/** A page with its texts in the language of the moment: both are under way at once. */
const page = (load: () => Promise<{ Page: ComponentType }>, words: Texts<unknown>) =>
  lazy(async () => {
    const language: Language = document.documentElement.lang.startsWith('zh') ? 'zh' : 'en';
    const [{ Page }] = await Promise.all([load(), words.load(language)]);
    return { default: Page };
  });

/** Every page of the console, each a file of its own that is loaded when it is opened. */
export const pages = {
  signIn: page(() => import('../pages/sign-in/page.js'), signInTexts),
  today: page(() => import('../pages/today/page.js'), todayTexts),
  clients: page(() => import('../pages/clients/page.js'), clientsTexts),
  client: page(() => import('../pages/client/page.js'), clientTexts),
  team: page(() => import('../pages/team/page.js'), teamTexts),
  figures: page(() => import('../pages/figures/page.js'), figuresTexts),
  organisation: page(() => import('../pages/organisation/page.js'), organisationTexts),
  administration: page(() => import('../pages/administration/page.js'), administrationTexts),
};
