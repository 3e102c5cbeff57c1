import { type ComponentType, lazy } from 'react';
import { administrationTexts } from '../pages/administration/texts.js';
import { clientTexts } from '../pages/client/texts.js';
import { clientsTexts } from '../pages/clients/texts.js';
import { complaintsTexts } from '../pages/complaints/texts.js';
import { figuresTexts } from '../pages/figures/texts.js';
import { giftsTexts } from '../pages/gifts/texts.js';
import { greetingsTexts } from '../pages/greetings/texts.js';
import { helpTexts } from '../pages/help/texts.js';
import { leaveTexts } from '../pages/leave/texts.js';
import { masteryTexts } from '../pages/mastery/texts.js';
import { moreTexts } from '../pages/more/texts.js';
import { organisationTexts } from '../pages/organisation/texts.js';
import { playbooksTexts } from '../pages/playbooks/texts.js';
import { cockpitTexts } from '../pages/cockpit/texts.js';
import { groupTexts } from '../pages/group/texts.js';
import { groupsTexts } from '../pages/groups/texts.js';
import { reportTexts } from '../pages/report/texts.js';
import { segmentTexts } from '../pages/segment/texts.js';
import { segmentsTexts } from '../pages/segments/texts.js';
import { signInTexts } from '../pages/sign-in/texts.js';
import { teamTexts } from '../pages/team/texts.js';
import { todayTexts } from '../pages/today/texts.js';
import { visitTexts } from '../pages/visit/texts.js';
import { visitsTexts } from '../pages/visits/texts.js';
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
  visits: page(() => import('../pages/visits/page.js'), visitsTexts),
  visit: page(() => import('../pages/visit/page.js'), visitTexts),
  leave: page(() => import('../pages/leave/page.js'), leaveTexts),
  clients: page(() => import('../pages/clients/page.js'), clientsTexts),
  client: page(() => import('../pages/client/page.js'), clientTexts),
  complaints: page(() => import('../pages/complaints/page.js'), complaintsTexts),
  segments: page(() => import('../pages/segments/page.js'), segmentsTexts),
  segment: page(() => import('../pages/segment/page.js'), segmentTexts),
  groups: page(() => import('../pages/groups/page.js'), groupsTexts),
  group: page(() => import('../pages/group/page.js'), groupTexts),
  team: page(() => import('../pages/team/page.js'), teamTexts),
  figures: page(() => import('../pages/figures/page.js'), figuresTexts),
  playbooks: page(() => import('../pages/playbooks/page.js'), playbooksTexts),
  cockpit: page(() => import('../pages/cockpit/page.js'), cockpitTexts),
  report: page(() => import('../pages/report/page.js'), reportTexts),
  organisation: page(() => import('../pages/organisation/page.js'), organisationTexts),
  gifts: page(() => import('../pages/gifts/page.js'), giftsTexts),
  help: page(() => import('../pages/help/page.js'), helpTexts),
  mastery: page(() => import('../pages/mastery/page.js'), masteryTexts),
  greetings: page(() => import('../pages/greetings/page.js'), greetingsTexts),
  more: page(() => import('../pages/more/page.js'), moreTexts),
  administration: page(() => import('../pages/administration/page.js'), administrationTexts),
};
