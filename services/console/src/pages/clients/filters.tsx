import { Button } from 'antd';
import { lazy, Suspense } from 'react';
import { useNavigate } from 'react-router';
import type { Person } from '../../app/me.js';
import { useTexts } from '../../app/texts.js';
import { termTexts } from '../../locales/terms.js';
import { Chips, ManyChips } from '../../ui/chips.js';
import { Field } from '../../ui/field.js';
import { isCode, type Narrowing, SILENCES, TIERS } from './model.js';
import { clientsTexts } from './texts.js';
import css from './clients.module.css';

const ByPlace = lazy(async () => ({ default: (await import('./by-place.js')).ByPlace }));

interface Props {
  readonly narrowing: Narrowing;
  readonly text: string;
  readonly person: Person | null;
  onNarrow(narrowing: Narrowing): void;
  onText(text: string): void;
}

const ANY = 0;

/**
 * What narrows the list. A text finds clients whatever else narrows, and where it looks like a client's code leads to
 * that client.
 */
export function Filters({ narrowing, text, person, onNarrow, onText }: Props) {
  const t = useTexts(clientsTexts);
  const terms = useTexts(termTexts);
  const open = useNavigate();
  const code = text.trim();
  const mayBeCode = isCode(code);
  const active =
    narrowing.tiers.length +
    [narrowing.silentDays, narrowing.rmId, narrowing.unitId].filter((one) => one !== null).length;
  return (
    <div className={css.filters}>
      <form
        className={css.find}
        role="search"
        onSubmit={(event) => {
          event.preventDefault();
          if (mayBeCode) void open(`/clients/${encodeURIComponent(code)}`);
        }}
      >
        <Field
          label={t.find}
          type="search"
          value={text}
          placeholder={t.findHint}
          onChange={onText}
          autoComplete="off"
          maxLength={64}
        />
        {mayBeCode && (
          <Button htmlType="submit" type="primary">
            {t.openCode(code)}
          </Button>
        )}
      </form>
      <details className={css.more} open={active > 0 || undefined}>
        <summary>{t.filters(active)}</summary>
        <div>
          <ManyChips
            legend={t.tier}
            columns={4}
            values={TIERS}
            chosen={narrowing.tiers}
            text={(tier) => terms.tier[tier]}
            onChange={(tiers) => onNarrow({ ...narrowing, tiers })}
          />
          <Chips
            legend={t.silence}
            columns={5}
            values={[ANY, ...SILENCES]}
            value={narrowing.silentDays ?? ANY}
            text={(days) => (days === ANY ? t.any : t.silenceOf(days))}
            onChange={(days) => onNarrow({ ...narrowing, silentDays: days || null })}
          />
          {person?.unit && person.role !== 'RM' && (
            <Suspense>
              <ByPlace narrowing={narrowing} unit={person.unit} onNarrow={onNarrow} />
            </Suspense>
          )}
        </div>
      </details>
    </div>
  );
}
