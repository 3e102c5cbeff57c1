import { defineRejections } from '@hengxin/event-sourcing';

/** Why a period is not closed, or not shown as it was. */
export const closingRejections = defineRejections({
  PERIOD_NOT_OVER: {
    field: ['input', 'period'],
    en: 'The period lasts until {end}. It can be closed from the day after on.',
    zh: '该周期至 {end} 结束，次日起方可关闭。',
  },
  AS_OF_FUTURE: {
    field: ['asOf'],
    en: '{asOf} is still to come; it is {now} now. Leave `asOf` out for the figures of now.',
    zh: '{asOf} 尚未到来，现在是 {now}。如需当前指标，请不填 `asOf`。',
  },
  AS_OF_NOT_CLOSED: {
    field: ['asOf'],
    en: 'The period from {start} to {end} is not closed. Leave `asOf` out: only a closed period is kept as it was.',
    zh: '{start} 至 {end} 的周期尚未关闭。请不填 `asOf`：只有已关闭的周期保留当时的指标。',
  },
  AS_OF_BEFORE_CLOSING: {
    field: ['asOf'],
    en: 'The period was closed at {closedAt} and is kept from then on. Give that moment or a later one.',
    zh: '该周期于 {closedAt} 关闭，自此保留。请给出该时刻或之后的时刻。',
  },
  AS_OF_TREE: {
    field: ['view'],
    en: 'What units showed then is kept by the tree of each day. Leave `view` out, or leave out `asOf`.',
    zh: '机构当时的指标按每日的机构树保留。请不填 `view`，或不填 `asOf`。',
  },
});
