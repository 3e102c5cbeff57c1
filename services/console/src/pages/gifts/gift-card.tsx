import { Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { Link } from 'react-router';
import { useCommand } from '../../api/command.js';
import { useFormat } from '../../app/format.js';
import { type Person, useMe } from '../../app/me.js';
import { useTexts } from '../../app/texts.js';
import { FormNote } from '../../parts/form-note.js';
import { yuanText } from '../../parts/money.js';
import { Tier } from '../../parts/tier.js';
import { useSay } from '../../ui/say.js';
import { ApproveGift, type Gift, IssueGift } from './documents.js';
import { type Act, actsOf } from './model.js';
import { giftsTexts } from './texts.js';
import cards from '../../parts/cards.module.css';

const HandOverSheet = lazy(async () => ({ default: (await import('./hand-over-sheet.js')).HandOverSheet }));
const ReturnSheet = lazy(async () => ({ default: (await import('./return-sheet.js')).ReturnSheet }));
const DeclineSheet = lazy(async () => ({ default: (await import('./decline-sheet.js')).DeclineSheet }));

interface Props {
  readonly gift: Gift;
  /** On the client's own page it goes without saying. */
  readonly withClient?: boolean;
}

/** A gift, where it stands, and what the caller may do with it. */
export function GiftCard({ gift, withClient = true }: Props) {
  const t = useTexts(giftsTexts);
  const format = useFormat();
  const { person } = useMe();
  const { item, client, staff, state, awaitingApproval, visit, approvedBy } = gift;
  const facts = [
    t.by(staff.name, format.moment(gift.reservedAt)),
    visit && t.forVisit(format.dayMonth(visit.plannedOn)),
    approvedBy && t.approvedBy(approvedBy.name),
  ];
  return (
    <li className={cards.card} data-warn={awaitingApproval}>
      <span className={cards.who}>
        {withClient && (
          <>
            <Link to={`/clients/${encodeURIComponent(client.id)}`}>{client.name}</Link>
            <Tier tier={client.tier} />
          </>
        )}
        {!withClient && <b>{item.name}</b>}
        <em className={cards.badge} data-warn={awaitingApproval} data-live={state === 'RESERVED' || state === 'ISSUED'}>
          {awaitingApproval ? t.awaits : t.state[state]}
        </em>
      </span>
      <span>{withClient ? `${item.name} · ${yuanText(item.value)}` : yuanText(item.value)}</span>
      <span className={cards.facts}>{facts.filter(Boolean).join(' · ')}</span>
      {awaitingApproval && <span className={cards.warn}>{t.awaitsHint}</span>}
      {person && <Acts gift={gift} person={person} />}
    </li>
  );
}

function Acts({ gift, person }: { readonly gift: Gift; readonly person: Person }) {
  const t = useTexts(giftsTexts);
  const say = useSay();
  const [doing, setDoing] = useState<Act | null>(null);
  const approval = useCommand(ApproveGift, (data) => data.approveGift);
  const issue = useCommand(IssueGift, (data) => data.issueGift);
  const acts = actsOf(gift, person);
  if (acts.length === 0) return null;
  const carryOut = async (act: Act) => {
    if (act === 'approve') {
      if (await approval.send({ giftId: gift.id, approve: true })) say(t.approved);
    } else if (act === 'issue') {
      if (await issue.send({ giftId: gift.id })) say(t.issued);
    } else setDoing(act);
  };
  const shut = () => setDoing(null);
  const words = (act: Act) => (act === 'return' && gift.state === 'RESERVED' ? t.unreserve : t.act[act]);
  return (
    <>
      <FormNote errors={[...approval.errors, ...issue.errors]} fault={approval.fault ?? issue.fault} named={[]} />
      <div className={cards.acts}>
        {acts.map((act, index) => (
          <Button
            key={act}
            {...(index === 0 && act !== 'return' && ({ color: 'primary', variant: 'filled' } as const))}
            loading={(act === 'approve' && approval.busy) || (act === 'issue' && issue.busy)}
            aria-label={t.actOf(words(act), gift.item.name, gift.client.name)}
            onClick={() => void carryOut(act)}
          >
            {words(act)}
          </Button>
        ))}
      </div>
      <Suspense>
        {doing === 'handOver' && <HandOverSheet gift={gift} onClose={shut} />}
        {doing === 'return' && <ReturnSheet gift={gift} onClose={shut} />}
        {doing === 'decline' && <DeclineSheet gift={gift} onClose={shut} />}
      </Suspense>
    </>
  );
}
