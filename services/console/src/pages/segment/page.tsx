import { Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { useAsk } from '../../api/ask.js';
import { sentencesAt, useCommand } from '../../api/command.js';
import { useTexts } from '../../app/texts.js';
import { FormNote } from '../../parts/form-note.js';
import { useKept } from '../../parts/use-kept.js';
import { Field } from '../../ui/field.js';
import { Icon } from '../../ui/icon.js';
import { Card, PageBody, PageHead } from '../../ui/page.js';
import { useSay } from '../../ui/say.js';
import { Answer, Note, State } from '../../ui/states.js';
import { Builder } from './builder.js';
import { SaveSegment, Segment, type SegmentFilter } from './documents.js';
import { Meant } from './meant.js';
import { type Draft, draftOf, EMPTY, type Filter, filterOf } from './model.js';
import { segmentTexts } from './texts.js';
import css from './segment.module.css';

const RetireSheet = lazy(async () => ({ default: (await import('./retire-sheet.js')).RetireSheet }));
/** In the address, in place of the id of a segment that is yet to be made. */
const NEW = 'new';

/** A segment: its conditions as rows, whom they mean now, and to save or retire it. */
export function Page() {
  const t = useTexts(segmentTexts);
  const { segmentId = NEW } = useParams();
  const isNew = segmentId === NEW;
  const asked = useAsk(Segment, { id: segmentId }, { when: !isNew });
  return (
    <PageBody>
      <Link className={css.back} to="/segments">
        <Icon name="back" size={18} />
        {t.back}
      </Link>
      {isNew ? (
        <Edited key={NEW} segmentId={null} begun={EMPTY} />
      ) : (
        <Answer of={asked}>
          {({ segment }) => {
            if (!segment) return <State isPage icon="search" title={t.gone} hint={t.goneHint} />;
            const begun = draftOf(segment.name, segment.filter);
            if (begun) return <Edited key={segment.id} segmentId={segment.id} begun={begun} />;
            return <Read segment={segment} />;
          }}
        </Answer>
      )}
    </PageBody>
  );
}

function Edited({ segmentId, begun }: { readonly segmentId: string | null; readonly begun: Draft }) {
  const t = useTexts(segmentTexts);
  const say = useSay();
  const open = useNavigate();
  const form = useKept(`segment ${segmentId ?? NEW}`, begun);
  const { value: draft, change: setDraft } = form;
  const { send, busy, errors, fault } = useCommand(SaveSegment, (data) => data.saveSegment);
  const filter = filterOf(draft);
  const save = async () => {
    const saved = filter && (await send({ segmentId, name: draft.name, filter: filter as SegmentFilter }));
    if (!saved) return;
    form.done();
    say(t.saved);
    if (segmentId === null && saved.segment) void open(`/segments/${encodeURIComponent(saved.segment.id)}`);
  };
  return (
    <>
      <PageHead title={segmentId === null ? t.newTitle : begun.name}>
        {segmentId !== null && <Retire segmentId={segmentId} name={begun.name} />}
        {form.isTouched && (
          <Button className={css.act ?? ''} onClick={() => form.done(begun)}>
            {t.discard}
          </Button>
        )}
        <Button
          type="primary"
          className={css.act ?? ''}
          loading={busy}
          disabled={!draft.name.trim() || filter === null}
          onClick={() => void save()}
        >
          {t.save}
        </Button>
      </PageHead>
      <FormNote errors={errors} fault={fault} named={['name']} />
      <Card title={t.title}>
        <Field
          label={t.name}
          hint={t.nameHint}
          value={draft.name}
          error={sentencesAt(errors, 'name')}
          maxLength={100}
          onChange={(name) => setDraft({ ...draft, name })}
        />
      </Card>
      <Builder draft={draft} onChange={setDraft} />
      <Meant filter={filter} />
    </>
  );
}

/** One whose conditions are no rows. */
function Read({
  segment,
}: {
  readonly segment: { readonly id: string; readonly name: string; readonly filter: string };
}) {
  const t = useTexts(segmentTexts);
  return (
    <>
      <PageHead title={segment.name}>
        <Retire segmentId={segment.id} name={segment.name} />
      </PageHead>
      <Note>{t.elsewhere}</Note>
      <Meant filter={JSON.parse(segment.filter) as Filter} />
    </>
  );
}

function Retire({ segmentId, name }: { readonly segmentId: string; readonly name: string }) {
  const t = useTexts(segmentTexts);
  const [isAsking, setAsking] = useState(false);
  return (
    <>
      <Button className={css.act ?? ''} onClick={() => setAsking(true)}>
        {t.retire}
      </Button>
      <Suspense>
        {isAsking && <RetireSheet segmentId={segmentId} name={name} onClose={() => setAsking(false)} />}
      </Suspense>
    </>
  );
}
