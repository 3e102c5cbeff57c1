import { GreetingsRecorded } from '@hengxin/contracts';
import { specify } from '@hengxin/testing';
import { type Greeted, greetingDecider, type RecordGreetings } from './greeting.decider.js';
import { greetingRejections as refuse } from './greeting.rejections.js';

const DATE = '2026-10-01';
const subject = {
  listId: 'L1',
  staffId: 'S1',
  unitId: 'U1',
  festival: 'NATIONAL_DAY' as const,
  date: DATE,
  channel: 'SMS' as const,
};
const client = (clientId: string, facts: Partial<Greeted> = {}): Greeted => ({
  ...{ clientId, kept: true, consented: true, greeted: false },
  ...facts,
});
const record = (clients: readonly Greeted[], facts: object = {}): RecordGreetings => ({
  type: 'RecordGreetings',
  data: {
    ...subject,
    ...{ festivalKnown: true, opensOn: '2026-09-28', until: '2026-10-11', clients },
    ...{ now: '2026-09-30T10:00:00+08:00', today: '2026-09-30' },
    ...facts,
  },
});
const recorded = (...clientIds: string[]) =>
  GreetingsRecorded.of({
    ...subject,
    ...{ clientIds, recordedAt: '2026-09-30T10:00:00+08:00', businessDate: '2026-09-30' },
  });
const at = (place: number) => ['input', 'clientIds', String(place)];

describe('rule 2: greetings on a festival', () => {
  specify(greetingDecider, {
    'are recorded, a touch each': { when: record([client('C1'), client('C2')]), then: [recorded('C1', 'C2')] },
    'are recorded once a client and festival': {
      given: [recorded('C1')],
      when: record([client('C2'), client('C1')]),
      then: refuse.GREETED_ALREADY({ clientId: 'C1' }, at(1)),
    },
    'are recorded once, no matter who greeted the client before': {
      when: record([client('C1', { greeted: true })]),
      then: refuse.GREETED_ALREADY({ clientId: 'C1' }, at(0)),
    },
    'go to the manager’s own clients': {
      when: record([client('C1'), client('C2', { kept: false })]),
      then: refuse.GREETING_CLIENT_UNKNOWN({ clientId: 'C2' }, at(1)),
    },
    'need a valid consent over the channel': {
      when: record([client('C1', { consented: false })]),
      then: refuse.GREETING_CONSENT_MISSING({ clientId: 'C1', channel: 'SMS' }, at(0)),
    },
    'are of a festival on its day': {
      when: record([client('C1')], { festivalKnown: false }),
      then: refuse.FESTIVAL_UNKNOWN({ festival: 'NATIONAL_DAY', date: DATE }),
    },
    'are not recorded before the list opens': {
      when: record([client('C1')], { today: '2026-09-27' }),
      then: refuse.GREETINGS_NOT_OPEN({ date: DATE, opensOn: '2026-09-28', today: '2026-09-27' }),
    },
    'are not recorded long after the festival': {
      when: record([client('C1')], { today: '2026-10-12' }),
      then: refuse.GREETINGS_OVER({ date: DATE, until: '2026-10-11', today: '2026-10-12' }),
    },
  });
});
