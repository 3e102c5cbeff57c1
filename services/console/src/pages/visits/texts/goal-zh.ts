export const zh = {
  kind: '目标类型',
  text: '要达成什么',
  textHint: '一句话说明，至少 10 个字；填写了数值则可从略',
  target: '目标数值',
  unit: '单位',
  unitHint: '如 元、户',
};
