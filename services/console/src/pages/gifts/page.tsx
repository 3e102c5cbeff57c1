import { Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useAddress } from '../../app/address.js';
import { type Person, useMe } from '../../app/me.js';
import { useTexts } from '../../app/texts.js';
import { BackToMore } from '../../parts/back.js';
import { shownOf, Tabs } from '../../parts/tabs.js';
import { Chips } from '../../ui/chips.js';
import { PageBody, PageHead } from '../../ui/page.js';
import { FaultState, Skeleton, State } from '../../ui/states.js';
import { GiftList } from './gift-list.js';
import { mayReserve, sectionsOf, type Standing, STANDINGS, statesOf } from './model.js';
import { giftsTexts } from './texts.js';
import cards from '../../parts/cards.module.css';

const Catalogue = lazy(async () => ({ default: (await import('./catalogue.js')).Catalogue }));
const ReserveSheet = lazy(async () => ({ default: (await import('./reserve-sheet.js')).ReserveSheet }));

/** Gifts: what awaits a head's word, where each gift is, and what there is to give. */
export function Page() {
  const t = useTexts(giftsTexts);
  const { person, fault } = useMe();
  if (!person) return <PageBody>{fault ? <FaultState fault={fault} /> : <Skeleton />}</PageBody>;
  if (sectionsOf(person.role).length === 0)
    return (
      <PageBody>
        <State isPage icon="gift" title={t.notYours} hint={t.notYoursHint} />
      </PageBody>
    );
  return <Shown person={person} />;
}

function Shown({ person }: { readonly person: Person }) {
  const t = useTexts(giftsTexts);
  const { params } = useAddress();
  const [isReserving, setReserving] = useState(false);
  const sections = sectionsOf(person.role);
  const shown = shownOf(sections, params.get('show'));
  return (
    <PageBody>
      <BackToMore />
      <PageHead title={t.title} under={t.under}>
        {mayReserve(person.role) && (
          <Button type="primary" size="large" className={cards.big ?? ''} onClick={() => setReserving(true)}>
            {t.reserve}
          </Button>
        )}
      </PageHead>
      {sections.length > 1 && (
        <Tabs label={t.sections} values={sections} shown={shown} text={(one) => t.section[one]} />
      )}
      {shown === 'approvals' && (
        <GiftList
          filter={{ awaitingApproval: true, states: ['RESERVED'] }}
          empty={t.noApprovals}
          emptyHint={t.noApprovalsHint}
        />
      )}
      {shown === 'gifts' && <OnTheirWay />}
      <Suspense fallback={<Skeleton rows={4} height={60} />}>
        {shown === 'catalogue' && <Catalogue person={person} />}
      </Suspense>
      <Suspense>{isReserving && <ReserveSheet onClose={() => setReserving(false)} />}</Suspense>
    </PageBody>
  );
}

function OnTheirWay() {
  const t = useTexts(giftsTexts);
  const { params, change } = useAddress();
  const standing: Standing = params.get('standing') === 'all' ? 'all' : 'open';
  const states = statesOf(standing);
  return (
    <>
      <Chips<Standing>
        legend={t.standing}
        values={STANDINGS}
        value={standing}
        text={(one) => t.standings[one]}
        onChange={(next) => change({ standing: next === 'open' ? null : next })}
      />
      <GiftList filter={states ? { states } : {}} empty={t.none} emptyHint={t.noneHint} />
    </>
  );
}
