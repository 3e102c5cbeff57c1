import { Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { Link } from 'react-router';
import { useCommand } from '../../api/command.js';
import { useFormat } from '../../app/format.js';
import { type Person, useMe } from '../../app/me.js';
import { useTexts } from '../../app/texts.js';
import { FormNote } from '../../parts/form-note.js';
import { Tier } from '../../parts/tier.js';
import { useSay } from '../../ui/say.js';
import { AnswerHelp, CloseHelp, type Help } from './documents.js';
import { Ladder } from './ladder.js';
import { type Act, actsOf } from './model.js';
import { helpTexts } from './texts.js';
import cards from '../../parts/cards.module.css';
import css from './help.module.css';

const DeclineSheet = lazy(async () => ({ default: (await import('./decline-sheet.js')).DeclineSheet }));

/** A request: with whom, what for, where on the ladder and until when, and what the caller may do about it. */
export function HelpCard({ request, withClient = true }: { readonly request: Help; readonly withClient?: boolean }) {
  const t = useTexts(helpTexts);
  const format = useFormat();
  const { person } = useMe();
  const { client, visit, asker, state, step, text, overdue, climbs, helper } = request;
  const facts = [
    t.by(asker.name, format.moment(request.askedAt)),
    visit && t.visit(format.dayMonth(visit.plannedOn)),
    climbs > 0 && t.climbed(climbs),
  ];
  return (
    <li className={cards.card} data-warn={overdue}>
      <span className={cards.who}>
        {withClient && client ? (
          <>
            <Link to={`/clients/${encodeURIComponent(client.id)}`}>{client.name}</Link>
            <Tier tier={client.tier} />
          </>
        ) : (
          <b>{asker.name}</b>
        )}
        <em className={cards.badge} data-live={state === 'OPEN' || state === 'ACCEPTED'} data-warn={overdue}>
          {t.state[state]}
        </em>
      </span>
      <p className={css.text}>{text || <span className={cards.quiet}>{t.hidden}</span>}</p>
      <span className={cards.facts}>{facts.filter(Boolean).join(' · ')}</span>
      {state === 'OPEN' && (
        <>
          <Ladder step={step} overdue={overdue} />
          <Waiting request={request} />
        </>
      )}
      {state === 'ACCEPTED' && helper && <span className={cards.facts}>{t.helpedBy(helper.name)}</span>}
      {person && <Acts request={request} person={person} />}
    </li>
  );
}

/** Who is to answer, and until when; what nobody answered at the top is said to be overdue. */
function Waiting({ request: { addressee, unit, overdue, answerDueAt } }: { readonly request: Help }) {
  const t = useTexts(helpTexts);
  const format = useFormat();
  const due = format.moment(answerDueAt);
  return (
    <>
      <span className={cards.facts}>
        {addressee ? t.to(addressee.name, unit.name) : t.nobody(unit.name)}
        {!overdue && ` · ${t.due(due)}`}
      </span>
      {overdue && <span className={cards.warn}>{t.overdue(due)}</span>}
    </>
  );
}

function Acts({ request, person }: { readonly request: Help; readonly person: Person }) {
  const t = useTexts(helpTexts);
  const say = useSay();
  const [isDeclining, setDeclining] = useState(false);
  const answer = useCommand(AnswerHelp, (data) => data.answerHelp);
  const close = useCommand(CloseHelp, (data) => data.closeHelp);
  const acts = actsOf(request, person);
  if (acts.length === 0) return null;
  const helpRequestId = request.id;
  const carryOut = async (act: Act) => {
    if (act === 'decline') return setDeclining(true);
    if (act === 'accept') {
      if (await answer.send({ helpRequestId, accept: true })) say(t.accepted);
      return;
    }
    const withdrawn = act === 'withdraw';
    if (await close.send({ helpRequestId, withdrawn })) say(withdrawn ? t.withdrawn : t.closed);
  };
  return (
    <>
      <FormNote errors={[...answer.errors, ...close.errors]} fault={answer.fault ?? close.fault} named={[]} />
      <div className={cards.acts}>
        {acts.map((act, index) => (
          <Button
            key={act}
            {...(index === 0 && act !== 'withdraw' && ({ color: 'primary', variant: 'filled' } as const))}
            disabled={answer.busy || close.busy}
            aria-label={t.actOf(t.act[act], request.asker.name)}
            onClick={() => void carryOut(act)}
          >
            {t.act[act]}
          </Button>
        ))}
      </div>
      <Suspense>{isDeclining && <DeclineSheet request={request} onClose={() => setDeclining(false)} />}</Suspense>
    </>
  );
}
