import type { TextsOf } from '../../app/texts.js';
import type { zh } from './zh.js';

export const en: TextsOf<typeof zh> = {
  noConsent: 'No consent to any contact',
  noMarketing: 'No marketing consent',
  marketing: (channels) => `Marketing by ${channels}`,
  preferred: 'preferred',
  call: (number) => `Call ${number}`,
  callHint: 'Calling reveals the full number, and this is recorded',
  wecom: 'Open WeCom',
  wecomHint: 'Search for the client there by name',
  noPhone: 'No phone number',
  reveal: 'Show number',
  revealHint: 'Viewing the full number is recorded',
  name: 'Name',
  phone: 'Phone',
  tier: 'Tier',
  interests: 'Interests',
  interestsHint: 'Separated by commas, for example: chess, tea',
  preferredChannel: 'Preferred channel',
  noPreference: 'None',
  contactsAYear: 'Contacts a year',
  birthdayCalendar: 'Birthday calendar',
  birthday: 'Birthday',
  birthdayHint: 'Month and day, for example 08-15',
};
