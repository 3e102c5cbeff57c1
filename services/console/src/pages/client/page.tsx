import { Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { Link, useParams } from 'react-router';
import { useAsk } from '../../api/ask.js';
import { useMe } from '../../app/me.js';
import { useTexts } from '../../app/texts.js';
import { keptSheet } from '../../offline/kept-sheet.js';
import { reachOf } from '../../parts/reach-model.js';
import { Tier } from '../../parts/tier.js';
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
import { Keepers } from './keepers.js';
import { NotYours } from './not-yours.js';
import { Parts } from './parts.js';
import { Person } from './person.js';
import { Profile } from './profile.js';
import { clientTexts } from './texts.js';
import { Timeline } from './timeline.js';
import css from './client.module.css';

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
  const left = keptSheet.leftBy<LeftSheet>(session.subject());
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
    consents: client.consents,
    preferredChannel: client.preferredChannel,
  };
  const isRm = person?.role === 'RM';
  const mayChange = isRm || person?.role === 'UNIT_HEAD';
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
      />
      {person?.role === 'HEAD_OFFICE' && <Note>{t.masked}</Note>}
      <div className={css.columns}>
        <div>
          <Profile client={client} mayChange={mayChange} isMasked={!mayChange} />
          {mayChange && <Person client={client} mayChange />}
          <Parts client={client} mayChange={mayChange} />
          {mayChange && <Circle client={client} mayChange />}
          {mayChange && <Dates client={client} mayChange />}
          <Consents client={client} mayRecord={mayChange} />
          <Keepers keepers={client.keepers} />
        </div>
        <Timeline clientId={client.id} />
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
