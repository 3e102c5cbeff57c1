import { Button } from 'antd';
import { useAsk } from '../../api/ask.js';
import { useFormat } from '../../app/format.js';
import { useTexts } from '../../app/texts.js';
import { Sheet } from '../../ui/sheet.js';
import { Note } from '../../ui/states.js';
import { HandoverPreview } from './documents.js';
import { teamTexts } from './texts.js';
import css from './team.module.css';

/** A portfolio at its limit; the platform previews no more. */
const PREVIEWED_AT_MOST = 400;

interface Person {
  readonly id: string;
  readonly name: string;
}
interface Props {
  readonly member: Person;
  readonly receiver: Person;
  readonly from: string;
  readonly clientIds: readonly string[];
  onBack(): void;
  onConfirm(): void;
  onClose(): void;
}

/** Says once more how many clients go from whom to whom and from when: one by one they would have to be taken back. */
export function HandoverConfirm({ member, receiver, from, clientIds, onBack, onConfirm, onClose }: Props) {
  const count = clientIds.length;
  const t = useTexts(teamTexts).sheet;
  const format = useFormat();
  const asked = { fromRmId: member.id, toRmId: receiver.id, clientIds: [...clientIds], from };
  const preview = useAsk(HandoverPreview, asked, { when: count <= PREVIEWED_AT_MOST }).data?.handoverPreview;
  const facts = [
    [t.clients, format.count(count)],
    [t.fromWhom, `${member.name} ${member.id}`],
    [t.to, `${receiver.name} ${receiver.id}`],
    [t.from, format.day(from)],
    ...(preview
      ? ([
          [t.promises, format.count(preview.promises)],
          [t.openItems, format.count(preview.openItems)],
          [t.toPortfolio, format.count(preview.toPortfolio)],
        ] as const)
      : []),
  ] as const;
  return (
    <Sheet
      title={t.confirmTitle(count)}
      onClose={onClose}
      footer={
        <>
          <Button size="large" onClick={onBack}>
            {t.back}
          </Button>
          <Button size="large" type="primary" onClick={onConfirm}>
            {t.confirm}
          </Button>
        </>
      }
    >
      <dl className={css.facts}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {preview && preview.refusals.length > 0 && (
        <Note kind="warning">{[...new Set(preview.refusals.map(({ message }) => message))].slice(0, 3).join(' ')}</Note>
      )}
      <Note kind="warning">{t.confirmHint}</Note>
    </Sheet>
  );
}
