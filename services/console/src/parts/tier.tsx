import { useTexts } from '../app/texts.js';
import { termTexts } from '../locales/terms.js';
import css from './parts.module.css';

export type TierName = 'STANDARD' | 'GOLD' | 'PLATINUM' | 'PRIVATE';

/** How the bank ranks a client: in words, and for the higher ranks in a colour of their own. */
export const Tier = ({ tier }: { readonly tier: TierName }) => (
  <span className={css.tier} data-tier={tier}>
    {useTexts(termTexts).tier[tier]}
  </span>
);
