import { defineRejections } from '@hengxin/event-sourcing';

/** Why a batch of commands, or one of them, is not looked at. */
export const syncRejections = defineRejections({
  SYNC_NEEDS_ONE: {
    field: ['input', 'commands'],
    en: 'Each entry names exactly one command. Give one of them, and leave the others out.',
    zh: '每一项只能包含一个命令。请只填写其中一个。',
  },
});
