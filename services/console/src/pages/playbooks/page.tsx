import { Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useAskPages } from '../../api/ask.js';
import { useAddress } from '../../app/address.js';
import { useMe } from '../../app/me.js';
import { useTexts } from '../../app/texts.js';
import { Card, PageBody, PageHead } from '../../ui/page.js';
import { Answer, Empty, More } from '../../ui/states.js';
import { type Playbook, Playbooks } from './documents.js';
import { mayWrite } from './model.js';
import { playbooksTexts } from './texts.js';
import css from './playbooks.module.css';

const Editor = lazy(async () => ({ default: (await import('./editor.js')).Editor }));

/** The playbooks of the bank, to be read by all; heads and those above write them. `?topic=` shows a topic's alone. */
export function Page() {
  const t = useTexts(playbooksTexts);
  const { person } = useMe();
  const { params, change } = useAddress();
  const topic = params.get('topic');
  const [writing, write] = useState<Playbook | 'new' | null>(null);
  const list = useAskPages(Playbooks, { topic }, ({ playbooks }) => playbooks, { keep: true });
  const isWriter = person !== null && mayWrite(person.role);
  return (
    <PageBody>
      <PageHead title={t.title} under={t.under}>
        {isWriter && (
          <Button type="primary" size="large" className={css.add ?? ''} onClick={() => write('new')}>
            {t.add}
          </Button>
        )}
      </PageHead>
      {topic && (
        <p className={css.filter}>
          <strong>{t.ofTopic(topic)}</strong>
          <Button onClick={() => change({ topic: null })}>{t.all}</Button>
        </p>
      )}
      <Answer of={{ ...list, data: list.edges }}>
        {(edges) =>
          edges.length === 0 ? (
            <Empty title={t.none} hint={t.noneHint} />
          ) : (
            <ul className={css.list}>
              {edges.map(({ node }) => (
                <li key={node.id}>
                  <Shown playbook={node} {...(isWriter && { onChange: () => write(node) })} />
                </li>
              ))}
            </ul>
          )
        }
      </Answer>
      <More list={list} />
      <Suspense>
        {writing && <Editor before={writing === 'new' ? null : writing} onClose={() => write(null)} />}
      </Suspense>
    </PageBody>
  );
}

function Shown({ playbook, onChange }: { readonly playbook: Playbook; onChange?(): void }) {
  const t = useTexts(playbooksTexts);
  const { title, text, topics, productCodes, version } = playbook;
  return (
    <Card
      title={title}
      extra={
        onChange && (
          <Button className={css.change ?? ''} aria-label={t.changeOf(title)} onClick={onChange}>
            {t.change}
          </Button>
        )
      }
    >
      <p className={css.text}>{text}</p>
      <p className={css.pegs}>
        {topics.map((topic) => (
          <span key={topic}>{topic}</span>
        ))}
        {productCodes.map((code) => (
          <span key={code} data-product>
            {code}
          </span>
        ))}
        {topics.length + productCodes.length === 0 && t.hangsNowhere}
        <small>{t.version(version)}</small>
      </p>
    </Card>
  );
}
