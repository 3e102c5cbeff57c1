import type { TextsOf } from '../../app/texts.js';
import type { zh } from './zh.js';

export const en: TextsOf<typeof zh> = {
  state: {
    PLANNED: 'Planned',
    STARTED: 'Under way',
    ENDED: 'To review',
    REVIEWED: 'Reviewed',
    CANCELLED: 'Called off',
    NO_SHOW: 'Client not there',
  },
  place: { CLIENT_HOME: 'At home', CLIENT_OFFICE: 'At their office', BANK: 'At the bank', ELSEWHERE: 'Elsewhere' },
  goal: {
    DEPOSITS: 'Deposits',
    LOANS: 'Loans',
    PRODUCT: 'A product',
    REFERRAL: 'A referral',
    RETENTION: 'Retention',
    INFORMATION: 'Information',
    OTHER: 'Other',
  },
  result: { MET: 'Met', PARTLY: 'In part', MISSED: 'Missed' },
  missed: {
    RATE: 'Rate',
    COMPETITOR: 'Competitor',
    FUNDS_TIED: 'Funds tied up',
    TIMING: 'Bad timing',
    NO_NEED: 'No need',
    NOT_DECISION_MAKER: 'Not the decider',
    TRUST: 'Trust',
    SERVICE_COMPLAINT: 'Complaint',
    PREPARATION_GAP: 'Ill prepared',
  },
  finding: { NEED: 'Need', FUNDS: 'Funds', OPINION: 'Opinion', COMPLAINT: 'Complaint', NONE: 'Nothing found' },
  part: {
    PROFILE: 'Profile',
    DEPOSITS_AND_LOANS: 'Deposits and loans',
    PRODUCTS: 'Products',
    TRADING_HABITS: 'Trading habits',
    PREFERENCES: 'Preferences',
    CIRCLE: 'Circle',
    GOAL: 'Goal',
  },
};
