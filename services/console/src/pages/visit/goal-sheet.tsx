import { Button } from 'antd';
import { useState } from 'react';
import { useTexts } from '../../app/texts.js';
import { FormNote } from '../../parts/form-note.js';
import { Sheet } from '../../ui/sheet.js';
import { GoalFields } from '../visits/goal-fields.js';
import { draftOf, type GoalDraft, goalInput, isMeasurable } from '../visits/goal-model.js';
import { SetVisitGoal, type ShownVisit } from './documents.js';
import { visitTexts } from './texts.js';
import { useStep } from './use-step.js';

/** Says what a visit is to reach. */
export function GoalSheet({ visit, onClose }: { readonly visit: ShownVisit; onClose(): void }) {
  const t = useTexts(visitTexts);
  const step = useStep('setVisitGoal', visit, SetVisitGoal, (data) => data.setVisitGoal);
  const { busy, errors, fault } = step;
  const [draft, setDraft] = useState(() => (step.refused?.form as GoalDraft | undefined) ?? draftOf(visit.goal));
  const goal = goalInput(draft);
  const isWhole = isMeasurable(goal);
  const save = async () => {
    if (await step.take({ visitId: visit.id, goal }, { form: draft, said: t.goalSet, isWhole })) onClose();
  };
  return (
    <Sheet
      title={t.goal}
      under={visit.client.name}
      onClose={onClose}
      footer={
        <Button
          type="primary"
          size="large"
          loading={busy}
          disabled={step.isWaiting && !isWhole}
          onClick={() => void save()}
        >
          {t.save}
        </Button>
      }
    >
      <FormNote errors={errors} fault={fault} named={['goal']} />
      <GoalFields draft={draft} errors={errors} onChange={setDraft} />
    </Sheet>
  );
}
