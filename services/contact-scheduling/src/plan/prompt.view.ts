import type { BusinessDate, PromptKind } from '@hengxin/contracts';
import type { Language } from '@hengxin/service-kit';
import { promptLabel, promptText } from './prompt-text.rules.js';
import type { Prompt } from './prompts.policy.js';

/** `Prompt` of the schema. */
export interface PromptView {
  readonly kind: PromptKind;
  readonly label: string;
  readonly from: BusinessDate;
  readonly lapsesOn: BusinessDate;
  readonly date: BusinessDate | null;
  readonly facts: readonly { readonly name: string; readonly value: string }[];
  readonly text: string;
  readonly servedBy: { readonly __typename: 'Contact'; readonly id: string } | null;
}

/** A prompt in the caller's words; `servedBy` is the contact that served it, null for none. */
export function promptView(prompt: Prompt, servedBy: string | null, language: Language): PromptView {
  const { kind, from, lapsesOn, date, facts } = prompt;
  return {
    kind,
    label: promptLabel(prompt, language),
    from,
    lapsesOn,
    date,
    facts,
    text: promptText(prompt, language),
    servedBy: servedBy === null ? null : { __typename: 'Contact', id: servedBy },
  };
}
