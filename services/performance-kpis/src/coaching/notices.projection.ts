import { Coaching, type NoticedFigure } from '@hengxin/contracts';
import { day, eventsOf, json, moment, projection, type RowOf, table, text, texts } from '@hengxin/projections';
import { Database } from '@hengxin/service-kit';
import { Injectable } from '@nestjs/common';

const notice = table('coaching_notice', {
  key: ['notice_id'],
  columns: {
    notice_id: text(),
    unit_id: text(),
    head_id: text().orNull(),
    months: texts(),
    figures: json<readonly NoticedFigure[]>(),
    given_at: moment(),
    reply_due_on: day(),
  },
});
const reply = table('coaching_reply', {
  key: ['notice_id'],
  columns: { notice_id: text(), reply: text(), replied_at: moment() },
});

interface Batch {
  readonly notices: RowOf<typeof notice>[];
  readonly replies: RowOf<typeof reply>[];
}

/** Notices to heads of units, and what they replied. */
export const notices = projection({
  consumer: 'notices',
  events: eventsOf(Coaching),
  tables: [notice, reply],
  load: (): Batch => ({ notices: [], replies: [] }),
  on: {
    CoachingNoticeGiven: ({ data }, batch) =>
      void batch.notices.push({
        notice_id: data.noticeId,
        unit_id: data.unitId,
        head_id: data.headId,
        months: data.months,
        figures: data.figures,
        given_at: data.givenAt,
        reply_due_on: data.replyDueOn,
      }),
    CoachingNoticeReplied: ({ data }, batch) =>
      void batch.replies.push({ notice_id: data.noticeId, reply: data.reply, replied_at: data.repliedAt }),
  },
  async store(batch, tx) {
    await notice.put(tx, batch.notices);
    await reply.put(tx, batch.replies);
  },
});

/** A notice as it is shown. */
export interface StoredNotice {
  readonly id: string;
  readonly unitId: string;
  readonly headId: string | null;
  readonly months: readonly string[];
  readonly figures: readonly NoticedFigure[];
  readonly givenAtMs: number;
  readonly replyDueOn: string;
  readonly reply: string | null;
  readonly repliedAt: Date | null;
}

/** Where a page ended. */
export type NoticePlace = Pick<StoredNotice, 'givenAtMs' | 'id'>;

const PAGE = `
  select n.notice_id as id, n.unit_id as "unitId", n.head_id as "headId", n.months, n.figures,
         (extract(epoch from n.given_at) * 1000)::float8 as "givenAtMs", n.reply_due_on::text as "replyDueOn",
         r.reply, r.replied_at as "repliedAt"
    from coaching_notice n left join coaching_reply r on r.notice_id = n.notice_id
   where ($1::text[] is null or n.unit_id = any($1::text[])) and ($2::boolean is null or (r.notice_id is null) = $2)
     and ($3::float8 is null or (n.given_at, n.notice_id) < (to_timestamp($3::float8 / 1000), $4::text))
   order by n.given_at desc, n.notice_id desc limit $5`;

/** The notices of units. */
@Injectable()
export class NoticeQueries {
  constructor(private readonly database: Database) {}

  /** Newest first. `unitIds`: null for all. `isOpen`: without a reply; null for either. */
  page(
    unitIds: readonly string[] | null,
    isOpen: boolean | null,
    place: NoticePlace | undefined,
    limit: number,
  ): Promise<StoredNotice[]> {
    return this.database.query(
      PAGE,
      [unitIds, isOpen, place?.givenAtMs ?? null, place?.id ?? '', limit],
      'kpi_coaching_notices',
    );
  }
}
