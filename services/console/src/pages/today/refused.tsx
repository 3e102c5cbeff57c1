import { Button } from 'antd';
import { useTexts } from '../../app/texts.js';
import { outbox, type WaitingContact } from '../../offline/outbox.js';
import { Note } from '../../ui/states.js';
import { todayTexts } from './texts.js';
import css from './today.module.css';

interface Props {
  readonly entries: readonly WaitingContact[];
  onFix(entry: WaitingContact): void;
}

/**
 * Contacts that the platform did not take, each with its sentence: they stay until they are put right or discarded by
 * hand.
 */
export function Refused({ entries, onFix }: Props) {
  const t = useTexts(todayTexts);
  return entries.map((entry) => (
    <Note key={entry.commandId} kind="error">
      <p>
        <strong>{t.refused(entry.clientName)}</strong>
      </p>
      <p>{entry.refusal?.message}</p>
      <div className={css.refusedActs}>
        <Button type="primary" onClick={() => onFix(entry)}>
          {t.fix}
        </Button>
        <Button onClick={() => void outbox.drop(entry.commandId)}>{t.discard}</Button>
      </div>
    </Note>
  ));
}
