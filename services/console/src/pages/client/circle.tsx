import { Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { Link } from 'react-router';
import { useCommand } from '../../api/command.js';
import { useTexts } from '../../app/texts.js';
import { FormNote } from '../../parts/form-note.js';
import { Card } from '../../ui/page.js';
import { useSay } from '../../ui/say.js';
import { UnlinkClient } from './commands.js';
import type { ShownClient } from './documents.js';
import { clientTexts } from './texts.js';
import css from './client.module.css';

const LinkSheet = lazy(async () => ({ default: (await import('./link-sheet.js')).LinkSheet }));

/** Whom the client knows: other clients, who lead to their pages, and outsiders by name. */
export function Circle({ client, mayChange }: { readonly client: ShownClient; readonly mayChange: boolean }) {
  const t = useTexts(clientTexts).circle;
  const say = useSay();
  const [isLinking, setLinking] = useState(false);
  const { send, busy, errors, fault } = useCommand(UnlinkClient, (data) => data.unlinkClient);
  const unlink = async (linkId: string) => {
    if (await send({ clientId: client.id, linkId })) say(t.unlinked);
  };
  return (
    <Card title={t.title} extra={mayChange && <Button onClick={() => setLinking(true)}>{t.add}</Button>}>
      <FormNote errors={errors} fault={fault} named={[]} />
      {client.circle.length === 0 && <p className={css.quiet}>{t.none}</p>}
      <ul className={css.known}>
        {client.circle.map((link) => (
          <li key={link.id}>
            <b>{t.relations[link.relation]}</b>
            <span>
              {link.client ? (
                <Link to={`/clients/${encodeURIComponent(link.client.id)}`}>{link.client.name}</Link>
              ) : (
                (link.outsiderName ?? t.hidden)
              )}
              {link.note && ` · ${link.note}`}
            </span>
            {mayChange && (
              <Button
                disabled={busy}
                aria-label={t.removeOf(link.client?.name ?? link.outsiderName ?? t.hidden)}
                onClick={() => void unlink(link.id)}
              >
                {t.remove}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <Suspense>{isLinking && <LinkSheet client={client} onClose={() => setLinking(false)} />}</Suspense>
    </Card>
  );
}
