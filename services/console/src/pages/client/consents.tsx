import { Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { dayOf } from '../../app/days.js';
import { TIME_ZONE, useFormat } from '../../app/format.js';
import { useTexts } from '../../app/texts.js';
import { termTexts } from '../../locales/terms.js';
import { ChannelIcon } from '../../parts/channel-icon.js';
import { Card } from '../../ui/page.js';
import type { Consent, ConsentWord, ShownClient } from './documents.js';
import { consentStanding } from './model.js';
import { clientTexts } from './texts.js';
import css from './client.module.css';

const ConsentSheet = lazy(async () => ({ default: (await import('./consent-sheet.js')).ConsentSheet }));

/** What the client allows, way by way and purpose by purpose, and below it every word they said. */
export function Consents({ client, mayRecord }: { readonly client: ShownClient; readonly mayRecord: boolean }) {
  const t = useTexts(clientTexts);
  const [isRecording, setRecording] = useState(false);
  return (
    <Card title={t.consents} extra={mayRecord && <Button onClick={() => setRecording(true)}>{t.record}</Button>}>
      {client.consents.length === 0 && <p className={css.quiet}>{t.consentsNone}</p>}
      <ul className={css.consents}>
        {client.consents.map((consent) => (
          <ConsentLine key={consent.channel + consent.purpose} consent={consent} />
        ))}
      </ul>
      {client.consentHistory.length > 0 && (
        <details className={css.history}>
          <summary>
            {t.history} <span>{client.consentHistory.length}</span>
          </summary>
          <ol>
            {client.consentHistory.map((word) => (
              <Word key={word.channel + word.purpose + word.decidedAt + word.decision} word={word} />
            ))}
          </ol>
        </details>
      )}
      <Suspense>{isRecording && <ConsentSheet client={client} onClose={() => setRecording(false)} />}</Suspense>
    </Card>
  );
}

function ConsentLine({ consent }: { readonly consent: Consent }) {
  const t = useTexts(clientTexts);
  const terms = useTexts(termTexts);
  const format = useFormat();
  const standing = consentStanding(consent);
  const days = [
    t.since(format.day(dayOf(consent.decidedAt, TIME_ZONE))),
    consent.expiresOn && t.until(format.day(consent.expiresOn)),
  ];
  return (
    <li>
      <ChannelIcon channel={consent.channel} />
      <b>{terms.channel[consent.channel]}</b>
      <span>{terms.purpose[consent.purpose]}</span>
      <small>{days.filter(Boolean).join(' · ')}</small>
      <em data-standing={standing}>{t.standing[standing]}</em>
    </li>
  );
}

function Word({ word }: { readonly word: ConsentWord }) {
  const t = useTexts(clientTexts);
  const terms = useTexts(termTexts);
  const format = useFormat();
  const facts = [word.expiresOn && t.until(format.day(word.expiresOn)), word.wordingVersion];
  return (
    <li>
      <span>{format.fullMoment(word.decidedAt)}</span>
      <b>{[terms.channel[word.channel], terms.purpose[word.purpose], terms.decision[word.decision]].join(' · ')}</b>
      <small>{facts.filter(Boolean).join(' · ')}</small>
      {word.receiptId && (
        <small>
          {t.receipt} <code>{word.receiptId}</code>
        </small>
      )}
    </li>
  );
}
