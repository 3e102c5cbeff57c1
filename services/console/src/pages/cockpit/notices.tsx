import { Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useAskPages } from '../../api/ask.js';
import { useFormat } from '../../app/format.js';
import { useMe } from '../../app/me.js';
import { useTexts } from '../../app/texts.js';
import { termTexts } from '../../locales/terms.js';
import { Card } from '../../ui/page.js';
import { Answer, Empty, More } from '../../ui/states.js';
import { Explained } from '../figures/explained.js';
import { CockpitNotices, type Notice } from './documents.js';
import type { PartProps } from './page.js';
import { Switch } from './switch.js';
import { cockpitTexts } from './texts.js';
import css from './cockpit.module.css';

const ReplySheet = lazy(async () => ({ default: (await import('./reply-sheet.js')).ReplySheet }));

const OPEN = { all: null, open: true, replied: false } as const;
type Shown = keyof typeof OPEN;
const SHOWN = Object.keys(OPEN) as Shown[];

/** Coaching notices of a unit and all below it: to be replied to by heads, read with their replies by head office. */
export function Notices({ unit }: Pick<PartProps, 'unit'>) {
  const t = useTexts(cockpitTexts);
  const { person } = useMe();
  const [shown, show] = useState<Shown>('all');
  const [replying, reply] = useState<Notice | null>(null);
  const list = useAskPages(
    CockpitNotices,
    { unitId: unit.id, open: OPEN[shown] },
    ({ coachingNotices }) => coachingNotices,
    { holdOn: true },
  );
  return (
    <Card title={t.part.notices}>
      <p className={css.quiet}>{t.noticesHint}</p>
      <div className={css.choosing}>
        <Switch<Shown> legend={t.reply} values={SHOWN} value={shown} text={(one) => t.replies[one]} onChange={show} />
      </div>
      <Answer of={{ ...list, data: list.edges }}>
        {(edges) =>
          edges.length === 0 ? (
            <Empty title={t.noNotices} hint={t.noNoticesHint} />
          ) : (
            <ul className={css.notices}>
              {edges.map(({ node }) => (
                <NoticeCard key={node.id} notice={node} onReply={person?.role === 'UNIT_HEAD' ? reply : null} />
              ))}
            </ul>
          )
        }
      </Answer>
      <More list={list} />
      <Suspense>{replying && <ReplySheet notice={replying} onClose={() => reply(null)} />}</Suspense>
    </Card>
  );
}

interface CardProps {
  readonly notice: Notice;
  /** Null: the caller reads alone. */
  readonly onReply: ((notice: Notice) => void) | null;
}
function NoticeCard({ notice, onReply }: CardProps) {
  const t = useTexts(cockpitTexts);
  const terms = useTexts(termTexts);
  const format = useFormat();
  const { unit, head, months, figures, replyDueOn, reply, repliedAt, overdue } = notice;
  return (
    <li data-overdue={overdue}>
      <header>
        <h3>{unit.name}</h3>
        <span>{[head?.name ?? t.noHead, format.list(months.map((month) => format.month(month)))].join(' · ')}</span>
        <b>{reply !== null ? t.replied : overdue ? t.overdue : t.due(format.day(replyDueOn))}</b>
      </header>
      <p className={css.quiet}>{t.furthest}</p>
      <dl className={css.quartiles}>
        {figures.map(({ metric, value }) => (
          <div key={metric}>
            <dt>{terms.metric[metric]}</dt>
            <dd>
              <Explained
                metric={metric}
                value={value}
                scope={{ unitId: unit.id }}
                name={unit.name}
                start={months.at(-1)!}
              />
            </dd>
          </div>
        ))}
      </dl>
      {reply !== null ? (
        <blockquote>
          {reply}
          {repliedAt && <footer>{format.fullMoment(repliedAt)}</footer>}
        </blockquote>
      ) : (
        onReply && (
          <Button type="primary" onClick={() => onReply(notice)}>
            {t.doReply}
          </Button>
        )
      )}
    </li>
  );
}
