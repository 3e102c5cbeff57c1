export const zh = {
  title: '聊什么',
  none: '暂无建议话题。登记兴趣，或在拜访中记下需求后会出现在这里。',
  topic: '话题',
  noTopic: '不记',
  reaction: '客户的反应',
  reactions: { WARM: '热情', NEUTRAL: '一般', COLD: '冷淡' },
  lastUsed: (day: string, reaction: string) => `上次 ${day}，${reaction}`,
  neverUsed: '还没聊过',
  playbook: '话术',
  allPlaybooks: '全部话术',
};
