import { lazy, Suspense, useState } from 'react';
import { useAskPages } from '../../api/ask.js';
import { useAddress } from '../../app/address.js';
import { useMe } from '../../app/me.js';
import { useTexts } from '../../app/texts.js';
import { Chips } from '../../ui/chips.js';
import { PageBody, PageHead } from '../../ui/page.js';
import { Answer, Empty, FaultState, More, Skeleton, State } from '../../ui/states.js';
import { ComplaintCard } from './complaint-card.js';
import css from './complaints.module.css';
import { type ComplaintLine, Complaints } from './documents.js';
import { complaintsTexts } from './texts.js';

const SettleSheet = lazy(async () => ({ default: (await import('./settle-sheet.js')).SettleSheet }));

const VIEWS = ['OPEN', 'ANSWERED', 'CLOSED'] as const;
type View = (typeof VIEWS)[number];

/** A head's complaints, and those of the bank for head office: what is due first comes first, and what was answered waits for a last word. */
export function Page() {
  const t = useTexts(complaintsTexts);
  const { person, fault } = useMe();
  if (!person) return <PageBody>{fault ? <FaultState fault={fault} /> : <Skeleton />}</PageBody>;
  if (person.role !== 'UNIT_HEAD' && person.role !== 'HEAD_OFFICE')
    return (
      <PageBody>
        <State isPage icon="team" title={t.notYours} hint={t.notYoursHint} />
      </PageBody>
    );
  return <Inbox ownId={person.id} mayAnswer={person.role === 'UNIT_HEAD'} />;
}

interface InboxProps {
  readonly ownId: string;
  /** Head office sees how complaints go, without their words, and answers none. */
  readonly mayAnswer: boolean;
}
function Inbox({ ownId, mayAnswer }: InboxProps) {
  const t = useTexts(complaintsTexts);
  const { params, change } = useAddress();
  const view: View = VIEWS.find((one) => one === params.get('view')) ?? 'OPEN';
  const list = useAskPages(Complaints, { filter: { states: [view] } }, ({ complaints }) => complaints);
  const [settling, settle] = useState<ComplaintLine | null>(null);
  return (
    <PageBody>
      <PageHead title={t.title} under={t.under} />
      <Chips<View>
        legend={t.which}
        columns={3}
        values={VIEWS}
        value={view}
        text={(one) => t.views[one]}
        onChange={(next) => change({ view: next })}
      />
      <Answer of={{ ...list, data: list.edges }}>
        {(edges) =>
          edges.length === 0 ? (
            <Empty title={t.none[view]} />
          ) : (
            <ul className={css.list}>
              {edges.map(({ node }) => (
                <ComplaintCard
                  key={node.id}
                  complaint={node}
                  isOwn={!mayAnswer || node.heardBy.id === ownId}
                  onSettle={() => settle(node)}
                />
              ))}
            </ul>
          )
        }
      </Answer>
      <More list={list} />
      <Suspense>{settling && <SettleSheet complaint={settling} onClose={() => settle(null)} />}</Suspense>
    </PageBody>
  );
}
