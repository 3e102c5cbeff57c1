import { Button } from 'antd';
import { useState } from 'react';
import { useAsk } from '../../api/ask.js';
import { useCommand } from '../../api/command.js';
import type { ResultOf } from '../../api/graphql.js';
import { useFormat } from '../../app/format.js';
import { useTexts } from '../../app/texts.js';
import { FormNote } from '../../parts/form-note.js';
import type { Named } from '../../parts/managers.js';
import { Sheet } from '../../ui/sheet.js';
import { Answer, Note } from '../../ui/states.js';
import { HandoverPreview, HandOver } from './documents.js';
import { handoverRefusals } from './model.js';
import { teamTexts } from './texts.js';
import css from './team.module.css';

interface Props {
  readonly member: Named;
  readonly receiver: Named;
  readonly from: string;
  /** Null: all whom the member keeps. */
  readonly clientIds: readonly string[] | null;
  onBack(): void;
  onClose(): void;
}
type Preview = NonNullable<ResultOf<typeof HandoverPreview>['handoverPreview']>;

/** What would go along, and all that speaks against it; nothing moves before it is confirmed, and then all of it. */
export function HandoverConfirm({ member, receiver, from, clientIds, onBack, onClose }: Props) {
  const t = useTexts(teamTexts).sheet;
  const asked = {
    fromRmId: member.id,
    toRmId: receiver.id,
    from,
    clientIds: clientIds && [...clientIds],
  };
  const [isConfirmed, setConfirmed] = useState(false);
  // Once it is confirmed the clients move, and a preview of them would speak against it.
  const preview = useAsk(HandoverPreview, asked, { when: !isConfirmed });
  const { send, busy, errors, fault } = useCommand(HandOver, (data) => data.handOver);
  const [done, setDone] = useState<{ readonly clients: number; readonly warnings: readonly string[] } | null>(null);
  const seen = preview.data?.handoverPreview;
  const confirm = async () => {
    setConfirmed(true);
    const payload = await send(asked);
    if (!payload) return setConfirmed(false);
    setDone({
      clients: payload.handover?.clients ?? seen?.clients ?? 0,
      warnings: payload.warnings.map(({ message }) => message),
    });
  };
  if (done) return <Done member={member} {...done} onClose={onClose} />;
  return (
    <Sheet
      title={seen ? t.confirmTitle(seen.clients) : t.title(member.name)}
      onClose={onClose}
      footer={
        <>
          <Button size="large" onClick={onBack}>
            {t.back}
          </Button>
          <Button
            size="large"
            type="primary"
            loading={busy}
            disabled={!seen || seen.clients === 0 || seen.refusals.length > 0}
            onClick={() => void confirm()}
          >
            {t.confirm}
          </Button>
        </>
      }
    >
      <FormNote errors={errors} fault={fault} named={[]} />
      <Answer of={{ ...preview, data: seen ?? undefined }}>
        {(shown) => <Seen preview={shown} member={member} receiver={receiver} from={from} />}
      </Answer>
    </Sheet>
  );
}

interface SeenProps extends Pick<Props, 'member' | 'receiver' | 'from'> {
  readonly preview: Preview;
}
function Seen({ preview, member, receiver, from }: SeenProps) {
  const t = useTexts(teamTexts).sheet;
  const format = useFormat();
  const facts = [
    [t.clients, format.count(preview.clients)],
    [t.fromWhom, `${member.name} ${member.id}`],
    [t.to, `${receiver.name} ${receiver.id}`],
    [t.from, format.day(from)],
    [t.promises, format.count(preview.promises)],
    [t.openItems, format.count(preview.openItems)],
    [t.visits, format.count(preview.plannedVisits)],
    [t.helps, format.count(preview.helpRequests)],
    [t.toPortfolio, format.count(preview.toPortfolio)],
  ] as const;
  const refusals = handoverRefusals(preview.refusals);
  return (
    <>
      <dl className={css.facts}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {refusals.length > 0 ? (
        <Note kind="error">
          <p>{t.refused(preview.refusals.length)}</p>
          <ul className={css.refused}>
            {refusals.map((message) => (
              <li key={message}>{message}</li>
            ))}
          </ul>
        </Note>
      ) : (
        <Note kind="warning">{t.confirmHint}</Note>
      )}
    </>
  );
}

interface DoneProps {
  readonly member: Named;
  readonly clients: number;
  readonly warnings: readonly string[];
  onClose(): void;
}
function Done({ member, clients, warnings, onClose }: DoneProps) {
  const t = useTexts(teamTexts).sheet;
  return (
    <Sheet
      title={t.title(member.name)}
      onClose={onClose}
      footer={
        <Button size="large" type="primary" onClick={onClose}>
          {t.close}
        </Button>
      }
    >
      <p role="status">{t.done(clients)}</p>
      {warnings.length > 0 && <Note kind="warning">{warnings.join(' ')}</Note>}
    </Sheet>
  );
}
