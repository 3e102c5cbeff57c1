import { Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useAsk } from '../../api/ask.js';
import { useAddress } from '../../app/address.js';
import { useFormat } from '../../app/format.js';
import type { Person } from '../../app/me.js';
import { useTexts } from '../../app/texts.js';
import { yuanText } from '../../parts/money.js';
import { UnitSelect, useTopUnit } from '../../parts/unit-select.js';
import { Card } from '../../ui/page.js';
import { Answer, Empty, Skeleton } from '../../ui/states.js';
import { type GiftItem, GiftItems } from './documents.js';
import { mayDefine, mayFill } from './model.js';
import { giftsTexts } from './texts.js';
import css from './gifts.module.css';

const ItemSheet = lazy(async () => ({ default: (await import('./item-sheet.js')).ItemSheet }));
const StockSheet = lazy(async () => ({ default: (await import('./stock-sheet.js')).StockSheet }));

/** What may be given, with the stock of a unit: of a manager the own one, of those above any that they see. */
export function Catalogue({ person }: { readonly person: Person }) {
  const { params, change } = useAddress();
  const top = useTopUnit(person.unit === null);
  const unitId = params.get('unit') ?? person.unit?.id ?? top?.id ?? '';
  if (!unitId) return <Skeleton rows={3} height={60} />;
  return <Stocked person={person} unitId={unitId} onUnit={(unit) => change({ unit })} />;
}

interface Props {
  readonly person: Person;
  readonly unitId: string;
  onUnit(unitId: string): void;
}
function Stocked({ person, unitId, onUnit }: Props) {
  const t = useTexts(giftsTexts);
  const [doing, setDoing] = useState<{ readonly what: 'define' | 'fill'; readonly item?: GiftItem } | null>(null);
  const asked = useAsk(GiftItems, { unitId }, { holdOn: true });
  const shut = () => setDoing(null);
  const { role } = person;
  return (
    <Card
      title={t.catalogue}
      extra={mayDefine(role) && <Button onClick={() => setDoing({ what: 'define' })}>{t.define}</Button>}
    >
      {role !== 'RM' && (
        <div className={css.unit}>
          <UnitSelect label={t.stockOf} value={unitId} onChange={onUnit} />
        </div>
      )}
      <Answer of={asked}>
        {({ giftItems }) =>
          giftItems.length === 0 ? (
            <Empty title={t.noItems} hint={t.noItemsHint} />
          ) : (
            <ul className={css.stock}>
              {giftItems.map((item) => (
                <Line
                  key={item.id}
                  item={item}
                  onChange={mayDefine(role) ? () => setDoing({ what: 'define', item }) : undefined}
                  onFill={mayFill(role) ? () => setDoing({ what: 'fill', item }) : undefined}
                />
              ))}
            </ul>
          )
        }
      </Answer>
      <Suspense>
        {doing?.what === 'define' && <ItemSheet item={doing.item} onClose={shut} />}
        {doing?.what === 'fill' && doing.item && <StockSheet item={doing.item} unitId={unitId} onClose={shut} />}
      </Suspense>
    </Card>
  );
}

interface LineProps {
  readonly item: GiftItem;
  readonly onChange: (() => void) | undefined;
  readonly onFill: (() => void) | undefined;
}
function Line({ item: { id, name, value, stock }, onChange, onFill }: LineProps) {
  const t = useTexts(giftsTexts);
  const format = useFormat();
  return (
    <li data-none={stock === 0}>
      <div>
        <b>{name}</b>
        <small>
          {yuanText(value)} · {id}
        </small>
      </div>
      <strong>{stock === 0 ? t.outOfStock : t.pieces(format.count(stock))}</strong>
      {onFill && (
        <Button aria-label={t.fillOf(name)} onClick={onFill}>
          {t.fill}
        </Button>
      )}
      {onChange && (
        <Button aria-label={t.changeOf(name)} onClick={onChange}>
          {t.change}
        </Button>
      )}
    </li>
  );
}
