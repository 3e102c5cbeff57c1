import { Button } from 'antd';
import { useCommand } from '../../api/command.js';
import { useFormat } from '../../app/format.js';
import { useTexts } from '../../app/texts.js';
import { FormNote } from '../../parts/form-note.js';
import { useSay } from '../../ui/say.js';
import { Card } from '../../ui/page.js';
import { ConfirmPart } from './commands.js';
import type { ShownClient } from './documents.js';
import { clientTexts } from './texts.js';
import css from './client.module.css';

/** How fresh each part of the client is; one that was looked at and is still true is confirmed by one tap. */
export function Parts({ client, mayChange }: { readonly client: ShownClient; readonly mayChange: boolean }) {
  const t = useTexts(clientTexts).parts;
  const format = useFormat();
  const say = useSay();
  const { send, busy, errors, fault } = useCommand(ConfirmPart, (data) => data.confirmProfilePart);
  const confirm = async (part: ShownClient['parts'][number]['part']) => {
    if (await send({ clientId: client.id, part })) say(t.confirmed);
  };
  if (client.parts.length === 0) return null;
  const fresh = client.parts.filter((one) => one.fresh).length;
  return (
    <Card title={t.title} extra={<span className={css.quiet}>{t.fresh(fresh, client.parts.length)}</span>}>
      <FormNote errors={errors} fault={fault} named={[]} />
      <ul className={css.known}>
        {client.parts.map(({ part, refreshedAt, refreshedBy, fresh: isFresh }) => (
          <li key={part} data-fresh={isFresh}>
            <b>{t.names[part]}</b>
            <span>
              {isFresh ? t.isFresh : t.isStale}
              {refreshedAt && ` · ${format.fullMoment(refreshedAt)}`}
              {refreshedBy && ` · ${refreshedBy.name}`}
            </span>
            {mayChange && (
              <Button disabled={busy} aria-label={t.confirmOf(t.names[part])} onClick={() => void confirm(part)}>
                {t.confirm}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}
