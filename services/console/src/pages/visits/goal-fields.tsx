import { type Rejection, sentencesAt } from '../../api/command.js';
import { useTexts } from '../../app/texts.js';
import { visitTerms } from '../../locales/visit-terms.js';
import { Chips } from '../../ui/chips.js';
import { Field, TextArea } from '../../ui/field.js';
import { GOAL_KINDS, type GoalDraft, type GoalKind } from './goal-model.js';
import { goalTexts } from './goal-texts.js';
import css from './visits.module.css';

interface Props {
  readonly draft: GoalDraft;
  readonly errors: readonly Rejection[];
  onChange(draft: GoalDraft): void;
}

/** What a visit is to reach: a number, or a sentence. */
export function GoalFields({ draft, errors, onChange }: Props) {
  const t = useTexts(goalTexts);
  const terms = useTexts(visitTerms);
  const change = (part: Partial<GoalDraft>) => onChange({ ...draft, ...part });
  return (
    <>
      <Chips<GoalKind>
        legend={t.kind}
        columns={4}
        values={GOAL_KINDS}
        value={draft.kind}
        text={(one) => terms.goal[one]}
        onChange={(kind) => change({ kind })}
      />
      <TextArea
        label={t.text}
        hint={t.textHint}
        value={draft.text}
        maxLength={500}
        error={sentencesAt(errors, 'goal')}
        onChange={(text) => change({ text })}
      />
      <div className={css.pair}>
        <Field label={t.target} type="number" value={draft.target} onChange={(target) => change({ target })} />
        <Field
          label={t.unit}
          placeholder={t.unitHint}
          value={draft.unit}
          maxLength={20}
          autoComplete="off"
          onChange={(unit) => change({ unit })}
        />
      </div>
    </>
  );
}
