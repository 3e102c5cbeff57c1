import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useAskPages } from '../../api/ask.js';
import { useLive } from '../../api/live.js';
import { useAddress } from '../../app/address.js';
import { type Person, useMe } from '../../app/me.js';
import { useTexts } from '../../app/texts.js';
import { BackToMore } from '../../parts/back.js';
import { shownOf, Tabs } from '../../parts/tabs.js';
import { Chips } from '../../ui/chips.js';
import { PageBody, PageHead } from '../../ui/page.js';
import { Answer, Empty, FaultState, More, Skeleton, State } from '../../ui/states.js';
import { HelpAsked, HelpRequests } from './documents.js';
import { HelpCard } from './help-card.js';
import { filterOf, type Going, mayAsk, sectionsOf, STANDINGS } from './model.js';
import { helpTexts } from './texts.js';
import cards from '../../parts/cards.module.css';

const AskSheet = lazy(async () => ({ default: (await import('./ask-sheet.js')).AskSheet }));

/** Requests for help: what waits for the caller's answer, what they asked, and of a head the unit's. */
export function Page() {
  const t = useTexts(helpTexts);
  const { person, fault } = useMe();
  if (!person) return <PageBody>{fault ? <FaultState fault={fault} /> : <Skeleton />}</PageBody>;
  if (sectionsOf(person.role).length === 0)
    return (
      <PageBody>
        <State isPage icon="help" title={t.notYours} hint={t.notYoursHint} />
      </PageBody>
    );
  return <Shown person={person} />;
}

function Shown({ person }: { readonly person: Person }) {
  const t = useTexts(helpTexts);
  const { params, change } = useAddress();
  const [isAsking, setAsking] = useState(false);
  const sections = sectionsOf(person.role);
  const shown = shownOf(sections, params.get('show'));
  const going: Going = params.get('standing') === 'over' ? 'over' : 'going';
  const filter = filterOf(shown, going, person.unit?.id ?? null);
  const list = useAskPages(HelpRequests, { filter }, (data) => data.helpRequests, { holdOn: true });
  const queries = useQueryClient();
  const readAgain = () =>
    void queries.invalidateQueries({ predicate: ({ queryKey: [name] }) => name === 'HelpRequests' });
  useLive(HelpAsked, mayAsk(person.role) ? {} : null, readAgain, readAgain);
  return (
    <PageBody>
      <BackToMore />
      <PageHead title={t.title} under={t.under}>
        {mayAsk(person.role) && (
          <Button type="primary" size="large" className={cards.big ?? ''} onClick={() => setAsking(true)}>
            {t.ask}
          </Button>
        )}
      </PageHead>
      {sections.length > 1 && (
        <Tabs label={t.sections} values={sections} shown={shown} text={(one) => t.section[one]} />
      )}
      <Chips<Going>
        legend={t.standing}
        values={STANDINGS}
        value={going}
        text={(one) => t.standings[one]}
        onChange={(next) => change({ standing: next === 'over' ? next : null })}
      />
      <Answer of={{ ...list, data: list.edges }}>
        {(edges) =>
          edges.length === 0 ? (
            <Empty title={t.none[shown]} hint={t.noneHint} />
          ) : (
            <ul className={cards.list}>
              {edges.map(({ node }) => (
                <HelpCard key={node.id} request={node} />
              ))}
            </ul>
          )
        }
      </Answer>
      <More list={list} />
      <Suspense>{isAsking && <AskSheet onClose={() => setAsking(false)} />}</Suspense>
    </PageBody>
  );
}
