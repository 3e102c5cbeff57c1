import { defineRejections } from '@hengxin/event-sourcing';

/** Why a scorecard is not saved, or a score not given. */
export const scorecardRejections = defineRejections({
  SCORECARD_UNKNOWN: {
    field: ['input', 'id'],
    en: 'There is no scorecard {id}. Leave the id out to save a new one; `scorecards` lists those there are.',
    zh: '没有考核表 {id}。新建请不填编号；已有考核表请查询 `scorecards`。',
  },
  SCORECARD_NOT_FOUND: {
    field: ['scorecardId'],
    en: 'No scorecard holds for this scope and period. `scorecards` lists those there are; head office saves them.',
    zh: '该范围在此周期没有适用的考核表。已有考核表请查询 `scorecards`，考核表由总行保存。',
  },
  SCORECARD_WEIGHTS: {
    field: ['input', 'groups'],
    en: 'The weights of the groups come to {sum} %. They have to come to 100 %.',
    zh: '各组权重合计 {sum}%，须为 100%。',
  },
  SCORECARD_ITEM_WEIGHTS: {
    field: ['input', 'groups'],
    en: 'The items of {group} weigh {sum} % together. Give them the {weight} % of their group, or shares of it that come to 100 %.',
    zh: '{group} 组各项权重合计 {sum}%。须合计为该组的 {weight}%，或以组内占比合计 100%。',
  },
  SCORECARD_CLIENTS_FIRST: {
    field: ['input', 'groups'],
    en: 'The group CLIENT weighs {weight} %. It has to weigh at least 50 %, and more than any other group.',
    zh: 'CLIENT 组权重为 {weight}%，须不少于 50%，且高于其他任何一组。',
  },
  SCORECARD_MASTERY: {
    field: ['input', 'groups'],
    en: 'MASTERY_MINUTES is never part of a scorecard: it shows a way, and is no duty. Choose another metric.',
    zh: 'MASTERY_MINUTES 不纳入考核：它展示成长，而非义务。请选择其他指标。',
  },
  SCORECARD_TWICE: {
    field: ['input', 'groups'],
    en: '{name} stands twice in the scorecard. Leave one of them out.',
    zh: '{name} 在考核表中出现两次。请删去其一。',
  },
});
