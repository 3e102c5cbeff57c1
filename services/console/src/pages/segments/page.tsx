import { Button } from 'antd';
import { Link, useNavigate } from 'react-router';
import { useAsk } from '../../api/ask.js';
import type { ResultOf } from '../../api/graphql.js';
import { useTexts } from '../../app/texts.js';
import { Icon } from '../../ui/icon.js';
import { PageBody, PageHead } from '../../ui/page.js';
import { Answer, Empty } from '../../ui/states.js';
import { SegmentCount, Segments } from './documents.js';
import { conditionsIn } from './model.js';
import { segmentsTexts } from './texts.js';
import css from '../../parts/named-list.module.css';

type Segment = ResultOf<typeof Segments>['segments'][number];

/** The segments that the user keeps, each with how many clients it means now. */
export function Page() {
  const t = useTexts(segmentsTexts);
  const open = useNavigate();
  const asked = useAsk(Segments, {});
  return (
    <PageBody>
      <Link className={css.back} to="/clients">
        <Icon name="back" size={18} />
        {t.back}
      </Link>
      <PageHead title={t.title} under={t.under}>
        <Button type="primary" className={css.add ?? ''} onClick={() => void open('/segments/new')}>
          {t.add}
        </Button>
      </PageHead>
      <Answer of={asked}>
        {({ segments }) => (
          <>
            {segments.length === 0 && <Empty title={t.none} hint={t.noneHint} />}
            <ul className={css.list}>
              {segments.map((segment) => (
                <Line key={segment.id} segment={segment} />
              ))}
            </ul>
          </>
        )}
      </Answer>
    </PageBody>
  );
}

function Line({ segment: { id, name, filter } }: { readonly segment: Segment }) {
  const t = useTexts(segmentsTexts);
  const { data, error } = useAsk(SegmentCount, { id });
  return (
    <li>
      <Link className={css.row} to={`/segments/${encodeURIComponent(id)}`}>
        <div>
          <b>{name}</b>
          <small>{t.conditions(conditionsIn(filter))}</small>
        </div>
        <span>{data?.segment ? t.count(data.segment.count) : error && t.notCounted}</span>
        <Icon name="chevron" size={18} />
      </Link>
    </li>
  );
}
