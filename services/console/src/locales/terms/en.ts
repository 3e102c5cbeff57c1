import type { TextsOf } from '../../app/texts.js';
import { metric } from './metrics-en.generated.js';
import type { zh } from './zh.js';

export const en: TextsOf<typeof zh> = {
  channel: {
    PHONE: 'Phone',
    SMS: 'SMS',
    WECHAT: 'WeChat',
    WECHAT_GROUP: 'WeChat group',
    EMAIL: 'E-mail',
    VISIT: 'Visit',
  },
  tier: { STANDARD: 'Standard', GOLD: 'Gold', PLATINUM: 'Platinum', PRIVATE: 'Private' },
  outcome: {
    ENGAGED: 'Spoke',
    INTERESTED: 'Interested',
    COMMITTED: 'Committed',
    DECLINED: 'Declined',
    NO_ANSWER: 'No answer',
    MESSAGE_LEFT: 'Left message',
  },
  unreached: { visit: 'Not met', message: 'Sent, no reply yet' },
  purpose: { SERVICE: 'Service', MARKETING: 'Marketing' },
  decision: { GRANTED: 'Granted', WITHDRAWN: 'Withdrawn' },
  itemStatus: {
    OPEN: 'To do',
    DONE: 'Done',
    DEFERRED: 'Postponed',
    SKIPPED: 'Skipped',
    CANCELLED: 'Cancelled',
    MISSED: 'Missed',
  },
  reason: { PROMISE: 'Promise', OCCASION: 'Occasion', SIGNAL: 'Signal', CADENCE: 'Due', ADDED: 'Added by you' },
  promptKind: {
    BIRTHDAY: 'Birthday',
    ANNIVERSARY: 'Anniversary',
    PRODUCT_ANNIVERSARY: 'Product anniversary',
    DEPOSIT_MATURING: 'Deposit maturing',
    LARGE_INFLOW: 'Large inflow',
    BALANCE_FALL: 'Balance fall',
    PRODUCT_CLOSED: 'Product closed',
    DORMANT: 'Dormant account',
  },
  dayKind: {
    WORKING_DAY: 'Working day',
    MAKE_UP_WORKING_DAY: 'Make-up working day',
    WEEKEND: 'Weekend',
    HOLIDAY: 'Public holiday',
    LEAVE: 'On leave',
  },
  portion: { FULL: 'all day', MORNING: 'morning', AFTERNOON: 'afternoon' },
  calendar: { SOLAR: 'Gregorian', LUNAR: 'Lunar' },
  role: {
    RM: 'Relationship manager',
    UNIT_HEAD: 'Unit head',
    HEAD_OFFICE: 'Head office',
    INTEGRATION: 'Integration',
    ADMIN: 'Administrator',
  },
  unitKind: { HEAD_OFFICE: 'Head office', BRANCH: 'Branch', SUB_BRANCH: 'Sub-branch' },
  metric,
  grain: { DAY: 'Day', WEEK: 'Week', MONTH: 'Month', QUARTER: 'Quarter', YEAR: 'Year' },
};
