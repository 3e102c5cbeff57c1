import { draftOf, inputOf, isComplete, mayWrite } from './model.js';

const playbook = {
  id: 'PB1',
  version: 3,
  title: '教育金',
  text: '先问孩子几岁。\n再问打算。',
  topics: ['孩子教育', '留学'],
  productCodes: ['EDU1', 'EDU2'],
};

describe('a playbook as it is put in', () => {
  it('goes back as it was, for the version that was read', () =>
    expect(inputOf(draftOf(playbook), playbook)).toEqual({
      playbookId: 'PB1',
      version: 3,
      title: '教育金',
      text: '先问孩子几岁。\n再问打算。',
      topics: ['孩子教育', '留学'],
      productCodes: ['EDU1', 'EDU2'],
    }));

  it('is a new one without a playbook before it; topics are parted by commas of any kind', () =>
    expect(inputOf({ title: ' 开场 ', text: ' 问好 ', topics: '近况，天气、 茶;', productCodes: '' }, null)).toEqual({
      title: '开场',
      text: '问好',
      topics: ['近况', '天气', '茶'],
      productCodes: [],
    }));

  it('has a title and a text', () => {
    expect(isComplete(draftOf(playbook))).toBe(true);
    expect(isComplete({ ...draftOf(playbook), title: ' ' })).toBe(false);
    expect(isComplete({ ...draftOf(playbook), text: '\n' })).toBe(false);
  });

  it('is written by heads, head office and administrators', () =>
    expect((['RM', 'UNIT_HEAD', 'HEAD_OFFICE', 'ADMIN', 'INTEGRATION'] as const).filter(mayWrite)).toEqual([
      'UNIT_HEAD',
      'HEAD_OFFICE',
      'ADMIN',
    ]));
});
