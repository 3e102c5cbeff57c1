import { Link, useParams } from 'react-router';
import { useAsk } from '../../api/ask.js';
import type { ResultOf } from '../../api/graphql.js';
import { useFormat } from '../../app/format.js';
import { useTexts } from '../../app/texts.js';
import { Icon } from '../../ui/icon.js';
import { Card, PageBody, PageHead } from '../../ui/page.js';
import { Answer, State } from '../../ui/states.js';
import { Group } from './documents.js';
import { Members } from './members.js';
import { PostBox, Posts } from './posts.js';
import { groupTexts } from './texts.js';
import css from './group.module.css';

type ShownGroup = NonNullable<ResultOf<typeof Group>['group']>;

/** A group: a box to post to it, who is in, who left and why, and what was posted. */
export function Page() {
  const t = useTexts(groupTexts);
  const { groupId = '' } = useParams();
  const asked = useAsk(Group, { id: groupId });
  return (
    <PageBody>
      <Link className={css.back} to="/groups">
        <Icon name="back" size={18} />
        {t.back}
      </Link>
      <Answer of={asked}>
        {({ group }) =>
          group ? <Shown group={group} /> : <State isPage icon="group" title={t.gone} hint={t.goneHint} />
        }
      </Answer>
    </PageBody>
  );
}

function Shown({ group }: { readonly group: ShownGroup }) {
  const t = useTexts(groupTexts);
  return (
    <>
      <PageHead title={group.name} under={t.members(group.memberCount)} />
      {group.memberCount > 0 && <PostBox key={group.id} groupId={group.id} />}
      <Members groupId={group.id} />
      <Left group={group} />
      <Posts groupId={group.id} />
    </>
  );
}

/** Nobody is to wonder where a member has gone. */
function Left({ group }: { readonly group: ShownGroup }) {
  const t = useTexts(groupTexts);
  const format = useFormat();
  const { edges } = group.left;
  if (edges.length === 0) return null;
  return (
    <Card title={t.left}>
      <ul className={css.list}>
        {edges.map(({ node: { client, because, leftAt } }) => (
          <li key={client.id}>
            <Link to={`/clients/${encodeURIComponent(client.id)}`}>{client.name}</Link>
            <small>
              {t.because[because]} · {format.moment(leftAt)}
            </small>
          </li>
        ))}
      </ul>
    </Card>
  );
}
