import { defineRejections } from '@hengxin/event-sourcing';

/** Every refusal of the organisation: its code, the field at fault, and a sentence in both languages. */
export const organisationRejections = defineRejections({
  PARENT_UNKNOWN: {
    field: ['parentId'],
    en: 'Unit {unitId} hangs under {parentId}, which no row and no stored unit is. Add that unit, or name another parent.',
    zh: '机构 {unitId} 的上级 {parentId} 既不在文件中，也未曾导入。请补充该机构，或改填其他上级。',
  },
  UNIT_CYCLE: {
    field: ['parentId'],
    en: 'From {from} on, unit {unitId} would hang below itself: {path}. Give one of them a parent higher up.',
    zh: '自 {from} 起，机构 {unitId} 将位于自身之下：{path}。请将其中之一改挂到更高的上级。',
  },
  SECOND_ROOT: {
    field: ['parentId'],
    en: 'From {from} on, unit {unitId} would be a second root beside {rootId}. A bank has one: name a parent.',
    zh: '自 {from} 起，除 {rootId} 外，机构 {unitId} 将成为第二个根机构。只能有一个根机构，请填写上级。',
  },
  ROOT_NOT_HEAD_OFFICE: {
    field: ['kind'],
    en: 'Unit {unitId} has no parent, so it is the head office and its kind HEAD_OFFICE, not {kind}.',
    zh: '机构 {unitId} 没有上级，即为总行，类型应为 HEAD_OFFICE，而不是 {kind}。',
  },
  KIND_OUT_OF_ORDER: {
    field: ['kind'],
    en: 'Unit {unitId} ({kind}) cannot hang under {parentId} ({parentKind}): kinds go down in the order HEAD_OFFICE, BRANCH, SUB_BRANCH.',
    zh: '机构 {unitId}（{kind}）不能挂在 {parentId}（{parentKind}）之下：自上而下依次为 HEAD_OFFICE、BRANCH、SUB_BRANCH。',
  },
  TREE_BROKEN: {
    field: [],
    en: 'Not taken: other rows of the file would break the tree, and a units file is taken as a whole or not at all.',
    zh: '未导入：文件中其他行会破坏机构树；机构文件要么整体导入，要么完全不导入。',
  },
  UNIT_UNKNOWN: {
    field: ['unitId'],
    en: 'No unit {unitId} is known. Import the units first, or check the code.',
    zh: '没有机构 {unitId}。请先导入机构文件，或核对机构编号。',
  },
  LAST_DAY_BEFORE_FIRST: {
    field: ['validTo'],
    en: 'The last day {validTo} comes before the first day {validFrom}. Give a last day that is not before the first.',
    zh: '离岗日 {validTo} 早于到岗日 {validFrom}。离岗日不得早于到岗日。',
  },
  OWN_PLACEMENT: {
    field: ['staffId'],
    en: 'Your token is that of {staffId}, and nobody places themselves. Have another administrator do it.',
    zh: '您的令牌即属于 {staffId}：任何人不得为自己安排岗位。请由另一位管理员处理。',
  },
  SECOND_WORD_MISSING: {
    field: ['input', 'id'],
    en: 'You proposed this placement yourself: another administrator has to approve it.',
    zh: '此任职由您本人提出，须由另一位管理员批准。',
  },
  PLACEMENT_UNKNOWN: {
    field: ['input', 'id'],
    en: 'No proposed placement has the id {id}. Take the ids from `placementsAwaiting`.',
    zh: '没有编号为 {id} 的待批任职。请使用 `placementsAwaiting` 返回的编号。',
  },
  PLACEMENT_SETTLED: {
    field: ['input', 'id'],
    en: 'The placement {id} waits no longer: it was approved, declined, or replaced by a later row for the same day.',
    zh: '任职 {id} 已不在待批之列：它已获批准、被拒绝，或已被同一日期的后续数据取代。',
  },
});
