import { Link } from 'react-router';
import { useAsk, useAskPages } from '../../api/ask.js';
import { dayOf } from '../../app/days.js';
import { TIME_ZONE, useFormat } from '../../app/format.js';
import { useTexts } from '../../app/texts.js';
import { Tier } from '../../parts/tier.js';
import { Card } from '../../ui/page.js';
import { FaultState, More, Skeleton } from '../../ui/states.js';
import { ClientCount, SegmentClients, type SegmentFilter } from './documents.js';
import type { Filter } from './model.js';
import { segmentTexts } from './texts.js';
import css from './segment.module.css';

/** Whom a filter means now: how many, and their names. */
export function Meant({ filter }: { readonly filter: Filter | null }) {
  const t = useTexts(segmentTexts);
  const asked = (filter ?? {}) as SegmentFilter;
  const count = useAsk(ClientCount, { filter: asked }, { when: filter !== null, holdOn: true });
  const list = useAskPages(SegmentClients, { filter: asked }, (data) => data.clients, {
    when: filter !== null && !count.error,
    holdOn: true,
  });
  const counted = filter === null ? t.notCounted : count.data ? t.counted(count.data.clientCount) : t.counting;
  return (
    <Card title={t.clients} extra={<output className={css.count}>{count.error ? null : counted}</output>}>
      {count.error ? (
        <FaultState fault={count.error} retry={count.refetch} />
      ) : filter === null ? null : list.edges ? (
        <Names edges={list.edges} isOld={list.isPlaceholderData} />
      ) : (
        <Skeleton rows={4} height={48} />
      )}
      <More list={list} />
    </Card>
  );
}

interface Props {
  readonly edges: readonly {
    readonly node: {
      readonly id: string;
      readonly name: string;
      readonly tier: 'STANDARD' | 'GOLD' | 'PLATINUM' | 'PRIVATE';
      readonly lastContactAt: string | null;
    };
  }[];
  readonly isOld: boolean;
}
function Names({ edges, isOld }: Props) {
  const t = useTexts(segmentTexts);
  const format = useFormat();
  if (edges.length === 0) return <p className={css.quiet}>{t.nobody}</p>;
  return (
    <ul className={css.clients} aria-busy={isOld}>
      {edges.map(({ node: { id, name, tier, lastContactAt } }) => (
        <li key={id}>
          <Link to={`/clients/${encodeURIComponent(id)}`}>
            <b>{name}</b> <Tier tier={tier} />
          </Link>
          <small>{lastContactAt ? t.lastOn(format.day(dayOf(lastContactAt, TIME_ZONE))) : t.never}</small>
        </li>
      ))}
    </ul>
  );
}
