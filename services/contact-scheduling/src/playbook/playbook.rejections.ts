import { defineRejections } from '@hengxin/event-sourcing';

/** Why a playbook is not saved. */
export const playbookRejections = defineRejections({
  PLAYBOOK_UNKNOWN: {
    field: ['input', 'playbookId'],
    en: 'There is no playbook {playbookId}. Take the id from `playbooks`, or leave it out to write a new one.',
    zh: '没有话术 {playbookId}。请使用 `playbooks` 返回的编号，或省略以新建。',
  },
  PLAYBOOK_OF_OTHERS: {
    field: ['input', 'playbookId'],
    en: 'Playbook {playbookId} was written by somebody else. Write one of your own, or ask head office to change it.',
    zh: '话术 {playbookId} 由他人编写。请另写一份，或请总行修改。',
  },
  PLAYBOOK_CHANGED_SINCE: {
    field: ['input', 'version'],
    en: 'Version {current} stands by now, and version {version} was changed. Read it again, and change that one.',
    zh: '话术已有第 {current} 版，而您修改的是第 {version} 版。请重新读取后再修改。',
  },
});
