export const zh = {
  title: (metric: string) => `${metric}如何得出`,
  steps: '计算步骤',
  rule: (number: string) => `规则 ${number}`,
  latest: (count: number) => `最近 ${count} 次联系`,
  contacts: (count: number) => `${count} 次联系`,
  most: '最近的 100 次；全部见明细。',
  noContacts: '您可查看的联系为零。',
  byTreeOfDay: '此处按每日的机构口径说明；页面上的数字按今天的机构口径。',
};
