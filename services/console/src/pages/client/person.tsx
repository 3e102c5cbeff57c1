import { Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useFormat } from '../../app/format.js';
import { useTexts } from '../../app/texts.js';
import { Card } from '../../ui/page.js';
import { Note } from '../../ui/states.js';
import type { ShownClient } from './documents.js';
import { clientTexts } from './texts.js';
import css from './client.module.css';

const PersonSheet = lazy(async () => ({ default: (await import('./person-sheet.js')).PersonSheet }));

/** The client as a person: what to mind before anything is said. */
export function Person({ client, mayChange }: { readonly client: ShownClient; readonly mayChange: boolean }) {
  const t = useTexts(clientTexts).person;
  const format = useFormat();
  const [isChanging, setChanging] = useState(false);
  const facts = [
    [t.kind, t.kinds[client.kind]],
    [t.taboos, format.list(client.taboos)],
    [t.preferences, client.preferences],
    [t.tradingHabits, client.tradingHabits],
  ] as const;
  return (
    <Card title={t.title} extra={mayChange && <Button onClick={() => setChanging(true)}>{t.change}</Button>}>
      {client.doNotContact && <Note kind="warning">{t.doNotContactHint}</Note>}
      <dl className={css.facts}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value || t.unknown}</dd>
          </div>
        ))}
      </dl>
      <Suspense>{isChanging && <PersonSheet client={client} onClose={() => setChanging(false)} />}</Suspense>
    </Card>
  );
}
