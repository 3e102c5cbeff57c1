export const zh = {
  title: '客户评价',
  hint: '链接只用一次，14 天内有效；页面不显示客户与拜访的任何信息。',
  ask: '生成评价链接',
  again: '重新生成链接',
  link: '评价链接，请发给客户本人',
  until: (moment: string) => `${moment} 前有效`,
  copy: '复制链接',
  copied: '已复制',
  copyByHand: '无法自动复制，请长按链接复制',
  stars: (count: number) => `${count} 星，满分 5 星`,
  rated: (moment: string) => `${moment} 评价`,
};
