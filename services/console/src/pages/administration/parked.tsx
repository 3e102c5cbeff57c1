import { Button } from 'antd';
import { useState } from 'react';
import { useAskPages } from '../../api/ask.js';
import { useFormat } from '../../app/format.js';
import { useTexts } from '../../app/texts.js';
import { Card } from '../../ui/page.js';
import { Answer, More, Note, Skeleton } from '../../ui/states.js';
import { maySkip, type Queue, queuesOf } from './parked-model.js';
import { type Asked, ParkedSheet } from './parked-sheets.js';
import { SERVICES, type ServiceName } from './state-documents.js';
import { stateTexts } from './state-texts.js';
import { administrationTexts } from './texts.js';
import { LOOK_EVERY_MS, useStates } from './use-states.js';
import css from './state.module.css';

/** Events that a consumer could not take, of all services, each queue with its release. */
export function Parked() {
  const t = useTexts(stateTexts);
  const [asked, ask] = useState<Asked | null>(null);
  const looks = useStates();
  const holding = looks.filter(({ state }) => state !== undefined && state.parkedEvents.edges.length > 0);
  const isWaiting = looks.some(({ state, error }) => state === undefined && error === null);
  return (
    <Card title={t.parked}>
      <p className={css.hint}>{t.parkedHint}</p>
      {holding.length === 0 && (isWaiting ? <Skeleton rows={2} height={56} /> : <p className={css.hint}>{t.none}</p>)}
      {holding.map(({ service }) => (
        <ParkedOf key={service} service={service} onAsk={ask} />
      ))}
      {asked && <ParkedSheet asked={asked} onClose={() => ask(null)} />}
    </Card>
  );
}

interface ParkedOfProps {
  readonly service: ServiceName;
  onAsk(asked: Asked): void;
}

/** What one service holds parked, page by page. */
function ParkedOf({ service, onAsk }: ParkedOfProps) {
  const t = useTexts(stateTexts);
  const { services } = useTexts(administrationTexts);
  const format = useFormat();
  const list = useAskPages(
    SERVICES[service].parked as typeof SERVICES.organisation.parked,
    {},
    ({ state }) => state.parkedEvents,
    { everyMs: LOOK_EVERY_MS },
  );
  const parked = list.edges?.map(({ node }) => node);
  const isWhole = !list.hasNextPage;
  return (
    <>
      <Answer of={{ ...list, data: parked }} waiting={<Skeleton rows={2} height={56} />}>
        {(shown) => (
          <>
            {!isWhole && <Note>{t.oldest(services[service] ?? service, format.count(shown.length))}</Note>}
            <ul className={css.queues}>
              {queuesOf(service, shown).map((queue) => (
                <QueueRow key={queue.id} queue={queue} onAsk={(order) => onAsk({ order, queue, isWhole })} />
              ))}
            </ul>
          </>
        )}
      </Answer>
      <More list={list} />
    </>
  );
}

interface RowProps {
  readonly queue: Queue;
  onAsk(order: Asked['order']): void;
}
function QueueRow({ queue, onAsk }: RowProps) {
  const t = useTexts(stateTexts);
  const format = useFormat();
  const { service, consumer, key, first, events, released } = queue;
  return (
    <li>
      <div>
        <b>{first.type}</b> <code>{first.code}</code>
        <span>
          {service} · {consumer} · {key}
        </span>
        <small>
          {[t.since(format.moment(first.parkedAt)), events > 1 && t.behind(format.count(events - 1))]
            .filter(Boolean)
            .join(' · ')}
        </small>
      </div>
      {released ? (
        <span className={css.hint}>{t.releasing}</span>
      ) : (
        <span className={css.orders}>
          {maySkip(queue) && (
            <Button aria-label={t.skipOf(key)} onClick={() => onAsk('skip')}>
              {t.skip}
            </Button>
          )}
          <Button aria-label={t.releaseOf(key)} onClick={() => onAsk('release')}>
            {t.release}
          </Button>
        </span>
      )}
    </li>
  );
}
