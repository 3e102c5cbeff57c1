import { useTexts } from '../../app/texts.js';
import { useFormat } from '../../app/format.js';
import { Card } from '../../ui/page.js';
import type { ShownClient } from './documents.js';
import { clientTexts } from './texts.js';
import css from './client.module.css';

/** What makes the client worth contacting now or soon, the one that lapses first before all. */
export function Prompts({ prompts }: Pick<ShownClient, 'prompts'>) {
  const t = useTexts(clientTexts);
  const format = useFormat();
  if (prompts.length === 0) return null;
  return (
    <Card title={t.prompts}>
      <ul className={css.prompts}>
        {prompts.map(({ kind, text, date, lapsesOn }) => (
          <li key={kind + lapsesOn + text}>
            {text}
            <small>{date ? format.day(date) : t.lapses(format.day(lapsesOn))}</small>
          </li>
        ))}
      </ul>
    </Card>
  );
}
