import { Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { Link } from 'react-router';
import { useAsk } from '../../api/ask.js';
import { useMe } from '../../app/me.js';
import { useTexts } from '../../app/texts.js';
import { Icon } from '../../ui/icon.js';
import { PageBody, PageHead } from '../../ui/page.js';
import { Answer, Empty, FaultState, Skeleton, State } from '../../ui/states.js';
import { Groups } from './documents.js';
import { groupsTexts } from './texts.js';
import css from '../../parts/named-list.module.css';

const CreateSheet = lazy(async () => ({ default: (await import('./create-sheet.js')).CreateSheet }));

/** The groups of clients that the user made. */
export function Page() {
  const t = useTexts(groupsTexts);
  const { person, fault } = useMe();
  if (!person) return <PageBody>{fault ? <FaultState fault={fault} /> : <Skeleton />}</PageBody>;
  if (person.role === 'RM' || person.role === 'UNIT_HEAD') return <Own />;
  return (
    <PageBody>
      <State isPage icon="group" title={t.notYours} hint={t.notYoursHint} />
    </PageBody>
  );
}

function Own() {
  const t = useTexts(groupsTexts);
  const [isCreating, setCreating] = useState(false);
  const asked = useAsk(Groups, {});
  return (
    <PageBody>
      <Link className={css.back} to="/clients">
        <Icon name="back" size={18} />
        {t.back}
      </Link>
      <PageHead title={t.title} under={t.under}>
        <Button type="primary" className={css.add ?? ''} onClick={() => setCreating(true)}>
          {t.add}
        </Button>
      </PageHead>
      <Answer of={asked}>
        {({ groups }) => (
          <>
            {groups.length === 0 && <Empty title={t.none} hint={t.noneHint} />}
            <ul className={css.list}>
              {groups.map(({ id, name, memberCount }) => (
                <li key={id}>
                  <Link className={css.row} to={`/groups/${encodeURIComponent(id)}`}>
                    <b>{name}</b>
                    <span>{t.members(memberCount)}</span>
                    <Icon name="chevron" size={18} />
                  </Link>
                </li>
              ))}
            </ul>
          </>
        )}
      </Answer>
      <Suspense>{isCreating && <CreateSheet onClose={() => setCreating(false)} />}</Suspense>
    </PageBody>
  );
}
