import { useFormat } from '../../app/format.js';
import { useTexts } from '../../app/texts.js';
import { Card } from '../../ui/page.js';
import type { ShownClient } from './documents.js';
import { clientTexts } from './texts.js';
import css from './client.module.css';

/** Who kept the client from when to when. */
export function Keepers({ keepers }: Pick<ShownClient, 'keepers'>) {
  const t = useTexts(clientTexts);
  const format = useFormat();
  return (
    <Card title={t.keepers}>
      {keepers.length === 0 && <p className={css.quiet}>{t.noKeeper}</p>}
      <ol className={css.keepers}>
        {keepers.map(({ rm, from, to }) => (
          <li key={from} data-current={to === null}>
            <b>{rm ? `${rm.name} ${rm.id}` : t.nobody}</b>
            <span>{[t.since(format.day(from)), to ? t.until(format.day(to)) : t.current].join(' · ')}</span>
          </li>
        ))}
      </ol>
    </Card>
  );
}
