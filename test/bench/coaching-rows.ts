import { randomUUID } from 'node:crypto';
import { catalogue, Coaching, CoachingNoticeGiven } from '@hengxin/contracts';
import { type EventLog, NO_STREAM, openEventLog } from '@hengxin/event-log';
import type { Platform } from '../platform/platform.js';
import { type CallRow, type Cast, mutation, nth, onEach, type Thing } from './calls.js';

const NOTICES = 1_000;
/** Told to the log at a time. */
const AT_ONCE = 50;

/** Notices to heads: the platform gives few, once two months are closed, so the log is told of these as it would be. */
async function noticesGiven(platform: Platform, { wideHeadIds, wideUnitId, visited }: Cast): Promise<readonly Thing[]> {
  const staffId = nth(wideHeadIds, 0);
  const notices = Array.from({ length: NOTICES }, () => ({ staffId, id: randomUUID() }));
  const log = openEventLog({ url: await platform.eventLogUrl(), catalogue });
  try {
    for (let from = 0; from < NOTICES; from += AT_ONCE) {
      const some = notices.slice(from, from + AT_ONCE);
      await Promise.all(some.map(({ id }, n) => give(log, id, `${wideUnitId}${n % visited.size}`, staffId)));
    }
  } finally {
    await log.close();
  }
  return notices;
}

async function give(log: EventLog, noticeId: string, unitId: string, headId: string): Promise<void> {
  const notice = CoachingNoticeGiven.of({
    ...{ noticeId, unitId, headId, months: ['2025-12-01', '2026-01-01'] },
    figures: [{ metric: 'COVERAGE', value: 0, numerator: 0, denominator: 1 }],
    ...{ givenAt: '2026-02-27T09:00:00+08:00', replyDueOn: '2026-03-06' },
  });
  const stream = Coaching.stream(noticeId);
  const appended = await log.append(stream, [{ ...notice, id: randomUUID(), meta: {} }], NO_STREAM);
  if (!appended.ok) throw new Error(`${stream} was not written: ${appended.reason}`);
}

export const COACHING_COMMANDS: readonly CallRow[] = [
  {
    name: 'replyToNotice',
    what: 'replyToNotice by the head of the branch',
    field: 'Mutation.replyToNotice',
    operation: mutation('replyToNotice', 'notice { id reply }'),
    made: noticesGiven,
    call: (n, _cast, notices) => onEach(notices, n, ({ id: noticeId }) => ({ noticeId, reply: '每周二逐户走访' })),
  },
];
