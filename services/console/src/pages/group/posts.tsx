import { Button } from 'antd';
import { useAskPages } from '../../api/ask.js';
import { sentencesAt, useCommand } from '../../api/command.js';
import { useFormat } from '../../app/format.js';
import { useTexts } from '../../app/texts.js';
import { FormNote } from '../../parts/form-note.js';
import { useKept } from '../../parts/use-kept.js';
import { TextArea } from '../../ui/field.js';
import { Card } from '../../ui/page.js';
import { useSay } from '../../ui/say.js';
import { FaultState, More, Skeleton } from '../../ui/states.js';
import { GroupPosts, PostToGroup } from './documents.js';
import { groupTexts } from './texts.js';
import css from './group.module.css';

/** Where a post is written: one for all members. */
export function PostBox({ groupId }: { readonly groupId: string }) {
  const t = useTexts(groupTexts);
  const say = useSay();
  const { value: text, change: setText, done } = useKept(`post ${groupId}`, '');
  const { send, busy, errors, fault } = useCommand(PostToGroup, (data) => data.postToGroup);
  const post = async () => {
    const posted = await send({ groupId, text });
    if (!posted?.groupPost) return;
    const { state, reached } = posted.groupPost;
    say(state === 'BY_HAND' ? t.postedByHand(reached) : t.posted(reached));
    done('');
  };
  return (
    <Card title={t.postTitle}>
      <FormNote errors={errors} fault={fault} named={['text']} />
      <TextArea
        label={t.text}
        hint={t.textHint}
        value={text}
        error={sentencesAt(errors, 'text')}
        maxLength={2000}
        onChange={setText}
      />
      <Button
        type="primary"
        className={css.act ?? ''}
        loading={busy}
        disabled={!text.trim()}
        onClick={() => void post()}
      >
        {t.post}
      </Button>
    </Card>
  );
}

/** What was posted, newest first, and how far each post has got. */
export function Posts({ groupId }: { readonly groupId: string }) {
  const t = useTexts(groupTexts);
  const format = useFormat();
  const list = useAskPages(GroupPosts, { id: groupId }, (data) => data.group?.posts);
  return (
    <Card title={t.posts}>
      {!list.edges &&
        (list.error ? <FaultState fault={list.error} retry={list.refetch} /> : <Skeleton rows={2} height={56} />)}
      {list.edges?.length === 0 && <p className={css.quiet}>{t.noPosts}</p>}
      <ul className={css.posts}>
        {list.edges?.map(({ node: { id, text, sentAt, reached, state, failure } }) => (
          <li key={id}>
            <p>{text}</p>
            <small>
              {[format.moment(sentAt), t.reached(reached)].join(' · ')}{' '}
              <em data-state={state}>{[t.states[state], failure].filter(Boolean).join(' ')}</em>
            </small>
          </li>
        ))}
      </ul>
      <More list={list} />
    </Card>
  );
}
