import { Button } from 'antd';
import { useState } from 'react';
import { sentencesAt } from '../../api/command.js';
import { useTexts } from '../../app/texts.js';
import { FormNote } from '../../parts/form-note.js';
import { Chips } from '../../ui/chips.js';
import { TextArea } from '../../ui/field.js';
import { Sheet } from '../../ui/sheet.js';
import { CancelVisit, type ShownVisit } from './documents.js';
import { visitTexts } from './texts.js';
import { useStep } from './use-step.js';

const WHYS = ['cancelled', 'noShow'] as const;
type Why = (typeof WHYS)[number];
interface CancelDraft {
  readonly why: Why;
  readonly reason: string;
}

/** Calls a visit off, or says that the client was not there. */
export function CancelSheet({ visit, onClose }: { readonly visit: ShownVisit; onClose(): void }) {
  const t = useTexts(visitTexts);
  const step = useStep('cancelVisit', visit, CancelVisit, (data) => data.cancelVisit);
  const { busy, errors, fault } = step;
  const begun = step.refused?.form as CancelDraft | undefined;
  const [why, setWhy] = useState<Why>(begun?.why ?? (visit.state === 'STARTED' ? 'noShow' : 'cancelled'));
  const [reason, setReason] = useState(begun?.reason ?? '');
  const save = async () => {
    const noShow = why === 'noShow';
    const form = { why, reason } satisfies CancelDraft;
    const said = noShow ? t.noShowSaved : t.cancelled;
    if (await step.take({ visitId: visit.id, reason: reason.trim(), noShow }, { form, said })) onClose();
  };
  return (
    <Sheet
      title={t.cancelTitle}
      under={visit.client.name}
      onClose={onClose}
      footer={
        <>
          <Button size="large" onClick={onClose}>
            {t.keep}
          </Button>
          <Button
            size="large"
            type="primary"
            danger
            loading={busy}
            disabled={!reason.trim()}
            onClick={() => void save()}
          >
            {t.whys[why]}
          </Button>
        </>
      }
    >
      <FormNote errors={errors} fault={fault} named={['reason']} />
      <Chips<Why>
        legend={t.whyCancel}
        columns={2}
        values={WHYS}
        value={why}
        text={(one) => t.whys[one]}
        onChange={setWhy}
      />
      <TextArea
        label={t.reasonLabel}
        value={reason}
        maxLength={500}
        error={sentencesAt(errors, 'reason')}
        onChange={setReason}
      />
    </Sheet>
  );
}
