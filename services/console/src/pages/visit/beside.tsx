import { Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useAsk } from '../../api/ask.js';
import { graphql } from '../../api/graphql.js';
import { useMe } from '../../app/me.js';
import { useTexts } from '../../app/texts.js';
import { mayChangeClient } from '../../parts/may-change.js';
import { Card } from '../../ui/page.js';
import { CreditOfVisit } from '../credit/of-visit.js';
import { GiftLine } from '../gifts/documents.js';
import { GiftCard } from '../gifts/gift-card.js';
import { giftsTexts } from '../gifts/texts.js';
import { HelpLine } from '../help/documents.js';
import { HelpCard } from '../help/help-card.js';
import { helpTexts } from '../help/texts.js';
import { RatingOfVisit } from '../rating/of-visit.js';
import type { ShownVisit } from './documents.js';
import cards from '../../parts/cards.module.css';

const ReserveSheet = lazy(async () => ({ default: (await import('../gifts/reserve-sheet.js')).ReserveSheet }));
const AskSheet = lazy(async () => ({ default: (await import('../help/ask-sheet.js')).AskSheet }));

const BesideVisit = graphql(
  `
    query BesideVisit($id: ID!, $atLeast: Position) {
      visit(id: $id, atLeast: $atLeast) {
        id
        gifts {
          ...GiftLine
        }
        helpRequests {
          ...HelpLine
        }
        rating {
          stars
          comment
          ratedAt
        }
        credit {
          staff {
            id
            name
          }
          percent
        }
      }
    }
  `,
  [GiftLine, HelpLine],
);

/**
 * What goes along with a visit: gifts for it, help with it, whose work it was, and what the client said of it. A cover
 * reserves nothing and asks for no help: that is the manager's who keeps the client.
 */
export function Beside({ visit, isOwn }: { readonly visit: ShownVisit; readonly isOwn: boolean }) {
  const { id, client, state } = visit;
  const gifts = useTexts(giftsTexts);
  const help = useTexts(helpTexts);
  const [doing, setDoing] = useState<'reserve' | 'ask' | null>(null);
  const { person } = useMe();
  const isKept = isOwn && mayChangeClient(person, client.rm);
  const beside = useAsk(BesideVisit, { id }, { holdOn: true, keep: true }).data?.visit;
  if (!beside) return null;
  const isOff = state === 'CANCELLED' || state === 'NO_SHOW';
  const isOver = state === 'ENDED' || state === 'REVIEWED';
  const shut = () => setDoing(null);
  return (
    <>
      {(beside.gifts.length > 0 || (isKept && !isOff)) && (
        <Card
          title={gifts.title}
          extra={isKept && !isOff && <Button onClick={() => setDoing('reserve')}>{gifts.reserve}</Button>}
        >
          {beside.gifts.length === 0 && <p className={cards.quiet}>{gifts.none}</p>}
          <ul className={cards.list}>
            {beside.gifts.map((gift) => (
              <GiftCard key={gift.id} gift={gift} withClient={false} />
            ))}
          </ul>
        </Card>
      )}
      {(beside.helpRequests.length > 0 || isKept) && (
        <Card title={help.title} extra={isKept && <Button onClick={() => setDoing('ask')}>{help.ask}</Button>}>
          {beside.helpRequests.length === 0 && <p className={cards.quiet}>{help.none.mine}</p>}
          <ul className={cards.list}>
            {beside.helpRequests.map((request) => (
              <HelpCard key={request.id} request={request} withClient={false} />
            ))}
          </ul>
        </Card>
      )}
      {isOver && (
        <CreditOfVisit
          visit={visit}
          credit={beside.credit}
          helpers={beside.helpRequests.map(({ helper }) => helper)}
          maySplit={isOwn}
        />
      )}
      <RatingOfVisit visitId={id} rating={beside.rating} mayAsk={isOwn && isOver} />
      <Suspense>
        {doing === 'reserve' && <ReserveSheet client={client} visitId={id} onClose={shut} />}
        {doing === 'ask' && <AskSheet client={client} visitId={id} onClose={shut} />}
      </Suspense>
    </>
  );
}
