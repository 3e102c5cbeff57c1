export const zh = {
  title: '业绩归属',
  split: '分配业绩',
  splitTitle: '分配业绩',
  hint: '在拜访人、同行人与协助人之间分配，整数百分比，合计 100；留空即不参与。',
  share: (percent: number) => `${percent}%`,
  of: (name: string, id: string) => `${name} ${id}（%）`,
  notWhole: '请填写整数',
  sum: (percent: number) => `合计 ${percent}%，须为 100%`,
  save: '保存',
  saved: '业绩已分配',
};
