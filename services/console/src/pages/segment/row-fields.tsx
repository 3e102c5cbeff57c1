import { useTexts } from '../../app/texts.js';
import { termTexts } from '../../locales/terms.js';
import { Chips, ManyChips } from '../../ui/chips.js';
import { DateField } from '../../ui/date-field.js';
import { Field, Select } from '../../ui/field.js';
import { CHANNELS, HOLDING_KINDS, KINDS, PURPOSES, type Row, TIERS } from './model.js';
import { segmentTexts } from './texts.js';
import css from './segment.module.css';

interface Props {
  readonly row: Row;
  onChange(change: Partial<Row>): void;
}

/** What a condition asks for, typed by its field. */
export function RowFields({ row, onChange }: Props) {
  const t = useTexts(segmentTexts);
  const terms = useTexts(termTexts);
  const label = t.fields[row.field];
  switch (row.field) {
    case 'tier':
      return (
        <ManyChips
          legend={label}
          columns={4}
          values={TIERS}
          chosen={TIERS.filter((tier) => row.chosen.includes(tier))}
          text={(tier) => terms.tier[tier]}
          onChange={(chosen) => onChange({ chosen })}
        />
      );
    case 'kind':
      return (
        <Chips
          legend={label}
          columns={2}
          values={KINDS}
          value={KINDS.find((kind) => kind === row.text) ?? null}
          text={(kind) => t.kinds[kind]}
          onChange={(text) => onChange({ text })}
        />
      );
    case 'unitId':
    case 'rmId':
      return <Field label={t.code} value={row.text} maxLength={64} onChange={(text) => onChange({ text })} />;
    case 'interest':
      return <Field label={label} value={row.text} maxLength={100} onChange={(text) => onChange({ text })} />;
    case 'birthdayWithinDays':
      return <Field label={t.withinDays} type="number" value={row.text} onChange={(text) => onChange({ text })} />;
    case 'notContactedSince':
      return <DateField label={t.since} value={row.text} onChange={(text) => onChange({ text })} />;
    case 'deposits':
      return <Range row={row} from={t.atLeast} to={t.atMost} hint={t.yuan} onChange={onChange} />;
    case 'contactsAYear':
      return <Range row={row} from={t.atLeast} to={t.atMost} onChange={onChange} />;
    case 'consent':
      return <ConsentFields row={row} onChange={onChange} />;
    case 'holds':
      return <HoldingFields row={row} onChange={onChange} />;
  }
}

interface RangeProps extends Props {
  readonly from: string;
  readonly to: string;
  readonly hint?: string;
}
function Range({ row, from, to, hint, onChange }: RangeProps) {
  return (
    <div className={css.two}>
      <Field label={from} value={row.min} hint={hint} maxLength={16} onChange={(min) => onChange({ min })} />
      <Field label={to} value={row.max} maxLength={16} onChange={(max) => onChange({ max })} />
    </div>
  );
}

function ConsentFields({ row, onChange }: Props) {
  const t = useTexts(segmentTexts);
  const terms = useTexts(termTexts);
  return (
    <div className={css.two}>
      <Select
        label={t.channel}
        none={t.choosePlease}
        values={CHANNELS}
        value={CHANNELS.find((channel) => channel === row.text) ?? ''}
        text={(channel) => terms.channel[channel]}
        onChange={(text) => onChange({ text })}
      />
      <Select
        label={t.purpose}
        none={t.choosePlease}
        values={PURPOSES}
        value={PURPOSES.find((purpose) => purpose === row.second) ?? ''}
        text={(purpose) => terms.purpose[purpose]}
        onChange={(second) => onChange({ second })}
      />
    </div>
  );
}

function HoldingFields({ row, onChange }: Props) {
  const t = useTexts(segmentTexts);
  return (
    <>
      <div className={css.two}>
        <Select
          label={t.holdingKind}
          none={t.anyKind}
          values={HOLDING_KINDS}
          value={HOLDING_KINDS.find((kind) => kind === row.text) ?? ''}
          text={(kind) => t.holdingKinds[kind]}
          onChange={(text) => onChange({ text })}
        />
        <Field label={t.productCode} value={row.second} maxLength={64} onChange={(second) => onChange({ second })} />
      </div>
      <Range row={row} from={t.balanceFrom} to={t.balanceTo} hint={t.yuan} onChange={onChange} />
    </>
  );
}
