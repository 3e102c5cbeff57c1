import { Button } from 'antd';
import { useState } from 'react';
import { useCommand } from '../../api/command.js';
import { useFormat } from '../../app/format.js';
import { useTexts } from '../../app/texts.js';
import { FormNote } from '../../parts/form-note.js';
import { Card } from '../../ui/page.js';
import { useSay } from '../../ui/say.js';
import { RequestRating } from './documents.js';
import { ratingTexts } from './texts.js';
import css from './rating.module.css';

const MOST = 5;

interface Props {
  readonly visitId: string;
  readonly rating: { readonly stars: number; readonly comment: string | null; readonly ratedAt: string } | null;
  /** The visit is over, and the caller's own. */
  readonly mayAsk: boolean;
}

/** What the client said of a visit, or the link by which they may. */
export function RatingOfVisit({ visitId, rating, mayAsk }: Props) {
  const t = useTexts(ratingTexts);
  const format = useFormat();
  if (!rating && !mayAsk) return null;
  return (
    <Card title={t.title}>
      {rating ? (
        <>
          <p className={css.stars} role="img" aria-label={t.stars(rating.stars)}>
            {'★'.repeat(rating.stars)}
            {'☆'.repeat(MOST - rating.stars)}
          </p>
          {rating.comment && <p className={css.comment}>{rating.comment}</p>}
          <p className={css.quiet}>{t.rated(format.moment(rating.ratedAt))}</p>
        </>
      ) : (
        <Ask visitId={visitId} />
      )}
    </Card>
  );
}

function Ask({ visitId }: Pick<Props, 'visitId'>) {
  const t = useTexts(ratingTexts);
  const format = useFormat();
  const say = useSay();
  const [link, setLink] = useState<{ readonly url: string; readonly expiresAt: string } | null>(null);
  const { send, busy, errors, fault } = useCommand(RequestRating, (data) => data.requestRating);
  const ask = async () => {
    const payload = await send({ visitId });
    if (payload?.ratingLink) setLink(payload.ratingLink);
  };
  // The path lies below the address by which the bank's clients reach the gateway: where this page comes from.
  const address = link && new URL(link.url, location.origin).href;
  const copy = () =>
    navigator.clipboard.writeText(address!).then(
      () => say(t.copied),
      () => say(t.copyByHand),
    );
  return (
    <div className={css.ask}>
      <FormNote errors={errors} fault={fault} named={[]} />
      <p className={css.quiet}>{t.hint}</p>
      {link && address && (
        <div className={css.link}>
          <p>{t.link}</p>
          <code>{address}</code>
          <p className={css.quiet}>{t.until(format.moment(link.expiresAt))}</p>
          {/* Without https a browser lends no clipboard. */}
          {isSecureContext && (
            <Button type="primary" onClick={() => void copy()}>
              {t.copy}
            </Button>
          )}
        </div>
      )}
      <Button loading={busy} onClick={() => void ask()}>
        {link ? t.again : t.ask}
      </Button>
    </div>
  );
}
