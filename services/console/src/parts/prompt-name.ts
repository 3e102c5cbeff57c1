import type { zh } from '../locales/terms/zh.js';

export type PromptKind = keyof (typeof zh)['promptKind'];

interface Named {
  readonly kind: PromptKind;
  /** In the client's words, by the product's name, or by the kind. */
  readonly label: string;
}

/** A prompt in few words: its kind, with the product that it is of; a day that a client told of by its name. Pure. */
export function promptName(names: Readonly<Record<PromptKind, string>>, { kind, label }: Named): string {
  const name = names[kind];
  if (kind === 'ANNIVERSARY') return label || name;
  return label && label !== name ? `${name} · ${label}` : name;
}
