import { Button } from 'antd';
import { useState } from 'react';
import { useAsk } from '../../api/ask.js';
import { sentencesAt, useCommand } from '../../api/command.js';
import { useFormat } from '../../app/format.js';
import { useMe } from '../../app/me.js';
import { useTexts } from '../../app/texts.js';
import { ClientFinder, type Found } from '../../parts/client-finder.js';
import { FormNote } from '../../parts/form-note.js';
import { keeperOf } from '../../parts/may-change.js';
import { yuanText } from '../../parts/money.js';
import { useSay } from '../../ui/say.js';
import { Sheet } from '../../ui/sheet.js';
import { Answer, Empty } from '../../ui/states.js';
import { type GiftItem, GiftItems, ReserveGift } from './documents.js';
import { giftsTexts } from './texts.js';
import css from './gifts.module.css';

interface Props {
  /** For whom; without it one is looked for. */
  readonly client?: Found | undefined;
  /** The visit that it is for. */
  readonly visitId?: string;
  onClose(): void;
}

/** Keeps a piece of the caller's unit for a client. */
export function ReserveSheet({ client: given, visitId, onClose }: Props) {
  const t = useTexts(giftsTexts);
  const say = useSay();
  const { person } = useMe();
  const [client, setClient] = useState<Found | null>(given ?? null);
  const [itemId, setItem] = useState('');
  const unitId = person?.unit?.id ?? '';
  const asked = useAsk(GiftItems, { unitId }, { when: unitId !== '' });
  const { send, busy, errors, fault } = useCommand(ReserveGift, (data) => data.reserveGift);
  const save = async () => {
    const payload = await send({ itemId, clientId: client!.id, visitId: visitId ?? null });
    if (!payload) return;
    say(payload.gift?.awaitingApproval ? t.reservedAwaits : t.reserved);
    onClose();
  };
  if (!client)
    return (
      <Sheet title={t.reserveTitle} under={t.ownAlone} onClose={onClose}>
        <ClientFinder keptBy={keeperOf(person)} onFound={setClient} />
      </Sheet>
    );
  return (
    <Sheet
      title={t.reserveFor(client.name)}
      under={t.yearHint}
      onClose={onClose}
      footer={
        <Button type="primary" size="large" loading={busy} disabled={!itemId} onClick={() => void save()}>
          {t.reserve}
        </Button>
      }
    >
      <FormNote errors={errors} fault={fault} named={['itemId']} />
      <Answer of={asked}>
        {({ giftItems }) => (
          <Items items={giftItems} chosen={itemId} error={sentencesAt(errors, 'itemId')} onChoose={setItem} />
        )}
      </Answer>
    </Sheet>
  );
}

interface ItemsProps {
  readonly items: readonly GiftItem[];
  readonly chosen: string;
  readonly error: string;
  onChoose(itemId: string): void;
}
function Items({ items, chosen, error, onChoose }: ItemsProps) {
  const t = useTexts(giftsTexts);
  const format = useFormat();
  if (items.length === 0) return <Empty title={t.noItems} hint={t.noItemsHint} />;
  return (
    <fieldset className={css.items}>
      <legend>{t.item}</legend>
      {items.map(({ id, name, value, stock }) => (
        <label key={id} data-none={stock === 0}>
          <input
            type="radio"
            name="item"
            checked={id === chosen}
            disabled={stock === 0}
            onChange={() => onChoose(id)}
          />
          <b>{name}</b>
          <span>{yuanText(value)}</span>
          <small>{stock === 0 ? t.outOfStock : t.pieces(format.count(stock))}</small>
        </label>
      ))}
      {error && (
        <p role="alert" className={css.error}>
          {error}
        </p>
      )}
    </fieldset>
  );
}
