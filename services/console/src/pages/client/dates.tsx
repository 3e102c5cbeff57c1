import { Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useCommand } from '../../api/command.js';
import { useTexts } from '../../app/texts.js';
import { termTexts } from '../../locales/terms.js';
import { FormNote } from '../../parts/form-note.js';
import { Card } from '../../ui/page.js';
import { useSay } from '../../ui/say.js';
import { RemoveDate } from './commands.js';
import type { ShownClient } from './documents.js';
import { clientTexts } from './texts.js';
import css from './client.module.css';

const DateSheet = lazy(async () => ({ default: (await import('./date-sheet.js')).DateSheet }));

/** Days beside the birthday that matter to the client. */
export function Dates({ client, mayChange }: { readonly client: ShownClient; readonly mayChange: boolean }) {
  const t = useTexts(clientTexts).dates;
  const texts = useTexts(clientTexts);
  const terms = useTexts(termTexts);
  const say = useSay();
  const [isAdding, setAdding] = useState(false);
  const { send, busy, errors, fault } = useCommand(RemoveDate, (data) => data.removeClientDate);
  const remove = async (dateId: string) => {
    if (await send({ clientId: client.id, dateId })) say(t.removed);
  };
  return (
    <Card title={t.title} extra={mayChange && <Button onClick={() => setAdding(true)}>{t.add}</Button>}>
      <FormNote errors={errors} fault={fault} named={[]} />
      {client.dates.length === 0 && <p className={css.quiet}>{t.none}</p>}
      <ul className={css.known}>
        {client.dates.map(({ id, label, calendar, month, day, year }) => (
          <li key={id}>
            <b>{label}</b>
            <span>{texts.birthdayOf(terms.calendar[calendar], month, day, year)}</span>
            {mayChange && (
              <Button disabled={busy} aria-label={t.removeOf(label)} onClick={() => void remove(id)}>
                {t.remove}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <Suspense>{isAdding && <DateSheet client={client} onClose={() => setAdding(false)} />}</Suspense>
    </Card>
  );
}
