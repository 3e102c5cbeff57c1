import { Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useNavigate } from 'react-router';
import { useAskPages } from '../../api/ask.js';
import { useToday } from '../../app/clock.js';
import { useTexts } from '../../app/texts.js';
import { Card } from '../../ui/page.js';
import { Answer } from '../../ui/states.js';
import { Visits as VisitsAsked } from '../visits/documents.js';
import { VisitCard } from '../visits/visit-card.js';
import type { ShownClient } from './documents.js';
import { clientTexts } from './texts.js';
import css from './client.module.css';

const PlanSheet = lazy(async () => ({ default: (await import('../visits/plan-sheet.js')).PlanSheet }));
const SHOWN = 5;

/** The newest visits to the client, and the way to another one. */
export function Visits({ client, mayPlan }: { readonly client: ShownClient; readonly mayPlan: boolean }) {
  const t = useTexts(clientTexts);
  const today = useToday();
  const open = useNavigate();
  const [isPlanning, plan] = useState(false);
  const list = useAskPages(VisitsAsked, { filter: { clientId: client.id } }, ({ visits }) => visits);
  return (
    <Card title={t.visits} extra={mayPlan && <Button onClick={() => plan(true)}>{t.planVisit}</Button>}>
      <Answer of={{ ...list, data: list.edges }}>
        {(edges) =>
          edges.length === 0 ? (
            <p className={css.quiet}>{t.noVisits}</p>
          ) : (
            <ul className={css.visits}>
              {edges.slice(0, SHOWN).map(({ node }) => (
                <VisitCard key={node.id} visit={node} withDay />
              ))}
            </ul>
          )
        }
      </Answer>
      <Suspense>
        {isPlanning && (
          <PlanSheet
            client={client}
            today={today}
            onClose={() => plan(false)}
            onPlanned={(visitId) => void open(`/visits/${encodeURIComponent(visitId)}`)}
          />
        )}
      </Suspense>
    </Card>
  );
}
