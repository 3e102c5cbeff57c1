import { Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { Link, useParams } from 'react-router';
import { useAsk } from '../../api/ask.js';
import { useMe } from '../../app/me.js';
import { useTexts } from '../../app/texts.js';
import { keptSheet, logHere } from '../../offline/kept-sheet.js';
import { mayChangeClient } from '../../parts/may-change.js';
import { reachOf } from '../../parts/reach-model.js';
import { Tier } from '../../parts/tier.js';
import { TopicsCard } from '../../parts/topics/topics-card.js';
import { session } from '../../session/session.js';
import { Icon } from '../../ui/icon.js';
import { PageBody, PageHead } from '../../ui/page.js';
import { Answer, Note } from '../../ui/states.js';
import type { Draft } from '../today/log-model.js';
import type { LeftSheet, Whom } from '../today/log-sheet.js';
import { Circle } from './circle.js';
import { Consents } from './consents.js';
import { Dates } from './dates.js';
import { Client, type ShownClient } from './documents.js';
import { Groups } from './groups.js';
import { Keepers } from './keepers.js';
import { NotYours } from './not-yours.js';
import { Parts } from './parts.js';
import { Person } from './person.js';
import { Prompts } from './prompts.js';
import { Profile } from './profile.js';
import { clientTexts } from './texts.js';
import { Timeline } from './timeline.js';
import css from './client.module.css';

/** Below the fold on a phone: loaded once the page stands. */
const Visits = lazy(async () => ({ default: (await import('./visits.js')).Visits }));
const Holdings = lazy(async () => ({ default: (await import('../holdings/of-client.js')).HoldingsOfClient }));
const Gifts = lazy(async () => ({ default: (await import('../gifts/of-client.js')).GiftsOfClient }));
const AskAbout = lazy(async () => ({ default: (await import('../help/of-client.js')).AskAboutClient }));
const LogSheet = lazy(async () => ({ default: (await import('../today/log-sheet.js')).LogSheet }));

/**
 * A client: what is known of them, what they allow, what was said, and who kept them. One who may not be seen is shown
 * as out of scope.
 */
export function Page() {
  const { clientId = '' } = useParams();
  const asked = useAsk(Client, { id: clientId }, { keep: true });
  return (
    <PageBody width="wide">
      <Answer isPage of={asked}>
        {({ client }) => (client ? <Shown client={client} /> : <NotYours />)}
      </Answer>
    </PageBody>
  );
}

/** A sheet that the page went away from under the hands of this person. */
function leftBefore(): { readonly begun: Draft } | null {
  const left = keptSheet.leftBy<LeftSheet>(session.subject(), logHere());
  return left && { begun: left.draft };
}

function Shown({ client }: { readonly client: ShownClient }) {
  const t = useTexts(clientTexts);
  const { person } = useMe();
  const [logging, setLogging] = useState<{ readonly begun?: Draft } | null>(leftBefore);
  const reach = reachOf(client.consents, client.preferredChannel);
  const whom: Whom = {
    clientId: client.id,
    name: client.name,
    planItemId: null,
    channel: reach.service[0] ?? reach.preferred ?? 'PHONE',
    interests: client.interests,
    topics: client.topics,
    consents: client.consents,
    preferredChannel: client.preferredChannel,
  };
  const isRm = person?.role === 'RM';
  const seesAll = isRm || person?.role === 'UNIT_HEAD';
  const mayChange = mayChangeClient(person, client.rm);
  return (
    <>
      <Link className={css.back} to="/clients">
        <Icon name="back" size={18} />
        {t.back}
      </Link>
      <PageHead
        title={client.name}
        under={
          <span className={css.under}>
            <Tier tier={client.tier} /> {client.id}
          </span>
        }
      >
        <Suspense>{mayChange && <AskAbout client={client} />}</Suspense>
      </PageHead>
      {person?.role === 'HEAD_OFFICE' && <Note>{t.masked}</Note>}
      {isRm && !mayChange && <Note>{t.keptBy(client.rm?.name ?? t.nobody)}</Note>}
      <div className={css.columns}>
        <div>
          <Prompts prompts={client.prompts} />
          {seesAll && <TopicsCard topics={client.topics} />}
          <Profile client={client} mayChange={mayChange} isMasked={!seesAll} />
          {seesAll && <Person client={client} mayChange={mayChange} />}
          <Parts client={client} mayChange={mayChange} />
          {seesAll && <Circle client={client} mayChange={mayChange} />}
          {seesAll && <Dates client={client} mayChange={mayChange} />}
          <Consents client={client} mayRecord={mayChange} />
          <Groups client={client} />
          <Keepers keepers={client.keepers} />
        </div>
        <div>
          <Suspense>
            {seesAll && <Holdings clientId={client.id} />}
            <Visits client={client} mayPlan={seesAll} />
            {seesAll && <Gifts client={client} mayReserve={mayChange} />}
          </Suspense>
          <Timeline clientId={client.id} />
        </div>
      </div>
      {isRm && (
        <div className={css.pinned}>
          <Button type="primary" size="large" onClick={() => setLogging({})}>
            {t.log}
          </Button>
        </div>
      )}
      <Suspense>{logging && <LogSheet whom={whom} {...logging} onClose={() => setLogging(null)} />}</Suspense>
    </>
  );
}
