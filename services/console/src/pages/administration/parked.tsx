import { Button } from 'antd';
import { useState } from 'react';
import { useCommand } from '../../api/command.js';
import { useFormat } from '../../app/format.js';
import { useTexts } from '../../app/texts.js';
import { Card } from '../../ui/page.js';
import { useSay } from '../../ui/say.js';
import { Sheet } from '../../ui/sheet.js';
import { Note, Skeleton } from '../../ui/states.js';
import { type Queue, queuesOf } from './parked-model.js';
import { SERVICES } from './state-documents.js';
import { stateTexts } from './state-texts.js';
import { administrationTexts } from './texts.js';
import { useStates } from './use-states.js';
import css from './state.module.css';

/** Events that a consumer could not take, of all services, each queue with its release. */
export function Parked() {
  const t = useTexts(stateTexts);
  const { services } = useTexts(administrationTexts);
  const [asked, ask] = useState<Queue | null>(null);
  const looks = useStates();
  const queues = looks.flatMap(({ service, state }) => (state ? queuesOf(service, state.parkedEvents) : []));
  const isWaiting = looks.some(({ state, error }) => state === undefined && error === null);
  return (
    <Card title={t.parked}>
      <p className={css.hint}>{t.parkedHint}</p>
      {looks.map(
        ({ service, state }) =>
          state?.parkedEvents.pageInfo.hasNextPage && <Note key={service}>{t.more(services[service] ?? service)}</Note>,
      )}
      {queues.length === 0 && (isWaiting ? <Skeleton rows={2} height={56} /> : <p className={css.hint}>{t.none}</p>)}
      <ul className={css.queues}>
        {queues.map((queue) => (
          <QueueRow key={queue.id} queue={queue} onRelease={() => ask(queue)} />
        ))}
      </ul>
      {asked && <ReleaseSheet queue={asked} onClose={() => ask(null)} />}
    </Card>
  );
}

function QueueRow({ queue, onRelease }: { readonly queue: Queue; onRelease(): void }) {
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
        <Button aria-label={t.releaseOf(key)} onClick={onRelease}>
          {t.release}
        </Button>
      )}
    </li>
  );
}

function ReleaseSheet({ queue, onClose }: { readonly queue: Queue; onClose(): void }) {
  const t = useTexts(stateTexts);
  const format = useFormat();
  const say = useSay();
  const { service, consumer, topic, key, first, events } = queue;
  const release = useCommand(SERVICES[service].release as typeof SERVICES.organisation.release, ({ done }) => done);
  const onRelease = async () => {
    const done = await release.send({ consumer, topic, key });
    if (!done) return;
    say(t.released(format.count(done.released ?? 0)));
    onClose();
  };
  const fault = release.errors.map(({ message }) => message).join(' ') || release.fault?.message;
  return (
    <Sheet
      title={t.confirm(format.count(events))}
      under={t.confirmHint}
      onClose={onClose}
      footer={
        <>
          <Button size="large" onClick={onClose}>
            {t.cancel}
          </Button>
          <Button type="primary" size="large" loading={release.busy} onClick={() => void onRelease()}>
            {t.release}
          </Button>
        </>
      }
    >
      {fault && <Note kind="error">{fault}</Note>}
      <dl className={css.facts}>
        <Fact name={t.event} value={`${first.type} ${first.eventId}`} />
        <Fact name={t.consumer} value={`${service} ${consumer}`} />
        <Fact name={t.key} value={key} />
        <Fact name={t.code} value={first.code} />
        {first.reason && <Fact name={t.reason} value={first.reason} />}
      </dl>
    </Sheet>
  );
}

function Fact({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
