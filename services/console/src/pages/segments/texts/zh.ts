export const zh = {
  title: '客群',
  under: '保存的筛选条件，始终按当前数据计算',
  back: '客户',
  add: '新建客群',
  none: '还没有客群',
  noneHint: '把常用的条件存成客群，随时查看人数和名单。',
  count: (count: number) => `${count} 位客户`,
  notCounted: '无法统计',
  conditions: (count: number) => `${count} 个条件`,
};
