import { Button } from 'antd';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { Link } from 'react-router';
import { useFormat } from '../../app/format.js';
import { useTexts } from '../../app/texts.js';
import { termTexts } from '../../locales/terms.js';
import { Phone } from '../../parts/phone.js';
import { Reach } from '../../parts/reach.js';
import { useUsualReach } from '../../parts/usual-reach.js';
import { Card } from '../../ui/page.js';
import type { ShownClient } from './documents.js';
import { clientTexts } from './texts.js';
import css from './client.module.css';

const ProfileSheet = lazy(async () => ({ default: (await import('./profile-sheet.js')).ProfileSheet }));

interface Props {
  readonly client: ShownClient;
  readonly mayChange: boolean;
  /** The caller sees no whole phone number. */
  readonly isMasked: boolean;
}

/** What is known of a client. */
export function Profile({ client, mayChange, isMasked }: Props) {
  const t = useTexts(clientTexts);
  const terms = useTexts(termTexts);
  const format = useFormat();
  const [isChanging, setChanging] = useState(false);
  const usually = useUsualReach(client.id, !isMasked);
  const { birthday, preferredChannel, rm, lastContactAt, nextDueOn } = client;
  return (
    <Card title={t.profile} extra={mayChange && <Button onClick={() => setChanging(true)}>{t.change}</Button>}>
      <dl className={css.facts}>
        <Fact name={t.allowed}>
          <Reach consents={client.consents} preferred={preferredChannel} />
        </Fact>
        {usually && <Fact name={t.usually}>{usually}</Fact>}
        <Fact name={t.phone}>
          {isMasked ? (client.phone ?? t.unknown) : <Phone clientId={client.id} masked={client.phone} />}
        </Fact>
        <Fact name={t.interests}>{format.list(client.interests) || t.unknown}</Fact>
        <Fact name={t.birthday}>
          {birthday
            ? t.birthdayOf(terms.calendar[birthday.calendar], birthday.month, birthday.day, birthday.year)
            : t.unknown}
        </Fact>
        <Fact name={t.preferredChannel}>{preferredChannel ? terms.channel[preferredChannel] : t.unknown}</Fact>
        <Fact name={t.contactsAYear}>{t.times(client.contactsAYear)}</Fact>
        <Fact name={t.lastContact}>{lastContactAt ? format.fullMoment(lastContactAt) : t.never}</Fact>
        {nextDueOn && <Fact name={t.nextDue}>{format.day(nextDueOn)}</Fact>}
        <Fact name={t.rm}>
          {rm ? <Link to={`/clients?rm=${encodeURIComponent(rm.id)}`}>{`${rm.name} ${rm.id}`}</Link> : t.nobody}
        </Fact>
      </dl>
      <Suspense>{isChanging && <ProfileSheet client={client} onClose={() => setChanging(false)} />}</Suspense>
    </Card>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
