import { Link } from 'react-router';
import { useAsk } from '../../api/ask.js';
import { graphql } from '../../api/graphql.js';
import { useTexts } from '../../app/texts.js';
import { Note } from '../../ui/states.js';
import { cockpitTexts } from '../cockpit/texts.js';
import css from './team.module.css';

const TeamNotices = graphql(`
  query TeamNotices($atLeast: Position) {
    coachingNotices(open: true, first: 20, atLeast: $atLeast) {
      edges {
        node {
          id
        }
      }
      pageInfo {
        hasNextPage
      }
    }
  }
`);

/** What a head has to reply to; nothing is shown where nothing is. */
export function NoticesDue() {
  const t = useTexts(cockpitTexts);
  const { data } = useAsk(TeamNotices, {});
  const count = data?.coachingNotices.edges.length ?? 0;
  if (count === 0) return null;
  return (
    <Note kind="warning">
      <Link className={css.due} to="/cockpit?show=notices">
        {t.toReply(count, data?.coachingNotices.pageInfo.hasNextPage ?? false)}
      </Link>
    </Note>
  );
}
