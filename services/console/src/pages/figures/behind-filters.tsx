import { useTexts } from '../../app/texts.js';
import { termTexts } from '../../locales/terms.js';
import { Field, Select } from '../../ui/field.js';
import type { BehindFilter } from './behind-model.js';
import { behindTexts } from './behind-texts.js';
import css from './behind.module.css';

interface Props {
  readonly filter: BehindFilter;
  onChange(filter: BehindFilter): void;
}

/** What is looked for among the contacts behind a figure. */
export function BehindFilters({ filter, onChange }: Props) {
  const t = useTexts(behindTexts);
  const terms = useTexts(termTexts);
  return (
    <div className={css.filters} role="search">
      <Field
        label={t.lookFor}
        type="search"
        value={filter.text}
        autoComplete="off"
        onChange={(text) => onChange({ ...filter, text })}
      />
      <Select
        label={t.channel}
        none={t.all}
        value={filter.channel}
        values={keysOf(terms.channel)}
        text={(one) => terms.channel[one]}
        onChange={(channel) => onChange({ ...filter, channel })}
      />
      <Select
        label={t.outcome}
        none={t.all}
        value={filter.outcome}
        values={keysOf(terms.outcome)}
        text={(one) => terms.outcome[one]}
        onChange={(outcome) => onChange({ ...filter, outcome })}
      />
    </div>
  );
}

const keysOf = <T extends object>(words: T): (keyof T & string)[] => Object.keys(words) as (keyof T & string)[];
