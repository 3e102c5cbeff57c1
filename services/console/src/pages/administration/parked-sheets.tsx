import { Button } from 'antd';
import { useCommand } from '../../api/command.js';
import { useFormat } from '../../app/format.js';
import { useTexts } from '../../app/texts.js';
import { FormNote } from '../../parts/form-note.js';
import { ReasonSheet } from '../../parts/reason-sheet.js';
import { useSay } from '../../ui/say.js';
import { Sheet } from '../../ui/sheet.js';
import { Note } from '../../ui/states.js';
import type { Queue } from './parked-model.js';
import { SERVICES } from './state-documents.js';
import { stateTexts } from './state-texts.js';
import css from './state.module.css';

/** An order about a queue of parked events, before it is given. */
export interface Asked {
  readonly order: 'release' | 'skip';
  readonly queue: Queue;
  /** All parked events of the service are listed, so that none of this queue is missing. */
  readonly isWhole: boolean;
}
interface Props {
  readonly asked: Asked;
  onClose(): void;
}

/** Asks once more, with what it is about, before an order is given. */
export const ParkedSheet = ({ asked, onClose }: Props) =>
  asked.order === 'skip' ? (
    <SkipSheet queue={asked.queue} onClose={onClose} />
  ) : (
    <ReleaseSheet asked={asked} onClose={onClose} />
  );

function ReleaseSheet({ asked: { queue, isWhole }, onClose }: Props) {
  const t = useTexts(stateTexts);
  const format = useFormat();
  const say = useSay();
  const { service, consumer, topic, key, events } = queue;
  const { send, busy, errors, fault } = useCommand(
    SERVICES[service].release as typeof SERVICES.organisation.release,
    ({ done }) => done,
  );
  const onRelease = async () => {
    const done = await send({ consumer, topic, key });
    if (!done) return;
    say(t.released(format.count(done.released ?? 0)));
    onClose();
  };
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
          <Button type="primary" size="large" loading={busy} onClick={() => void onRelease()}>
            {t.release}
          </Button>
        </>
      }
    >
      <FormNote errors={errors} fault={fault} named={[]} />
      {!isWhole && <Note>{t.confirmRest}</Note>}
      <Facts queue={queue} />
    </Sheet>
  );
}

/** Lets go of the oldest event of a queue for good, with a reason. */
function SkipSheet({ queue, onClose }: { readonly queue: Queue; onClose(): void }) {
  const t = useTexts(stateTexts);
  const format = useFormat();
  const say = useSay();
  const { service, consumer, first } = queue;
  const { send, ...sending } = useCommand(
    SERVICES[service].skip as typeof SERVICES.organisation.skip,
    ({ done }) => done,
  );
  const onSkip = async (because: string) => {
    const done = await send({ eventId: first.eventId, consumer, because });
    if (!done) return;
    say(t.skipped(format.count(done.released ?? 0)));
    onClose();
  };
  return (
    <ReasonSheet
      title={t.skipTitle}
      under={t.skipHint}
      label={t.because}
      hint={t.becauseHint}
      field="because"
      go={t.skip}
      isNeeded
      isDanger
      {...sending}
      onSend={(because) => void onSkip(because ?? '')}
      onClose={onClose}
    >
      <Facts queue={queue} />
    </ReasonSheet>
  );
}

function Facts({ queue: { service, consumer, key, first } }: { readonly queue: Queue }) {
  const t = useTexts(stateTexts);
  return (
    <dl className={css.facts}>
      <Fact name={t.event} value={`${first.type} ${first.eventId}`} />
      <Fact name={t.consumer} value={`${service} ${consumer}`} />
      <Fact name={t.key} value={key} />
      <Fact name={t.code} value={first.code} />
      {first.reason && <Fact name={t.reason} value={first.reason} />}
    </dl>
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
