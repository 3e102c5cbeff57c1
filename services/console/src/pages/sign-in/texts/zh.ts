export const zh = {
  title: '恒心',
  motto: '每天十位客户，贵在坚持',
  bankTitle: '使用员工账号登录',
  signIn: '登录',
  demoTitle: '演示：选择一个身份',
  demoHint: '演示签发方不验证身份。银行部署时使用本行的统一认证。',
  other: '其他员工编号',
  otherHint: '例如 S0002',
  others: '其他人员',
  hints: {
    RM: '今日计划、记录联系、我的客户',
    UNIT_HEAD: '团队今日、落后提醒、移交',
    HEAD_OFFICE: '全行指标，逐级下钻',
    ADMIN: '导入、服务健康、演示时钟',
    INTEGRATION: '读取事件与指标',
  },
  noNetwork: '无法连接网络，请稍后再试。',
};
