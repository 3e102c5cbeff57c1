import { Button } from 'antd';
import { useMe } from '../../app/me.js';
import { useTexts } from '../../app/texts.js';
import { Chips } from '../../ui/chips.js';
import { Select } from '../../ui/field.js';
import { Card } from '../../ui/page.js';
import { type Draft, type FieldName, FIELDS, isWhole, MASKED, newRow, PLACES, type Row } from './model.js';
import { RowFields } from './row-fields.js';
import { segmentTexts } from './texts.js';
import css from './segment.module.css';

const JOINS = ['all', 'any'] as const;

interface Props {
  readonly draft: Draft;
  onChange(draft: Draft): void;
}

/** The conditions of a segment: a row each, and how they go together. */
export function Builder({ draft, onChange }: Props) {
  const t = useTexts(segmentTexts);
  const { person } = useMe();
  const hidden = person?.role === 'HEAD_OFFICE' ? MASKED : person?.role === 'RM' ? PLACES : [];
  const offered = FIELDS.filter((field) => !hidden.includes(field));
  const change = (rows: readonly Row[]) => onChange({ ...draft, rows });
  const add = (field: FieldName | '') => {
    const last = draft.rows.reduce((most, { key }) => Math.max(most, key), 0);
    if (field !== '') change([...draft.rows, newRow(field, last + 1)]);
  };
  return (
    <Card title={t.conditions}>
      <Chips
        legend={t.joins}
        columns={2}
        values={JOINS}
        value={draft.joins}
        text={(joins) => t.join[joins]}
        onChange={(joins) => onChange({ ...draft, joins })}
      />
      {draft.rows.length === 0 && <p className={css.quiet}>{t.everybody}</p>}
      <ul className={css.rows}>
        {draft.rows.map((row) => (
          <Condition
            key={row.key}
            row={row}
            onChange={(told) => change(draft.rows.map((one) => (one.key === row.key ? { ...one, ...told } : one)))}
            onRemove={() => change(draft.rows.filter(({ key }) => key !== row.key))}
          />
        ))}
      </ul>
      <Select<FieldName>
        label={t.add}
        none={t.choose}
        value=""
        values={offered}
        text={(field) => t.fields[field]}
        onChange={add}
      />
    </Card>
  );
}

interface ConditionProps {
  readonly row: Row;
  onChange(told: Partial<Row>): void;
  onRemove(): void;
}
function Condition({ row, onChange, onRemove }: ConditionProps) {
  const t = useTexts(segmentTexts);
  const name = t.fields[row.field];
  return (
    <li data-not={row.isNot} aria-label={name}>
      <header>
        <b>{name}</b>
        <label className={css.not}>
          <input type="checkbox" checked={row.isNot} onChange={() => onChange({ isNot: !row.isNot })} />
          {t.not}
        </label>
        <Button aria-label={t.removeOf(name)} onClick={onRemove}>
          {t.remove}
        </Button>
      </header>
      <RowFields row={row} onChange={onChange} />
      {!isWhole(row) && <p className={css.unfinished}>{t.unfinished}</p>}
    </li>
  );
}
