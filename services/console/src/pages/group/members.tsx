import { Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { Link } from 'react-router';
import { useAskPages } from '../../api/ask.js';
import { useCommand } from '../../api/command.js';
import { useTexts } from '../../app/texts.js';
import { FormNote } from '../../parts/form-note.js';
import { Tier } from '../../parts/tier.js';
import { Card } from '../../ui/page.js';
import { useSay } from '../../ui/say.js';
import { FaultState, More, Skeleton } from '../../ui/states.js';
import { ChangeGroupMembers, GroupMembers } from './documents.js';
import { groupTexts } from './texts.js';
import css from './group.module.css';

const AddSheet = lazy(async () => ({ default: (await import('./add-sheet.js')).AddSheet }));

/** Who is in a group; each leads to their page and can be taken out. */
export function Members({ groupId }: { readonly groupId: string }) {
  const t = useTexts(groupTexts);
  const say = useSay();
  const [isAdding, setAdding] = useState(false);
  const list = useAskPages(GroupMembers, { id: groupId }, (data) => data.group?.members);
  const { send, busy, errors, fault } = useCommand(ChangeGroupMembers, (data) => data.changeGroupMembers);
  const remove = async (clientId: string) => {
    if (await send({ groupId, remove: [clientId] })) say(t.removed);
  };
  return (
    <Card title={t.memberTitle} extra={<Button onClick={() => setAdding(true)}>{t.add}</Button>}>
      <FormNote errors={errors} fault={fault} named={[]} />
      {!list.edges &&
        (list.error ? <FaultState fault={list.error} retry={list.refetch} /> : <Skeleton rows={3} height={48} />)}
      {list.edges?.length === 0 && <p className={css.quiet}>{t.nobody}</p>}
      <ul className={css.list}>
        {list.edges?.map(({ node: { id, name, tier } }) => (
          <li key={id}>
            <Link to={`/clients/${encodeURIComponent(id)}`}>
              {name} <Tier tier={tier} />
            </Link>
            <Button disabled={busy} aria-label={t.removeOf(name)} onClick={() => void remove(id)}>
              {t.remove}
            </Button>
          </li>
        ))}
      </ul>
      <More list={list} />
      <Suspense>{isAdding && <AddSheet groupId={groupId} onClose={() => setAdding(false)} />}</Suspense>
    </Card>
  );
}
