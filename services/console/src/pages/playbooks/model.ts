import type { Role } from '../../app/access.js';
import type { Playbook } from './documents.js';

/** A playbook as it is put in. */
export interface PlaybookDraft {
  readonly title: string;
  readonly text: string;
  /** Parted by commas of any kind. */
  readonly topics: string;
  readonly productCodes: string;
}
export const EMPTY_PLAYBOOK: PlaybookDraft = { title: '', text: '', topics: '', productCodes: '' };

/** What stands, to be changed. Pure. */
export const draftOf = ({ title, text, topics, productCodes }: Playbook): PlaybookDraft => ({
  title,
  text,
  topics: topics.join('、'),
  productCodes: productCodes.join(', '),
});

const partsOf = (text: string): string[] =>
  text
    .split(/[,，、;；\n]/)
    .map((part) => part.trim())
    .filter(Boolean);

/** The input of a draft; `before`: the playbook that is changed, by the version that was read. Pure. */
export const inputOf = (draft: PlaybookDraft, before: Pick<Playbook, 'id' | 'version'> | null) => ({
  ...(before && { playbookId: before.id, version: before.version }),
  title: draft.title.trim(),
  text: draft.text.trim(),
  topics: partsOf(draft.topics),
  productCodes: partsOf(draft.productCodes),
});

export const isComplete = ({ title, text }: PlaybookDraft): boolean => title.trim() !== '' && text.trim() !== '';

/** Who writes playbooks; whose they may change the platform says. */
export const mayWrite = (role: Role): boolean => role === 'UNIT_HEAD' || role === 'HEAD_OFFICE' || role === 'ADMIN';
