import type { TextsOf } from '../../../app/texts.js';
import type { zh } from './meaning-zh.js';

export const en: TextsOf<typeof zh> = {
  TOUCHES: 'Touches: everything sent or said to a client, unanswered calls, messages and group posts included.',
  CONTACTS:
    'Contacts: two-way, one-to-one conversations with an outcome. Unanswered calls, messages left and group posts count as touches only.',
  CLIENTS_CONTACTED: 'Clients reached: clients with at least one contact in the period. Each client counts once.',
  PLAN_COMPLETION:
    'Plan completion: planned items done, as a share of those drawn and not cancelled. Listed here are the contacts that completed them.',
  COVERAGE:
    'Coverage: contact-days achieved, as a share of those due. A week in which a client was reached counts as many contact-days as the year has working days; due are the contacts a year times the working days of the period. Listed here are the contacts that counted.',
  PACE: 'Pace: coverage of the part of the period up to today. Listed here are the contacts that counted.',
  CLIENTS_AT_TARGET: 'Clients at target: those who were reached in as many weeks as due, as a share of those due any.',
  UNTOUCHED_61: 'Untouched: clients without a contact for more than 61 days, as a share of all clients kept.',
  CLIENTS_KEPT: 'Clients kept on the last day of the period, or today while it runs.',
  NEW_CLIENTS: 'New clients: counted on the day from which their first manager keeps them.',
  CONSENTED: 'Clients with consent: those who may be served over some channel, as a share of all clients kept.',
  TOUCHES_PHONE: 'Touches by phone, unanswered calls included.',
  TOUCHES_SMS: 'Touches by SMS.',
  TOUCHES_WECHAT: 'Touches by WeChat, messages left included.',
  TOUCHES_WECHAT_GROUP: 'Posts in WeChat groups.',
  TOUCHES_EMAIL: 'Touches by email.',
  TOUCHES_VISIT: 'Touches in person.',
  GREETINGS: 'Festival greetings: each client once a festival.',
  PROMISES_KEPT: 'Promises kept: with a contact by the day agreed, as a share of those whose day is over.',
  PROMPTS_SERVED:
    'Prompts served: occasions and signals answered with a contact while they were alive, as a share of those that have lapsed.',
  VISITS: 'Visits: those that have ended.',
  PREPARATION: 'Preparation of visits: of seven parts of the dossier, the share that was fresh as visits started.',
  GOALS_MET: 'Goals of visits met: visits reviewed as met, as a share of those reviewed.',
  REVIEWS_ON_TIME:
    'Reviews on time: by 18:00 of the next working day, as a share of visits whose review has fallen due.',
  FINDINGS_A_VISIT: 'Findings a visit: needs, funds, opinions and complaints, for each visit reviewed.',
  GIFTS_IN_PERSON: 'Gifts in person: delivered on a visit, as a share of those delivered or collected.',
  HELP_ASKED: 'Help asked: requests for help.',
  HELP_GIVEN: 'Help given: requests accepted, for who accepted them.',
  HELP_IN_TIME: 'Help in time: requests accepted before their first climb, as a share of those asked.',
  STUDY_MINUTES: 'Study minutes: overlaps count once, and at most 480 a day.',
  MASTERY_MINUTES:
    'Mastery minutes: contacts, visits, preparation, reviews and study, overlaps once and at most 480 a day.',
  RATING: 'Client rating: stars that clients gave to visits, 1 to 5.',
  DEPOSITS:
    'Deposits (daily average): what clients have on deposit in yuan, day by day, over the days up to yesterday.',
  LOANS: 'Loans (daily average): what clients owe in yuan, day by day, over the days up to yesterday.',
  DEPOSIT_GROWTH: 'Deposit growth: the daily average less that of the period before, in yuan.',
  PRODUCTS_A_CLIENT: 'Products a client: open products of clients kept, for each of them.',
};
