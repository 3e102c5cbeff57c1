import type { MeasureUnit } from './measure.js';

/** A text in both languages. */
export interface Words {
  readonly en: string;
  readonly zh: string;
}

/** What a number of a unit is called behind it. */
export const UNIT_WORDS: Readonly<Record<MeasureUnit | 'CENT', Words>> = {
  TOUCH: { en: 'touches', zh: '次触达' },
  CONTACT: { en: 'contacts', zh: '次有效联系' },
  CLIENT: { en: 'clients', zh: '位客户' },
  CONTACT_DAY: { en: 'contact-days', zh: '个联系日' },
  PART: { en: 'parts', zh: '个管户段' },
  PLAN_ITEM: { en: 'plan items', zh: '个计划项' },
  PROMISE: { en: 'promises', zh: '个约定' },
  PROMPT: { en: 'prompts', zh: '个提示' },
  GIFT: { en: 'gifts', zh: '件礼品' },
  VISIT: { en: 'visits', zh: '次拜访' },
  PART_OF_DOSSIER: { en: 'parts of dossiers', zh: '项资料' },
  FINDING: { en: 'findings', zh: '条发现' },
  HELP_REQUEST: { en: 'requests for help', zh: '个求助' },
  MINUTE: { en: 'minutes', zh: '分钟' },
  STAR: { en: 'stars', zh: '颗星' },
  PRODUCT: { en: 'products', zh: '个产品' },
  YUAN: { en: 'yuan', zh: '元' },
  CENT: { en: 'cents', zh: '分' },
};

const touchesOver = (channel: string, zh: string): Words => ({ en: `Touches over ${channel}`, zh: `${zh}触达` });

/** What the sides of formulas are called, by their names: those of measures, readings, totals and courses. */
const SIDE_WORDS: Readonly<Record<string, Words>> = {
  touches: { en: 'Touches made', zh: '触达次数' },
  contacts: { en: 'Contacts made', zh: '有效联系次数' },
  clients: { en: 'Distinct clients reached', zh: '有有效联系的不同客户' },
  covered: { en: 'Contact-days made, at most what was owed', zh: '已做到的联系日（不超过应做到）' },
  target: { en: 'Contact-days owed', zh: '应做到的联系日' },
  paced: { en: 'Contact-days made, at most what was owed so far', zh: '已做到的联系日（不超过至今应做到）' },
  target_so_far: { en: 'Contact-days owed so far', zh: '至今应做到的联系日' },
  drawn: { en: 'Plan items drawn and not cancelled', zh: '已生成且未取消的计划项' },
  done: { en: 'Plan items done', zh: '已完成的计划项' },
  at_target: { en: 'Parts with as many contact weeks as owed', zh: '达标的管户段' },
  parts_with_target: { en: 'Parts to which something is owed', zh: '有应做到联系的管户段' },
  obliged_across: { en: 'Owed something as the period opens', zh: '期初即有应做到' },
  obliged_first: { en: 'Owed something only later in it', zh: '期内才有应做到' },
  new_clients: { en: 'Clients kept for the first time', zh: '首次被管户的客户' },
  clients_kept: { en: 'Clients kept', zh: '管户' },
  clients_untouched: { en: 'Clients without a contact for more than 61 days', zh: '超过61天无有效联系的管户' },
  clients_consenting: { en: 'Clients with a valid consent', zh: '同意有效的管户' },
  promises_kept_so_far: { en: 'Promises kept', zh: '已履行的约定' },
  prompts_served_so_far: { en: 'Occasions and signals served', zh: '已跟进的重要日子与信号' },
  prompts_over: { en: 'Occasions and signals that have lapsed', zh: '已到期的重要日子与信号' },
  promises_over: { en: 'Promises whose day is over', zh: '约定日已过的约定' },
  greetings: { en: 'Clients greeted on festivals', zh: '节日问候的客户' },
  touches_phone: touchesOver('the phone', '电话'),
  touches_sms: touchesOver('SMS', '短信'),
  touches_wechat: touchesOver('WeChat', '微信'),
  touches_wechat_group: touchesOver('WeChat groups', '微信群'),
  touches_email: touchesOver('email', '邮件'),
  touches_visit: { en: 'Touches in person', zh: '面访触达' },
  visits_ended: { en: 'Visits that have ended', zh: '已结束的拜访' },
  visit_parts_fresh: { en: 'Fresh parts of dossiers as visits started', zh: '拜访开始时为最新的资料' },
  visit_parts_owed: { en: 'Seven parts a visit started', zh: '每次开始的拜访七项资料' },
  visit_goals_met: { en: 'Visits reviewed as met', zh: '复盘为已达成的拜访' },
  visits_reviewed: { en: 'Visits reviewed', zh: '已复盘的拜访' },
  visit_reviews_in_time: { en: 'Reviews by their deadline', zh: '按期的复盘' },
  visit_reviews_fallen_due: { en: 'Visits whose review has fallen due', zh: '复盘期限已过的拜访' },
  visit_findings: { en: 'Findings other than none', zh: '除“无”以外的发现' },
  gifts_in_person: { en: 'Gifts delivered on a visit', zh: '拜访时送达的礼品' },
  gifts_handed_over: { en: 'Gifts delivered or collected', zh: '送达与自取的礼品' },
  help_asked: { en: 'Requests for help asked', zh: '提出的求助' },
  help_given: { en: 'Requests for help accepted', zh: '接受的求助' },
  help_in_time: { en: 'Requests accepted before their first climb', zh: '首次升级前被接受的求助' },
  study_minutes: { en: 'Minutes of study', zh: '学习分钟数' },
  mastery_minutes: { en: 'Evidenced minutes', zh: '有据可查的分钟数' },
  rating_stars: { en: 'Stars given by clients', zh: '客户给出的星数' },
  ratings: { en: 'Ratings given by clients', zh: '客户评价次数' },
  deposit_days: { en: 'Deposits at the end of each day, summed, in cents', zh: '逐日存款余额之和（分）' },
  deposit_days_before: {
    en: 'Deposits of the period before at the end of each day, summed, in cents',
    zh: '上期逐日存款余额之和（分）',
  },
  loan_days: { en: 'Loans at the end of each day, summed, in cents', zh: '逐日贷款余额之和（分）' },
  products_held: { en: 'Open products of clients kept', zh: '管户持有的未结清产品' },
};

/** A side's own words, or else what it counts, as a bank's own metrics have it. */
export function wordsOf({ name, unit }: { readonly name: string; readonly unit: MeasureUnit }): Words {
  const found = SIDE_WORDS[name];
  if (found) return found;
  const { en, zh } = UNIT_WORDS[unit];
  return { en: `Number of ${en}`, zh: `数量（${zh}）` };
}
