import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { useAsk } from '../../api/ask.js';
import { useCommand } from '../../api/command.js';
import { useFormat } from '../../app/format.js';
import { type Grain, periodAfter, periodEnd } from '../../app/periods.js';
import { useTexts } from '../../app/texts.js';
import { termTexts } from '../../locales/terms.js';
import { FormNote } from '../../parts/form-note.js';
import { Field, Select } from '../../ui/field.js';
import { useSay } from '../../ui/say.js';
import { Sheet } from '../../ui/sheet.js';
import { Skeleton } from '../../ui/states.js';
import { FiguresTargets, SetTargets } from './appraisal-documents.js';
import { shownTarget, targetOf } from './appraisal-model.js';
import { appraisalTexts } from './appraisal-texts.js';
import { isRatio, type MetricName, METRICS, type Scope } from './model.js';

const LEVEL_FIELDS = ['base', 'stretch', 'challenge'] as const;
type LevelField = (typeof LEVEL_FIELDS)[number];

interface Props {
  readonly scope: Scope;
  readonly grain: Grain;
  readonly start: string;
  onClose(): void;
}

/** Sets the target of a metric for a month, in up to three levels; what stood before is shown. */
export function TargetSheet({ scope, grain, start, onClose }: Props) {
  const t = useTexts(appraisalTexts);
  const terms = useTexts(termTexts);
  const format = useFormat();
  const months = monthsOf(grain, start);
  const [month, setMonth] = useState(start);
  const [metric, setMetric] = useState<MetricName>('CONTACTS');
  const asked = useAsk(FiguresTargets, { scope, year: Number(start.slice(0, 4)) });
  const known = asked.data?.targets.find((one) => one.metric === metric && one.month === month);
  return (
    <Levels
      // Another month or metric has levels of its own.
      key={`${metric} ${month} ${asked.isPending}`}
      scope={scope}
      metric={metric}
      month={month}
      known={known}
      isReady={!asked.isPending}
      onClose={onClose}
    >
      {months.length > 1 && (
        <Select
          label={t.month}
          value={month}
          values={months}
          text={(one) => format.month(one)}
          onChange={(one) => one && setMonth(one)}
        />
      )}
      <Select<MetricName>
        label={t.metric}
        value={metric}
        values={METRICS}
        text={(one) => terms.metric[one]}
        onChange={(one) => one && setMetric(one)}
      />
    </Levels>
  );
}

/** The months of a period, each by its first day. */
function monthsOf(grain: Grain, start: string): readonly string[] {
  const end = periodEnd(grain, start);
  return Array.from({ length: 12 }, (_, index) => periodAfter('MONTH', start, index)).filter((month) => month <= end);
}

interface LevelsProps {
  readonly scope: Scope;
  readonly metric: MetricName;
  readonly month: string;
  readonly known: Readonly<Record<LevelField, number | null>> | undefined;
  readonly isReady: boolean;
  readonly children: ReactNode;
  onClose(): void;
}
function Levels({ scope, metric, month, known, isReady, children, onClose }: LevelsProps) {
  const t = useTexts(appraisalTexts);
  const say = useSay();
  const isShare = isRatio(metric);
  const [draft, setDraft] = useState<Readonly<Record<LevelField, string>>>({
    base: shownTarget(known?.base ?? null, isShare),
    stretch: shownTarget(known?.stretch ?? null, isShare),
    challenge: shownTarget(known?.challenge ?? null, isShare),
  });
  const { send, busy, errors, fault } = useCommand(SetTargets, (data) => data.setTargets);
  const save = async () => {
    const [base, stretch, challenge] = LEVEL_FIELDS.map((level) => targetOf(draft[level], isShare));
    if (!(await send({ targets: [{ ...scope, metric, month, base, stretch, challenge }] }))) return;
    say(t.saved);
    onClose();
  };
  return (
    <Sheet
      title={t.setTargets}
      under={t.levelsHint}
      onClose={onClose}
      footer={
        <Button type="primary" size="large" loading={busy} disabled={!isReady} onClick={() => void save()}>
          {t.save}
        </Button>
      }
    >
      <FormNote errors={errors} fault={fault} named={[]} />
      {children}
      {isReady ? (
        LEVEL_FIELDS.map((level) => (
          <Field
            key={level}
            label={t.levels[LEVEL_OF[level]]}
            hint={isShare ? t.percentHint : undefined}
            type="number"
            value={draft[level]}
            onChange={(value) => setDraft({ ...draft, [level]: value })}
          />
        ))
      ) : (
        <Skeleton rows={3} height={64} />
      )}
    </Sheet>
  );
}
const LEVEL_OF = { base: 'BASE', stretch: 'STRETCH', challenge: 'CHALLENGE' } as const;
