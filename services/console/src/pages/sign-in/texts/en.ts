import type { TextsOf } from '../../../app/texts.js';
import type { zh } from './zh.js';

export const en: TextsOf<typeof zh> = {
  title: 'Hengxin',
  motto: 'Ten clients a day, every day',
  bankTitle: 'Sign in with your staff account',
  signIn: 'Sign in',
  demoTitle: 'Demo: choose who you are',
  demoHint: 'The demo does not check identities. Banks connect their own identity provider.',
  other: 'Another staff ID',
  otherHint: 'For example S0002',
  others: 'Other people',
  hints: {
    RM: 'Daily plan, logging contacts, my clients',
    UNIT_HEAD: 'The team today, who is behind, handovers',
    HEAD_OFFICE: 'Figures for the whole bank, down to each contact',
    ADMIN: 'Imports, service health, demo clock',
    INTEGRATION: 'Reads events and figures',
  },
  noNetwork: 'You are offline. Please try again shortly.',
};
