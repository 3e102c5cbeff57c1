import { graphql } from './demo-day.js';
import { demoToken } from './import.token.js';

const HEAD_OFFICE = 'H0001';
const SAVE = 'mutation ($input: SavePlaybookInput!) { savePlaybook(input: $input) { errors { code } } }';

/** On interests and products that the clients of the demo bank have. */
const PLAYBOOKS = [
  {
    title: '从孩子聊到教育金',
    topics: ['子女教育'],
    text: '先问孩子几年级、在哪里上学，不急着谈产品。\n再问上大学大概要准备多少，什么时候用。\n最后约一次面谈，带上教育金的测算表。',
  },
  {
    title: '喝茶时的开场',
    topics: ['茶'],
    text: '问最近在喝什么茶，记住品种，下次带一小包。\n请客户推荐一家茶馆，作为下次见面的地方。',
  },
  {
    title: '聊旅游，问安排',
    topics: ['旅游', '摄影'],
    text: '问最近去了哪里、假期有什么打算。\n顺带提醒：出行前可以办理境外用卡和外币预约。',
  },
  {
    title: '定期到期之前',
    topics: ['存款到期'],
    productCodes: ['TD12', 'TD36'],
    text: '到期前一周内联系，先问这笔钱接下来要不要用。\n不用的，说明转存与自动续存的差别；要用的，问清时间，约好办理。\n不在电话里报利率以外的承诺。',
  },
];

/** Lets head office of the demo bank write its playbooks; a start that was cut off writes none twice. */
export async function writeDemoPlaybooks(url: string): Promise<void> {
  const token = await demoToken(url, { staffId: HEAD_OFFICE });
  for (const [place, playbook] of PLAYBOOKS.entries())
    await graphql(url, token, SAVE, { input: { commandId: `demo-playbook-${place}`, ...playbook } });
}
