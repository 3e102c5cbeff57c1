import { Button } from 'antd';
import { useState } from 'react';
import { sentencesAt, useCommand } from '../../api/command.js';
import { useTexts } from '../../app/texts.js';
import { FormNote } from '../../parts/form-note.js';
import { yuanTyped } from '../../parts/money.js';
import { Field } from '../../ui/field.js';
import { useSay } from '../../ui/say.js';
import { Sheet } from '../../ui/sheet.js';
import { DefineGiftItem, type GiftItem } from './documents.js';
import { giftsTexts } from './texts.js';

const FIELDS = ['itemId', 'name', 'value'];

/** Says what may be given and what it is worth; one that is there is told again. */
export function ItemSheet({ item, onClose }: { readonly item: GiftItem | undefined; onClose(): void }) {
  const t = useTexts(giftsTexts);
  const say = useSay();
  const [name, setName] = useState(item?.name ?? '');
  const [value, setValue] = useState(item?.value ?? '');
  const [code, setCode] = useState('');
  const { send, busy, errors, fault } = useCommand(DefineGiftItem, (data) => data.defineGiftItem);
  const at = (field: string) => sentencesAt(errors, field);
  const save = async () => {
    const itemId = item?.id ?? (code.trim() || null);
    if (!(await send({ itemId, name: name.trim(), value: yuanTyped(value) }))) return;
    say(t.defined);
    onClose();
  };
  return (
    <Sheet
      title={item ? t.changeTitle : t.defineTitle}
      under={item?.id}
      onClose={onClose}
      footer={
        <Button
          type="primary"
          size="large"
          loading={busy}
          disabled={!name.trim() || !value.trim()}
          onClick={() => void save()}
        >
          {t.save}
        </Button>
      }
    >
      <FormNote errors={errors} fault={fault} named={FIELDS} />
      <Field label={t.name} value={name} error={at('name')} maxLength={200} autoComplete="off" onChange={setName} />
      <Field label={t.value} hint={t.valueHint} value={value} error={at('value')} onChange={setValue} />
      {!item && (
        <Field
          label={t.code}
          hint={t.codeHint}
          value={code}
          error={at('itemId')}
          maxLength={64}
          autoComplete="off"
          onChange={setCode}
        />
      )}
    </Sheet>
  );
}
