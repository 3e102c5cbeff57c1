import { Button } from 'antd';
import { useState } from 'react';
import { sentencesAt, useCommand } from '../../api/command.js';
import { useTexts } from '../../app/texts.js';
import { visitStepTexts } from '../../locales/visit-steps.js';
import { visitTerms } from '../../locales/visit-terms.js';
import { commandOf, plannedId } from '../../offline/visit-queue.js';
import type { StepInputs } from '../../offline/visit-step.js';
import { steps } from '../../offline/visit-steps.js';
import { ClientFinder, type Found } from '../../parts/client-finder.js';
import { FormNote } from '../../parts/form-note.js';
import { Chips } from '../../ui/chips.js';
import { DateField } from '../../ui/date-field.js';
import { Field } from '../../ui/field.js';
import { useSay } from '../../ui/say.js';
import { Sheet } from '../../ui/sheet.js';
import { PlanVisit } from './documents.js';
import { GoalFields } from './goal-fields.js';
import { draftOf, goalInput, isEmpty, isMeasurable } from './goal-model.js';
import { momentOf } from './model.js';
import { visitsTexts } from './texts.js';
import css from './visits.module.css';

const FIELDS = ['plannedOn', 'plannedAt', 'place', 'goal'];
const PLACES = ['CLIENT_HOME', 'CLIENT_OFFICE', 'BANK', 'ELSEWHERE'] as const;
type Place = (typeof PLACES)[number];

interface Props {
  /** Whom; without it one is looked for. */
  readonly client?: Found;
  readonly today: string;
  onClose(): void;
  onPlanned(visitId: string): void;
}

/** Plans a visit: whom, when and where; the goal may follow. Without a network the plan waits on the device. */
export function PlanSheet({ client: given, today, onClose, onPlanned }: Props) {
  const t = useTexts(visitsTexts);
  const stepTexts = useTexts(visitStepTexts);
  const terms = useTexts(visitTerms);
  const say = useSay();
  const [client, setClient] = useState<Found | null>(given ?? null);
  const [day, setDay] = useState(today);
  const [hour, setHour] = useState('');
  const [place, setPlace] = useState<Place>('CLIENT_OFFICE');
  const [goal, setGoal] = useState(() => draftOf(null));
  const { send, busy, errors, fault } = useCommand(PlanVisit, (data) => data.planVisit);
  const put = async (input: StepInputs['planVisit']) => {
    const { commandId } = input;
    const whose = { visitId: plannedId(commandId), clientName: client!.name };
    await steps.add({ commandId, name: 'planVisit', ...whose, input: commandOf('planVisit', input), form: null });
    return 'waits' as const;
  };
  const save = async () => {
    const asked = { plannedOn: day, plannedAt: momentOf(day, hour), place };
    const set = isEmpty(goal) ? null : goalInput(goal);
    // What the platform would refuse for sure does not wait for it.
    const aside = set === null || isMeasurable(set) ? { atOnce: false, put } : undefined;
    const payload = await send({ clientId: client!.id, ...asked, goal: set }, aside);
    if (!payload) return;
    say(payload === 'waits' ? stepTexts.queued : t.planned);
    onClose();
    if (payload !== 'waits' && payload.visit) onPlanned(payload.visit.id);
  };
  if (!client)
    return (
      <Sheet title={t.planTitle} onClose={onClose}>
        <ClientFinder onFound={setClient} />
      </Sheet>
    );
  return (
    <Sheet
      title={t.planFor(client.name)}
      onClose={onClose}
      footer={
        <Button type="primary" size="large" loading={busy} onClick={() => void save()}>
          {t.save}
        </Button>
      }
    >
      <FormNote errors={errors} fault={fault} named={FIELDS} />
      <div className={css.pair}>
        <DateField label={t.day} min={today} value={day} error={sentencesAt(errors, 'plannedOn')} onChange={setDay} />
        <Field
          label={t.time}
          hint={t.timeHint}
          type="time"
          value={hour}
          error={sentencesAt(errors, 'plannedAt')}
          onChange={setHour}
        />
      </div>
      <Chips<Place>
        legend={t.place}
        columns={2}
        values={PLACES}
        value={place}
        error={sentencesAt(errors, 'place')}
        text={(one) => terms.place[one]}
        onChange={setPlace}
      />
      <details className={css.more} open={sentencesAt(errors, 'goal') !== '' || undefined}>
        <summary>{t.goalNow}</summary>
        <div>
          <GoalFields draft={goal} errors={errors} onChange={setGoal} />
        </div>
      </details>
    </Sheet>
  );
}
