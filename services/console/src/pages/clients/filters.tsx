import { Button } from 'antd';
import { useNavigate } from 'react-router';
import { useAsk } from '../../api/ask.js';
import type { Person } from '../../app/me.js';
import { useTexts } from '../../app/texts.js';
import { termTexts } from '../../locales/terms.js';
import { Chips, ManyChips } from '../../ui/chips.js';
import { Field, Select } from '../../ui/field.js';
import { UnitStaff } from './documents.js';
import { isCode, type Narrowing, SILENCES, TIERS } from './model.js';
import { clientsTexts } from './texts.js';
import css from './clients.module.css';

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
          {person && person.role !== 'RM' && <ByRm narrowing={narrowing} person={person} onNarrow={onNarrow} />}
        </div>
      </details>
    </div>
  );
}

/** Of the relationship managers placed directly in the user's unit. */
function ByRm({ narrowing, person, onNarrow }: Pick<Props, 'narrowing' | 'onNarrow'> & { readonly person: Person }) {
  const t = useTexts(clientsTexts);
  const { data } = useAsk(UnitStaff, { unitId: person.unit?.id ?? '' }, { when: person.unit?.kind === 'SUB_BRANCH' });
  const rms = new Map(
    data?.staff.edges.filter(({ node }) => node.role === 'RM').map(({ node }) => [node.id, node.name]),
  );
  if (narrowing.rmId && !rms.has(narrowing.rmId)) rms.set(narrowing.rmId, '');
  if (rms.size === 0) return null;
  return (
    <Select
      label={t.rm}
      value={narrowing.rmId ?? ''}
      values={[...rms.keys()]}
      none={t.everybody}
      text={(id) => `${rms.get(id)} ${id}`.trim()}
      onChange={(id) => onNarrow({ ...narrowing, rmId: id || null })}
    />
  );
}
