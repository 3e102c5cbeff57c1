import type { Random } from './random.js';

const SURNAMES = [
  ...'王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许邓韩冯曹彭曾萧田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常',
  '欧阳',
  '司马',
  '上官',
  '诸葛',
];
const GIVEN = [
  ...'伟芳娜敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂英华玉兰建国文辉力永健世广志义兴良海山仁波宁贵福生龙元全胜学祥才发武新利清飞彬富顺信子昌成康星光天达安岩中茂进林有坚和彪博诚先敬震振壮会思群豪心邦承乐绍功松善厚庆民友裕河哲江浩亮政谦亨奇固之轮翰朗伯宏言若鸣朋斌梁栋维启克伦翔旭鹏泽晨辰士以建家致树炎德行时泰盛雄琛钧冠策腾楠榕风航弘',
];
const INTERESTS = [
  '钓鱼',
  '书法',
  '太极',
  '摄影',
  '旅游',
  '茶',
  '围棋',
  '象棋',
  '羽毛球',
  '广场舞',
  '园艺',
  '子女教育',
  '养生',
  '收藏',
  '登山',
  '烹饪',
  '理财',
  '京剧',
];
const CITIES = [
  '北京',
  '上海',
  '广州',
  '深圳',
  '杭州',
  '南京',
  '苏州',
  '成都',
  '重庆',
  '武汉',
  '西安',
  '长沙',
  '青岛',
  '厦门',
  '天津',
  '郑州',
  '合肥',
  '济南',
  '昆明',
  '福州',
];
const STREETS = [
  '人民路',
  '中山路',
  '解放路',
  '建设路',
  '和平路',
  '新华路',
  '文化路',
  '长江路',
  '黄河路',
  '友谊路',
  '光明路',
  '胜利路',
  '青年路',
  '朝阳路',
  '滨江路',
  '学院路',
];

export function personName(random: Random): string {
  return random.pick(SURNAMES) + random.pick(GIVEN) + (random.chance(0.7) ? random.pick(GIVEN) : '');
}

export function phone(random: Random): string {
  return (
    random.pick(['138', '139', '136', '135', '150', '158', '186', '189', '177']) +
    String(random.int(0, 99_999_999)).padStart(8, '0')
  );
}

export function interests(random: Random): string {
  return [...new Set(Array.from({ length: random.int(0, 3) }, () => random.pick(INTERESTS)))].join(';');
}

/** Names repeat in a large bank; a number then tells the units apart. */
export function branchName(index: number): string {
  const round = Math.floor(index / CITIES.length);
  return `${CITIES[index % CITIES.length]}${round ? `第${round + 1}` : ''}分行`;
}

export function subBranchName(branch: string, index: number): string {
  const round = Math.floor(index / STREETS.length);
  return `${branch.replace('分行', '')}${STREETS[index % STREETS.length]}${round ? `第${round + 1}` : ''}支行`;
}
