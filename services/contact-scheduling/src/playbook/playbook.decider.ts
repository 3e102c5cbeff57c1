import { PlaybookSaved, topicKey } from '@hengxin/contracts';
import type { Command, DataOf, Decider, EventOf } from '@hengxin/event-sourcing';
import { playbookRejections as refuse } from './playbook.rejections.js';

type Saved = DataOf<typeof PlaybookSaved>;

export type SavePlaybook = Command<
  'SavePlaybook',
  Omit<Saved, 'version'> & {
    /** Nobody named a playbook that is to have another version. */
    readonly isNew: boolean;
    /** The version that was changed; null: whatever stands is replaced. */
    readonly seen: number | null;
    /** The person who saves may change what others wrote. */
    readonly changesAny: boolean;
  }
>;
export type PlaybookEvent = EventOf<typeof PlaybookSaved>;
/** The newest version, and who wrote the first. */
export type PlaybookState = { readonly saved: Saved; readonly writtenBy: string } | undefined;

/** The rules of one playbook: each save that changes it is a version of its own. */
export const playbookDecider: Decider<SavePlaybook, PlaybookEvent, PlaybookState> = {
  initial: undefined,
  decide: {
    SavePlaybook: ({ isNew, seen, changesAny, ...told }, state) => {
      const { playbookId, savedBy } = told;
      if (!state && !isNew) return refuse.PLAYBOOK_UNKNOWN({ playbookId });
      if (state && !changesAny && state.writtenBy !== savedBy) return refuse.PLAYBOOK_OF_OTHERS({ playbookId });
      const current = state?.saved.version ?? 0;
      if (state && seen !== null && seen !== current) return refuse.PLAYBOOK_CHANGED_SINCE({ current, version: seen });
      const topics = onceBy(told.topics, topicKey);
      const productCodes = onceBy(told.productCodes, (code) => code);
      const saved = { ...told, topics, productCodes, version: current + 1 };
      return state && isSame(state.saved, saved) ? [] : [PlaybookSaved.of(saved)];
    },
  },
  evolve: { PlaybookSaved: (saved, state) => ({ saved, writtenBy: state?.writtenBy ?? saved.savedBy }) },
};

/** Each once, as it came first. */
function onceBy(texts: readonly string[], keyOf: (text: string) => string): string[] {
  const first = new Map<string, string>();
  for (const text of texts) if (!first.has(keyOf(text))) first.set(keyOf(text), text);
  return [...first.values()];
}

function isSame(a: Saved, b: Saved): boolean {
  const told = ({ title, text, topics, productCodes }: Saved) => JSON.stringify([title, text, topics, productCodes]);
  return told(a) === told(b);
}
