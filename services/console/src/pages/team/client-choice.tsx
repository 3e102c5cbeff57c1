import { useAskPages } from '../../api/ask.js';
import { toggled } from '../../app/address.js';
import { dayOf } from '../../app/days.js';
import { TIME_ZONE, useFormat } from '../../app/format.js';
import { useTexts } from '../../app/texts.js';
import { termTexts } from '../../locales/terms.js';
import { Answer, Empty, More } from '../../ui/states.js';
import { TeamClients } from './documents.js';
import { teamTexts } from './texts.js';
import css from './team.module.css';

interface Props {
  readonly rmId: string;
  readonly chosen: readonly string[];
  onChange(chosen: readonly string[]): void;
}

/** Which clients of a portfolio, page by page. */
export function ClientChoice({ rmId, chosen, onChange }: Props) {
  const t = useTexts(teamTexts).sheet;
  const terms = useTexts(termTexts);
  const format = useFormat();
  const list = useAskPages(TeamClients, { rmId, first: 30 }, ({ clients }) => clients);
  return (
    <fieldset className={css.clients}>
      <legend>{t.chosen(chosen.length)}</legend>
      <Answer of={{ ...list, data: list.edges }}>
        {(edges) =>
          edges.length === 0 ? (
            <Empty title={t.noClients} />
          ) : (
            edges.map(({ node: { id, name, tier, lastContactAt } }) => (
              <label key={id}>
                <input type="checkbox" checked={chosen.includes(id)} onChange={() => onChange(toggled(chosen, id))} />
                <span>
                  {name} <small>{id}</small>
                </span>
                <small>
                  {terms.tier[tier]} ·{' '}
                  {lastContactAt ? t.lastContact(format.dayMonth(dayOf(lastContactAt, TIME_ZONE))) : t.never}
                </small>
              </label>
            ))
          )
        }
      </Answer>
      <More list={list} />
    </fieldset>
  );
}
