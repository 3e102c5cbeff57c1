import { Button } from 'antd';
import { useState } from 'react';
import { useAskPages } from '../../api/ask.js';
import { useCommand } from '../../api/command.js';
import { toggled } from '../../app/address.js';
import { useFormat } from '../../app/format.js';
import { useTexts } from '../../app/texts.js';
import { termTexts } from '../../locales/terms.js';
import { session } from '../../session/session.js';
import { Card } from '../../ui/page.js';
import { useSay } from '../../ui/say.js';
import { Answer, More, Note } from '../../ui/states.js';
import {
  ApprovePlacement,
  ApprovePlacements,
  DeclinePlacement,
  OrganisationAwaiting,
  type Proposal,
} from './documents.js';
import { organisationTexts } from './texts.js';
import css from './organisation.module.css';

const AT_ONCE = 100;

/** What awaits a second administrator's word. Refusals are told in the platform's own sentences; the others hold. */
export function Awaiting() {
  const t = useTexts(organisationTexts);
  const say = useSay();
  const list = useAskPages(OrganisationAwaiting, {}, ({ placementsAwaiting }) => placementsAwaiting);
  const [chosen, choose] = useState<readonly string[]>([]);
  const approve = useCommand(ApprovePlacements, ({ approvePlacements }) => approvePlacements);
  const approveOne = useCommand(ApprovePlacement, ({ approvePlacement }) => approvePlacement);
  const decline = useCommand(DeclinePlacement, ({ declinePlacement }) => declinePlacement);
  const words = [approve, approveOne, decline];
  const proposals = list.edges?.map(({ node }) => node);
  const mine = proposals?.filter(({ proposedBy }) => proposedBy !== session.subject()).map(({ id }) => id) ?? [];
  const wanted = chosen.filter((id) => mine.includes(id)).slice(0, AT_ONCE);
  const sentences = words.flatMap(({ errors }) => errors.map(({ message }) => message));
  const fault = words.find((word) => word.fault)?.fault;
  const clear = () => words.forEach(({ reset }) => reset());
  const onApprove = async () => {
    clear();
    const done = await approve.send({ ids: [...wanted] });
    choose([]);
    if (done) say(t.approved(wanted.length));
    else void list.refetch();
  };
  const onApproveOne = async (id: string) => {
    clear();
    if (await approveOne.send({ id })) say(t.approved(1));
    else void list.refetch();
  };
  const onDecline = async (id: string) => {
    clear();
    if (await decline.send({ id })) say(t.declined);
  };
  return (
    <Card
      title={t.awaiting}
      extra={
        mine.length > 0 && (
          <Button type="primary" disabled={wanted.length === 0} loading={approve.busy} onClick={() => void onApprove()}>
            {t.approve(wanted.length)}
          </Button>
        )
      }
    >
      <p className={css.hint}>{t.awaitingHint}</p>
      {(sentences.length > 0 || fault) && <Note kind="error">{sentences.join(' ') || fault?.message}</Note>}
      <Answer of={{ ...list, data: proposals }}>
        {(shown) =>
          shown.length === 0 ? (
            <p className={css.none}>{t.awaitingNone}</p>
          ) : (
            <>
              {mine.length > 1 && (
                <label className={css.all}>
                  <input
                    type="checkbox"
                    checked={wanted.length === mine.length}
                    onChange={({ target }) => choose(target.checked ? mine : [])}
                  />
                  {t.selectAll}
                </label>
              )}
              <ul className={css.proposals}>
                {shown.map((proposal) => (
                  <ProposalRow
                    key={proposal.id}
                    proposal={proposal}
                    isChosen={wanted.includes(proposal.id)}
                    isOwn={!mine.includes(proposal.id)}
                    isBusy={approveOne.busy}
                    onChoose={() => choose(toggled(chosen, proposal.id))}
                    onApprove={() => void onApproveOne(proposal.id)}
                    onDecline={() => void onDecline(proposal.id)}
                  />
                ))}
              </ul>
            </>
          )
        }
      </Answer>
      <More list={list} />
    </Card>
  );
}

interface RowProps {
  readonly proposal: Proposal;
  readonly isChosen: boolean;
  readonly isOwn: boolean;
  /** A word on one of them is on its way. */
  readonly isBusy: boolean;
  onChoose(): void;
  onApprove(): void;
  onDecline(): void;
}
function ProposalRow({
  proposal: { staffId, name, role, unit, validFrom, validTo, proposedBy, proposer },
  isChosen,
  isOwn,
  isBusy,
  onChoose,
  onApprove,
  onDecline,
}: RowProps) {
  const t = useTexts(organisationTexts);
  const terms = useTexts(termTexts);
  const format = useFormat();
  const until = t.validity(validFrom ? format.day(validFrom) : t.fromStart, validTo ? format.day(validTo) : t.openEnd);
  return (
    <li>
      <input type="checkbox" aria-label={t.selectOf(name)} checked={isChosen} disabled={isOwn} onChange={onChoose} />
      <span>
        <b>{name}</b> <small>{staffId}</small>
        <span>{[terms.role[role], unit?.name, until].filter(Boolean).join(' · ')}</span>
        <small>{isOwn ? t.own : t.proposedBy(proposer ? `${proposer.name} ${proposer.id}` : proposedBy)}</small>
      </span>
      <div className={css.words}>
        {!isOwn && (
          <Button aria-label={t.approveOf(name)} disabled={isBusy} onClick={onApprove}>
            {t.approveOne}
          </Button>
        )}
        <Button aria-label={t.declineOf(name)} onClick={onDecline}>
          {t.decline}
        </Button>
      </div>
    </li>
  );
}
