import { Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useAsk } from '../../api/ask.js';
import { useFormat } from '../../app/format.js';
import { useMe } from '../../app/me.js';
import { useTexts } from '../../app/texts.js';
import { termTexts } from '../../locales/terms.js';
import { Card } from '../../ui/page.js';
import { Answer, Empty } from '../../ui/states.js';
import { appraisalTexts } from '../figures/appraisal-texts.js';
import { CockpitScorecards, type Scorecard } from './card-documents.js';
import { cardTexts } from './card-texts.js';
import css from './card.module.css';

const CardSheet = lazy(async () => ({ default: (await import('./card-sheet.js')).CardSheet }));

/** The bank's scorecards, each in its newest version. Head office saves them; heads of units read them. */
export function Scorecards() {
  const t = useTexts(cardTexts);
  const { person } = useMe();
  const maySave = person?.role === 'HEAD_OFFICE';
  const [editing, edit] = useState<Scorecard | 'new' | null>(null);
  const asked = useAsk(CockpitScorecards, {}, { holdOn: true });
  return (
    <Card title={t.title} extra={maySave && <Button onClick={() => edit('new')}>{t.add}</Button>}>
      <p className={css.quiet}>{t.hint}</p>
      <Answer of={asked}>
        {({ scorecards }) =>
          scorecards.length === 0 ? (
            <Empty title={t.none} hint={t.noneHint} />
          ) : (
            <ul className={css.cards}>
              {scorecards.map((card) => (
                <Line key={card.id} card={card} onEdit={maySave ? () => edit(card) : null} />
              ))}
            </ul>
          )
        }
      </Answer>
      <Suspense>
        {editing && <CardSheet card={editing === 'new' ? null : editing} onClose={() => edit(null)} />}
      </Suspense>
    </Card>
  );
}

interface LineProps {
  readonly card: Scorecard;
  /** Null: the caller reads alone. */
  readonly onEdit: (() => void) | null;
}
function Line({ card: { name, version, validFrom, roles, groups }, onEdit }: LineProps) {
  const t = useTexts(cardTexts);
  const terms = useTexts(termTexts);
  const words = useTexts(appraisalTexts);
  const format = useFormat();
  const facts = [t.version(version), t.from(format.day(validFrom)), format.list(roles.map((role) => terms.role[role]))];
  return (
    <li>
      <header>
        <div>
          <h3>{name}</h3>
          <p>{facts.join(' · ')}</p>
        </div>
        {onEdit && (
          <Button aria-label={t.editOf(name)} onClick={onEdit}>
            {t.edit}
          </Button>
        )}
      </header>
      <dl className={css.groups}>
        {groups.map(({ group, weight, items }) => (
          <div key={group}>
            <dt>
              {words.groups[group] ?? group} <b>{t.percent(weight)}</b>
            </dt>
            <dd>
              {items.length === 0
                ? t.toClients
                : format.list(
                    items.map((item) => t.itemOf(terms.metric[item.metric], item.weight, words.levels[item.level])),
                  )}
            </dd>
          </div>
        ))}
      </dl>
    </li>
  );
}
