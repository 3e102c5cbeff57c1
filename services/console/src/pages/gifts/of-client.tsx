import { Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useAskPages } from '../../api/ask.js';
import { useTexts } from '../../app/texts.js';
import type { Found } from '../../parts/client-finder.js';
import { Card } from '../../ui/page.js';
import { Answer, More } from '../../ui/states.js';
import { Gifts } from './documents.js';
import { GiftCard } from './gift-card.js';
import { giftsTexts } from './texts.js';
import cards from '../../parts/cards.module.css';

const ReserveSheet = lazy(async () => ({ default: (await import('./reserve-sheet.js')).ReserveSheet }));

interface Props {
  readonly client: Found;
  /** False for who covers or helps: the platform keeps nothing for a client in their name. */
  readonly mayReserve: boolean;
}

/** Gifts of one client, on the client's page. */
export function GiftsOfClient({ client, mayReserve }: Props) {
  const t = useTexts(giftsTexts);
  const [isReserving, setReserving] = useState(false);
  const list = useAskPages(Gifts, { filter: { clientId: client.id } }, ({ gifts }) => gifts);
  return (
    <Card title={t.title} extra={mayReserve && <Button onClick={() => setReserving(true)}>{t.reserve}</Button>}>
      <Answer of={{ ...list, data: list.edges }}>
        {(edges) =>
          edges.length === 0 ? (
            <p className={cards.quiet}>{t.none}</p>
          ) : (
            <ul className={cards.list}>
              {edges.map(({ node }) => (
                <GiftCard key={node.id} gift={node} withClient={false} />
              ))}
            </ul>
          )
        }
      </Answer>
      <More list={list} />
      <Suspense>{isReserving && <ReserveSheet client={client} onClose={() => setReserving(false)} />}</Suspense>
    </Card>
  );
}
