import { useAskPages } from '../../api/ask.js';
import { TIME_ZONE, useFormat } from '../../app/format.js';
import { useTexts } from '../../app/texts.js';
import { termTexts } from '../../locales/terms.js';
import { ChannelIcon } from '../../parts/channel-icon.js';
import { outcomeText } from '../../parts/outcome.js';
import { Card } from '../../ui/page.js';
import { Empty, FaultState, More, Skeleton } from '../../ui/states.js';
import { ClientContacts, type Contact } from './documents.js';
import { byDay, minutesOf } from './model.js';
import { clientTexts } from './texts.js';
import css from './client.module.css';

/** What was said and sent, newest first, by whom and what came of it. */
export function Timeline({ clientId }: { readonly clientId: string }) {
  const t = useTexts(clientTexts);
  const format = useFormat();
  const list = useAskPages(ClientContacts, { filter: { clientId } }, (data) => data.contacts, { keep: true });
  const days =
    list.edges &&
    byDay(
      list.edges.map(({ node }) => node),
      TIME_ZONE,
    );
  return (
    <Card title={t.timeline}>
      {!days &&
        (list.error ? <FaultState fault={list.error} retry={list.refetch} /> : <Skeleton rows={5} height={64} />)}
      {days?.length === 0 && <Empty title={t.noContacts} />}
      <ol className={css.timeline}>
        {days?.map(({ day, contacts }) => (
          <li key={day}>
            <h3>{format.day(day)}</h3>
            {contacts.map((contact) => (
              <Said key={contact.id} contact={contact} />
            ))}
          </li>
        ))}
      </ol>
      <More list={list} />
    </Card>
  );
}

function Said({ contact }: { readonly contact: Contact }) {
  const t = useTexts(clientTexts);
  const terms = useTexts(termTexts);
  const format = useFormat();
  const minutes = minutesOf(contact);
  const facts = [format.time(contact.startedAt), minutes !== null && t.minutes(minutes), contact.staff.name];
  return (
    <article className={css.said} data-effective={contact.effective}>
      <span className={css.dot}>
        <ChannelIcon channel={contact.channel} />
      </span>
      <p>
        <b>{outcomeText(terms, contact.outcome, contact.channel)}</b> · {terms.channel[contact.channel]}
        {!contact.effective && <em title={t.touchHint}>{t.touch}</em>}
        {contact.late && <em>{t.late}</em>}
      </p>
      <small>{facts.filter(Boolean).join(' · ')}</small>
      {contact.notes && <p className={css.notes}>{contact.notes}</p>}
      {contact.followUpOn && <p className={css.promise}>{t.followUp(format.day(contact.followUpOn))}</p>}
    </article>
  );
}
