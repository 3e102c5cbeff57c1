import { defineRejections } from '@hengxin/event-sourcing';

/** Why a gift is not reserved, issued, handed over or returned. */
export const giftRejections = defineRejections({
  GIFT_UNKNOWN: {
    field: ['input', 'giftId'],
    en: 'No gift {giftId} is known to you. Check the id in `gifts`.',
    zh: '未找到礼品 {giftId}。请在 `gifts` 中核对编号。',
  },
  GIFT_ITEM_UNKNOWN: {
    field: ['input', 'itemId'],
    en: 'No gift item {itemId} is defined. Choose one of `giftItems`.',
    zh: '没有礼品品目 {itemId}。请从 `giftItems` 中选择。',
  },
  GIFT_UNIT_UNKNOWN: {
    field: ['input', 'unitId'],
    en: 'No unit {unitId} is known to you. Name one of your own units.',
    zh: '未找到机构 {unitId}。请填写您所辖的机构。',
  },
  GIFT_OUT_OF_STOCK: {
    field: ['input', 'itemId'],
    en: 'Unit {unitId} has no piece of {itemId} left. Choose another item, or have its stock filled.',
    zh: '机构 {unitId} 的 {itemId} 已无库存。请另选礼品，或补充库存。',
  },
  GIFT_CLIENT_NOT_KEPT: {
    field: ['input', 'clientId'],
    en: 'Client {clientId} is not yours to give to: you cover or help, and do not keep it. Let its relationship manager, or a head above, reserve the gift.',
    zh: '客户 {clientId} 不在您名下（您为代管或协助），不能为其预留礼品。请由其客户经理或上级负责人办理。',
  },
  GIFT_VISIT_FOREIGN: {
    field: ['input', 'visitId'],
    en: 'Visit {visitId} is no visit to this client that is planned or took place. Name one, or leave it out.',
    zh: '{visitId} 不是该客户已计划或已进行的拜访。请填写该客户的拜访，或省略。',
  },
  GIFT_VISIT_MISSING: {
    field: ['input', 'visitId'],
    en: 'A gift is delivered on a visit. Name it, or say that the client collected the gift.',
    zh: '送达礼品需注明拜访。请填写拜访编号，或改为客户自取。',
  },
  GIFT_VISIT_NOT_STARTED: {
    field: ['input', 'visitId'],
    en: 'Visit {visitId} has not started. Start it before the gift is delivered.',
    zh: '拜访 {visitId} 尚未开始。请先开始拜访，再送达礼品。',
  },
  GIFT_AWAITS_APPROVAL: {
    field: ['input', 'giftId'],
    en: 'Gift {giftId} is above what a client may get in a year, and no unit head has approved it yet. Ask for that first.',
    zh: '礼品 {giftId} 超出该客户的年度额度，尚未经机构负责人批准。请先申请批准。',
  },
  GIFT_NOT_AWAITING: {
    field: ['input', 'giftId'],
    en: 'Gift {giftId} does not await approval: it is {state}, or needs none.',
    zh: '礼品 {giftId} 无需批准：状态为 {state}，或未超出额度。',
  },
  GIFT_APPROVAL_OF_ANOTHER: {
    field: ['input', 'giftId'],
    en: 'Gift {giftId} is approved by a unit head above it who did not reserve it. Ask that head.',
    zh: '礼品 {giftId} 须由上级机构负责人批准，且不得由预留人本人批准。请联系该负责人。',
  },
  GIFT_NOT_RESERVED: {
    field: ['input', 'giftId'],
    en: 'Gift {giftId} is {state}. Only a reserved one can be issued.',
    zh: '礼品 {giftId} 的状态为 {state}，只有已预留的礼品才能领出。',
  },
  GIFT_NOT_ISSUED: {
    field: ['input', 'giftId'],
    en: 'Gift {giftId} is {state}. Issue it before it is handed over; what was handed over or returned stays so.',
    zh: '礼品 {giftId} 的状态为 {state}。请先领出再交付；已交付或已退回的不再变更。',
  },
  GIFT_SETTLED: {
    field: ['input', 'giftId'],
    en: 'Gift {giftId} is {state}, and cannot be returned any more.',
    zh: '礼品 {giftId} 的状态为 {state}，不能再退回。',
  },
  GIFT_MOMENT_OUTSIDE: {
    field: ['input', 'at'],
    en: 'A gift cannot have been handed over at {at}: it is {now} now, and {days} days back is the most. Correct the moment.',
    zh: '礼品不可能在 {at} 交付：现在是 {now}，最多可补录 {days} 天前。请更正时间。',
  },
});
