import { defineRejections } from '@hengxin/event-sourcing';

/** Why a row of a file of holdings is not taken. */
export const holdingRejections = defineRejections({
  HOLDING_BALANCE: {
    field: ['balance'],
    en: 'Expected yuan as 1234567.80: at most twelve digits before the point and two behind it, without commas.',
    zh: '应为以元计的金额，写作 1234567.80：小数点前最多十二位，后最多两位，不带千分位逗号。',
  },
  HOLDING_CLOSED_BEFORE_OPENED: {
    field: ['closed_on'],
    en: 'Closed on {closedOn}, before it was opened on {openedOn}: one of the two days is wrong.',
    zh: '结清日 {closedOn} 早于开立日 {openedOn}：两个日期中有一个有误。',
  },
  HOLDING_MATURES_BEFORE_OPENED: {
    field: ['matures_on'],
    en: 'Matures on {maturesOn}, before it was opened on {openedOn}: one of the two days is wrong.',
    zh: '到期日 {maturesOn} 早于开立日 {openedOn}：两个日期中有一个有误。',
  },
  HOLDING_DAY_TO_COME: {
    field: ['as_of'],
    en: '{asOf} is still to come; it is {today} today. A balance is told once its day is there.',
    zh: '{asOf} 尚未到来，今天是 {today}。余额应在当日或之后报送。',
  },
});

/** What the sender should know of a file that was taken all the same. */
export const holdingWarnings = defineRejections({
  HOLDINGS_KEPT_ASIDE: {
    field: ['client_id'],
    en: '{rows} rows are of clients whom nobody has told of. They are kept, and count once the clients appear: query holdingsKeptAside lists these clients.',
    zh: '{rows} 行所属客户尚未登记。这些行已保存，客户登记后即生效；可用查询 holdingsKeptAside 列出这些客户。',
  },
});
