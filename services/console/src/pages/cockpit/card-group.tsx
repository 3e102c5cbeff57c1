import { Button } from 'antd';
import { useTexts } from '../../app/texts.js';
import { termTexts } from '../../locales/terms.js';
import { percentOf, sumOf } from '../../parts/percent.js';
import { Field, Select } from '../../ui/field.js';
import { useInView } from '../../ui/in-view.js';
import { type Level, LEVELS } from '../figures/appraisal-model.js';
import { appraisalTexts } from '../figures/appraisal-texts.js';
import type { MetricName } from '../figures/model.js';
import { type GroupDraft, type GroupName, type ItemDraft, newItem } from './card-model.js';
import { cardTexts } from './card-texts.js';
import css from './card.module.css';

interface Props {
  readonly group: GroupDraft;
  /** The platform's own sentence on this group and what it holds. */
  readonly error: string;
  /** What an item of a group may be of, the one that it is of among them. */
  offer(group: GroupName, own: MetricName | ''): readonly MetricName[];
  onChange(group: GroupDraft): void;
}

/** A group of a scorecard: what it weighs, and its items. */
export function CardGroup({ group, error, offer, onChange }: Props) {
  const t = useTexts(cardTexts);
  const words = useTexts(appraisalTexts);
  const box = useInView<HTMLFieldSetElement>(error);
  const { weight, items } = group;
  const name = words.groups[group.group] ?? group.group;
  const put = (changed: readonly ItemDraft[]) => onChange({ ...group, items: changed });
  return (
    <fieldset ref={box} className={css.group}>
      <legend>{name}</legend>
      <Field
        label={t.weight}
        type="number"
        autoComplete="off"
        value={weight}
        error={percentOf(weight) === null ? t.notWhole : ''}
        onChange={(text) => onChange({ ...group, weight: text })}
      />
      {items.map((item) => (
        <Item
          key={item.key}
          item={item}
          offered={offer(group.group, item.metric)}
          onChange={(changed) => put(items.map((one) => (one.key === item.key ? changed : one)))}
          onRemove={() => put(items.filter(({ key }) => key !== item.key))}
        />
      ))}
      {items.length > 0 && <p className={css.quiet}>{t.itemSum(sumOf(items.map((item) => item.weight)))}</p>}
      {error && (
        <p className={css.error} role="alert">
          {error}
        </p>
      )}
      <Button aria-label={t.addItemTo(name)} onClick={() => put([...items, newItem(items)])}>
        {t.addItem}
      </Button>
    </fieldset>
  );
}

interface ItemProps {
  readonly item: ItemDraft;
  readonly offered: readonly MetricName[];
  onChange(item: ItemDraft): void;
  onRemove(): void;
}
function Item({ item, offered, onChange, onRemove }: ItemProps) {
  const t = useTexts(cardTexts);
  const terms = useTexts(termTexts);
  const words = useTexts(appraisalTexts);
  const { metric, weight, level } = item;
  return (
    <div className={css.item}>
      <Select<MetricName>
        label={t.metric}
        none={t.choose}
        value={metric}
        values={offered}
        text={(one) => terms.metric[one]}
        onChange={(one) => onChange({ ...item, metric: one })}
      />
      <Field
        label={t.itemWeight}
        type="number"
        autoComplete="off"
        value={weight}
        error={percentOf(weight) === null ? t.notWhole : ''}
        onChange={(text) => onChange({ ...item, weight: text })}
      />
      <Select<Level>
        label={t.level}
        value={level}
        values={LEVELS}
        text={(one) => words.levels[one]}
        onChange={(one) => one && onChange({ ...item, level: one })}
      />
      <Button aria-label={t.removeOf(metric === '' ? t.metric : terms.metric[metric])} onClick={onRemove}>
        {t.remove}
      </Button>
    </div>
  );
}
