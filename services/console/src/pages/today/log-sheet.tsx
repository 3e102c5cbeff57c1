import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { sentencesElsewhere } from '../../api/command.js';
import { nowMs } from '../../app/clock.js';
import { useTexts } from '../../app/texts.js';
import { keptSheet, logHere } from '../../offline/kept-sheet.js';
import { outbox, type WaitingContact } from '../../offline/outbox.js';
import { Reach } from '../../parts/reach.js';
import { type Channel, type ConsentWord, reachOf } from '../../parts/reach-model.js';
import type { Topic } from '../../parts/topics/documents.js';
import { session } from '../../session/session.js';
import { useSay } from '../../ui/say.js';
import { Sheet } from '../../ui/sheet.js';
import { Note } from '../../ui/states.js';
import type { Item } from './documents.js';
import { Details, Taps } from './log-fields.js';
import { draftOf, draftOfInput, type Draft, inputOf } from './log-model.js';
import { ReasonText } from './reason-text.js';
import { todayTexts } from './texts.js';
import css from './today.module.css';

const FIELDS = ['channel', 'outcome', 'followUpOn', 'startedAt', 'endedAt', 'notes', 'topics'];

/** Whom a contact is logged with, and what is known beforehand. */
export interface Whom extends Pick<Item, 'channel'> {
  readonly clientId: string;
  readonly name: string;
  /** The plan item that it does, if any. */
  readonly planItemId: string | null;
  readonly interests: readonly string[];
  /** What the platform suggests to talk about; absent where that is not known. */
  readonly topics?: readonly Topic[];
  /** What they allow; undefined where that is not known. */
  readonly consents?: readonly ConsentWord[];
  readonly preferredChannel?: Channel | 'WECHAT_GROUP' | null;
  /** Why they stand in the plan. */
  readonly reason?: Item['reason'];
}
export const whomOf = ({ id, client, channel, reason, topics }: Item): Whom => ({
  clientId: client.id,
  name: client.name,
  planItemId: id,
  channel,
  interests: client.interests,
  topics,
  consents: client.consents,
  preferredChannel: client.preferredChannel,
  reason,
});
const whomOfRefused = ({ clientName, input }: WaitingContact): Whom => ({
  clientId: input.clientId,
  name: clientName,
  planItemId: input.planItemId ?? null,
  channel: input.channel,
  interests: [],
});

/** A sheet as it was left. */
export interface LeftSheet {
  readonly whom: Whom;
  readonly draft: Draft;
}

interface Props {
  readonly whom?: Whom;
  /** One that the platform refused, to be put right. */
  readonly refused?: WaitingContact;
  /** What was put in before the page went away. */
  readonly begun?: Draft;
  onClose(): void;
}

/**
 * Logs a contact: outcome, next contact, topic, each a tap. It goes into the outbox and from there to the platform,
 * with or without a network.
 */
export function LogSheet({ whom: given, refused, begun, onClose }: Props) {
  const t = useTexts(todayTexts);
  const say = useSay();
  const [draft, setDraft] = useState<Draft>(
    () => begun ?? (refused ? draftOfInput(refused.input, nowMs()) : draftOf(given!)),
  );
  const whom = refused ? whomOfRefused(refused) : given!;
  const errors = refused?.refusal ? [refused.refusal] : [];
  const change = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }));
  // A refused one lies in the outbox and is not lost.
  useEffect(() => {
    if (given) keptSheet.keep(session.subject(), logHere(), { whom: given, draft } satisfies LeftSheet);
  }, [given, draft]);
  const shut = () => {
    keptSheet.drop(logHere());
    onClose();
  };
  const save = async () => {
    const { outcome } = draft;
    if (!outcome) return;
    await outbox.add(session.subject(), whom.name, inputOf(whom, { ...draft, outcome }, nowMs(), t.topicLine));
    if (refused) await outbox.drop(refused.commandId);
    const isTouch = outcome === 'NO_ANSWER' || outcome === 'MESSAGE_LEFT';
    say(!navigator.onLine ? t.queued : isTouch ? t.savedTouch(whom.name) : t.saved(whom.name));
    shut();
    void outbox.flush(session.subject());
  };
  const { consents, preferredChannel = null } = whom;
  return (
    <Sheet
      title={t.logFor(whom.name)}
      under={whom.reason && <ReasonText reason={whom.reason} />}
      isHeld={draft.outcome !== null || draft.notes !== ''}
      onClose={shut}
      footer={<Save isReady={draft.outcome !== null} onSave={save} />}
    >
      {sentencesElsewhere(errors, FIELDS) && <Note kind="error">{sentencesElsewhere(errors, FIELDS)}</Note>}
      {consents && <Reach consents={consents} preferred={preferredChannel} />}
      <Taps
        draft={draft}
        change={change}
        errors={errors}
        interests={whom.interests}
        topics={whom.topics ?? []}
        reach={consents && reachOf(consents, preferredChannel)}
      />
      <Details draft={draft} change={change} errors={errors} />
      <p className={css.noUndo}>{t.noUndo}</p>
    </Sheet>
  );
}

/** Grey until it is said what came of the contact. */
function Save({ isReady, onSave }: { readonly isReady: boolean; onSave(): Promise<void> }) {
  const t = useTexts(todayTexts);
  const [busy, setBusy] = useState(false);
  const press = () => {
    setBusy(true);
    void onSave().finally(() => setBusy(false));
  };
  return (
    <Button type="primary" size="large" loading={busy} disabled={!isReady} onClick={press}>
      {t.save}
    </Button>
  );
}
