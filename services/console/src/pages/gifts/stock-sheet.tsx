import { Button } from 'antd';
import { useState } from 'react';
import { sentencesAt, useCommand } from '../../api/command.js';
import { useTexts } from '../../app/texts.js';
import { FormNote } from '../../parts/form-note.js';
import { UnitSelect } from '../../parts/unit-select.js';
import { Field } from '../../ui/field.js';
import { useSay } from '../../ui/say.js';
import { Sheet } from '../../ui/sheet.js';
import { AddGiftStock, type GiftItem } from './documents.js';
import { piecesOf } from './model.js';
import { giftsTexts } from './texts.js';

interface Props {
  readonly item: GiftItem;
  readonly unitId: string;
  onClose(): void;
}

/** Adds pieces that came in to the stock of a unit. */
export function StockSheet({ item, unitId: shown, onClose }: Props) {
  const t = useTexts(giftsTexts);
  const say = useSay();
  const [unitId, setUnit] = useState(shown);
  const [quantity, setQuantity] = useState('');
  const { send, busy, errors, fault } = useCommand(AddGiftStock, (data) => data.addGiftStock);
  const save = async () => {
    if (!(await send({ itemId: item.id, unitId, quantity: piecesOf(quantity) }))) return;
    say(t.filled);
    onClose();
  };
  return (
    <Sheet
      title={t.fillTitle(item.name)}
      onClose={onClose}
      footer={
        <Button type="primary" size="large" loading={busy} disabled={!quantity} onClick={() => void save()}>
          {t.fill}
        </Button>
      }
    >
      <FormNote errors={errors} fault={fault} named={['quantity']} />
      <UnitSelect label={t.stockOf} value={unitId} onChange={setUnit} />
      <Field
        label={t.quantity}
        type="number"
        value={quantity}
        error={sentencesAt(errors, 'quantity')}
        onChange={setQuantity}
      />
    </Sheet>
  );
}
