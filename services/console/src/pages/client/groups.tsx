import { Link } from 'react-router';
import { useMe } from '../../app/me.js';
import { useTexts } from '../../app/texts.js';
import { Card } from '../../ui/page.js';
import type { ShownClient } from './documents.js';
import { clientTexts } from './texts.js';
import css from './client.module.css';

/** The groups in which the client is a member: one's own lead to their pages, of others it says whose they are. */
export function Groups({ client }: { readonly client: ShownClient }) {
  const t = useTexts(clientTexts).groups;
  const { person } = useMe();
  if (client.groups.length === 0) return null;
  return (
    <Card title={t.title}>
      <ul className={css.known}>
        {client.groups.map(({ id, name, memberCount, owner }) => (
          <li key={id}>
            <b>{t.members(memberCount)}</b>
            <span>
              {owner.id === person?.id ? (
                <Link to={`/groups/${encodeURIComponent(id)}`}>{name}</Link>
              ) : (
                `${name} · ${owner.name}`
              )}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
