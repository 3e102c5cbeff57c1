import { Button } from 'antd';
import { useState } from 'react';
import { sentencesAt, useCommand } from '../../api/command.js';
import { today } from '../../app/clock.js';
import { useTexts } from '../../app/texts.js';
import { termTexts } from '../../locales/terms.js';
import { FormNote } from '../../parts/form-note.js';
import { Chips } from '../../ui/chips.js';
import { DateField } from '../../ui/date-field.js';
import { Field } from '../../ui/field.js';
import { useSay } from '../../ui/say.js';
import { Sheet } from '../../ui/sheet.js';
import { RecordConsent } from './commands.js';
import type { ShownClient } from './documents.js';
import { decidedAt } from './model.js';
import { clientTexts } from './texts.js';
import css from './client.module.css';

const CHANNELS = ['PHONE', 'SMS', 'WECHAT', 'WECHAT_GROUP', 'EMAIL', 'VISIT'] as const;
const PURPOSES = ['SERVICE', 'MARKETING'] as const;
const DECISIONS = ['GRANTED', 'WITHDRAWN'] as const;
const FIELDS = ['channel', 'purpose', 'decision', 'decidedAt', 'expiresOn', 'wordingVersion', 'evidence'];

interface Draft {
  readonly channel: (typeof CHANNELS)[number];
  readonly purpose: (typeof PURPOSES)[number];
  readonly decision: (typeof DECISIONS)[number];
  readonly decidedOn: string;
  readonly expiresOn: string;
  readonly wordingVersion: string;
  readonly evidence: string;
}
const inputOf = (clientId: string, draft: Draft) => ({
  clientId,
  channel: draft.channel,
  purpose: draft.purpose,
  decision: draft.decision,
  decidedAt: decidedAt(draft.decidedOn, today()),
  expiresOn: (draft.decision === 'GRANTED' && draft.expiresOn) || null,
  wordingVersion: draft.wordingVersion.trim() || null,
  evidence: draft.evidence.trim() || null,
});

/**
 * Records what the client said on one way for one purpose. A withdrawal yields a receipt, which stays shown until it is
 * told.
 */
export function ConsentSheet({ client, onClose }: { readonly client: ShownClient; onClose(): void }) {
  const t = useTexts(clientTexts);
  const say = useSay();
  const [draft, setDraft] = useState<Draft>({
    channel: client.preferredChannel ?? 'PHONE',
    purpose: 'SERVICE',
    decision: 'GRANTED',
    decidedOn: today(),
    expiresOn: '',
    wordingVersion: '',
    evidence: '',
  });
  const [receipt, setReceipt] = useState('');
  const { send, busy, errors, fault } = useCommand(RecordConsent, (data) => data.recordConsent);
  const save = async () => {
    const payload = await send(inputOf(client.id, draft));
    if (!payload) return;
    if (payload.receipt) return setReceipt(payload.receipt.id);
    say(t.recorded);
    onClose();
  };
  if (receipt) return <Receipt id={receipt} onClose={onClose} />;
  return (
    <Sheet
      title={t.recordTitle(client.name)}
      onClose={onClose}
      footer={
        <Button type="primary" size="large" loading={busy} onClick={() => void save()}>
          {t.save}
        </Button>
      }
    >
      <FormNote errors={errors} fault={fault} named={FIELDS} />
      <Word draft={draft} errors={errors} onChange={setDraft} />
    </Sheet>
  );
}

interface WordProps {
  readonly draft: Draft;
  readonly errors: Parameters<typeof sentencesAt>[0];
  onChange(draft: Draft): void;
}
function Word({ draft, errors, onChange }: WordProps) {
  const t = useTexts(clientTexts);
  const terms = useTexts(termTexts);
  const change = (part: Partial<Draft>) => onChange({ ...draft, ...part });
  const at = (field: string) => sentencesAt(errors, field);
  return (
    <>
      <Chips
        legend={t.decision}
        columns={2}
        values={DECISIONS}
        value={draft.decision}
        error={at('decision')}
        text={(one) => terms.decision[one]}
        onChange={(decision) => change({ decision })}
      />
      <Chips
        legend={t.channel}
        columns={3}
        values={CHANNELS}
        value={draft.channel}
        error={at('channel')}
        text={(one) => terms.channel[one]}
        onChange={(channel) => change({ channel })}
      />
      <Chips
        legend={t.purpose}
        columns={2}
        values={PURPOSES}
        value={draft.purpose}
        error={at('purpose')}
        text={(one) => terms.purpose[one]}
        onChange={(purpose) => change({ purpose })}
      />
      <DateField
        label={t.decidedOn}
        max={today()}
        value={draft.decidedOn}
        error={at('decidedAt')}
        onChange={(decidedOn) => change({ decidedOn })}
      />
      {draft.decision === 'GRANTED' && (
        <DateField
          label={t.expiresOn}
          hint={t.expiresHint}
          value={draft.expiresOn}
          error={at('expiresOn')}
          onChange={(expiresOn) => change({ expiresOn })}
        />
      )}
      <Field
        label={t.wording}
        value={draft.wordingVersion}
        error={at('wordingVersion')}
        onChange={(wordingVersion) => change({ wordingVersion })}
        autoComplete="off"
      />
      <Field
        label={t.evidence}
        hint={t.evidenceHint}
        value={draft.evidence}
        error={at('evidence')}
        onChange={(evidence) => change({ evidence })}
        autoComplete="off"
      />
    </>
  );
}

function Receipt({ id, onClose }: { readonly id: string; onClose(): void }) {
  const t = useTexts(clientTexts);
  return (
    <Sheet
      title={t.receiptTitle}
      under={t.receiptHint}
      onClose={onClose}
      footer={
        <Button type="primary" size="large" onClick={onClose}>
          {t.done}
        </Button>
      }
    >
      <code className={css.receipt}>{id}</code>
    </Sheet>
  );
}
