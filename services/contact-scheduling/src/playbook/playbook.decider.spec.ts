import { PlaybookSaved } from '@hengxin/contracts';
import { specify } from '@hengxin/testing';
import { playbookDecider, type SavePlaybook } from './playbook.decider.js';
import { playbookRejections as refuse } from './playbook.rejections.js';

const facts = {
  playbookId: 'PB1',
  title: '教育金',
  text: '先问孩子几岁。',
  topics: ['孩子教育'],
  productCodes: ['EDU'],
  savedBy: 'HE1',
  savedAt: '2026-03-02T09:00:00+08:00',
};
const save = (more: Partial<SavePlaybook['data']> = {}): SavePlaybook => ({
  type: 'SavePlaybook',
  data: { ...facts, isNew: false, seen: null, changesAny: false, ...more },
});
const saved = (version: number, more: Partial<typeof facts> = {}) => PlaybookSaved.of({ ...facts, ...more, version });

describe('rule 12: playbooks', () => {
  specify(playbookDecider, {
    '(short texts) hang on topics and products': { when: save({ isNew: true }), then: [saved(1)] },
    'each save that changes it makes another version': {
      given: [saved(1)],
      when: save({ text: '先问孩子在哪里上学。' }),
      then: [saved(2, { text: '先问孩子在哪里上学。' })],
    },
    'a save that changes nothing makes none': { given: [saved(1)], when: save(), then: [] },
    'a topic stands in it once, however it is spelled; a product as well': {
      when: save({ isNew: true, topics: ['Golf', ' golf', '围棋'], productCodes: ['P1', 'P1'] }),
      then: [saved(1, { topics: ['Golf', '围棋'], productCodes: ['P1'] })],
    },
    'one that is not there has no other version': {
      when: save(),
      then: refuse.PLAYBOOK_UNKNOWN({ playbookId: 'PB1' }),
    },
    'a unit head does not change what others wrote': {
      given: [saved(1)],
      when: save({ savedBy: 'HW1', text: '别的' }),
      then: refuse.PLAYBOOK_OF_OTHERS({ playbookId: 'PB1' }),
    },
    'head office changes what others wrote, and it stays theirs': {
      given: [saved(1), saved(2, { savedBy: 'O1', text: '总行的话' })],
      when: save({ text: '支行的话' }),
      then: [saved(3, { text: '支行的话' })],
    },
    'what has changed since it was read is not replaced': {
      given: [saved(1), saved(2, { text: '新的' })],
      when: save({ seen: 1, text: '旧的' }),
      then: refuse.PLAYBOOK_CHANGED_SINCE({ current: 2, version: 1 }),
    },
    'the version that stands is changed': {
      given: [saved(1)],
      when: save({ seen: 1, changesAny: true, savedBy: 'O1', text: '新的' }),
      then: [saved(2, { savedBy: 'O1', text: '新的' })],
    },
  });
});
