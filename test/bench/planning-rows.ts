import { addDays } from '@hengxin/contracts';
import { eventually, type Platform } from '../platform/platform.js';
import {
  anyVisited,
  asAdmin,
  asHeadOffice,
  BANK,
  by,
  type CallRow,
  CARD,
  type Cast,
  commandId,
  FEBRUARY,
  makes,
  mutation,
  nth,
  onAny,
  onEach,
  SCORE,
  type Thing,
  TODAY,
} from './calls.js';
import { settle } from './imports.js';

/** What head office saves again and again: so many cards, so many playbooks. */
const SAVED_AGAIN = 50;
/** Taken one after the other, so that many take long. */
const LEAVES = 300;
/** A festival whose list is open. */
const LANTERN = { festival: 'LANTERN', date: addDays(TODAY, 1) };
/** Days of which nothing is known, so that what comes later moves no closed figure; a rebuild counts up to each. */
const CLOSED_UNTIL = '2023-12-31';
const CLOSED_DAYS = 1_500;

/** A day off for each of those who visit in turn; once each has had one, the next day. */
function dayOff({ visited }: Cast, n: number, from: string) {
  const staffId = nth([...visited.keys()], n);
  const day = addDays(from, Math.floor(n / visited.size));
  return by(staffId, { staffId, from: day, to: day });
}

const card = (name: string) => ({ ...CARD, name, validFrom: '2027-01-01', roles: ['RM'] });

const DRAW_PLANS = mutation('drawPlans', 'plansDrawn { date drawn lookedAt managers next }');
const drawingPlans = () => ({ input: { commandId: commandId(), date: TODAY, first: 50 } });

/** Has the page drawn that the row asks for: `plans` measures how quickly plans are drawn. */
async function plansDrawn(platform: Platform): Promise<readonly Thing[]> {
  const ask = () => platform.data<unknown>('A0001', DRAW_PLANS, drawingPlans());
  await eventually(ask, () => true, 60_000);
  return [];
}

/** Waits until all that other rows told is read: a command that waits for it would be refused after two seconds. */
async function allRead(platform: Platform): Promise<readonly Thing[]> {
  await settle(platform);
  return [];
}

export const PLANNING_QUERIES: readonly CallRow[] = [
  {
    name: 'score',
    what: 'score of the bank in a month on a card of one figure',
    field: 'Query.score',
    operation: SCORE,
    call: (_n, { scorecardId }) => asHeadOffice({ scope: BANK, period: FEBRUARY, card: scorecardId }),
  },
];

/** Of plans, leaves, greetings and playbooks, of scorecards and closings. */
export const PLANNING_COMMANDS: readonly CallRow[] = [
  {
    name: 'drawPlans',
    what: 'drawPlans, a page of 50 managers whose plans are drawn',
    field: 'Mutation.drawPlans',
    operation: DRAW_PLANS,
    made: plansDrawn,
    call: () => asAdmin(drawingPlans()),
  },
  {
    name: 'takeLeave',
    what: 'takeLeave, a day in a year to come',
    field: 'Mutation.takeLeave',
    operation: mutation('takeLeave', 'leave { id }'),
    made: allRead,
    call: (n, cast) => dayOff(cast, n, '2027-01-01'),
  },
  {
    name: 'cancelLeave',
    what: 'cancelLeave',
    field: 'Mutation.cancelLeave',
    operation: mutation('cancelLeave', 'leave { id cancelled }'),
    made: {
      count: LEAVES,
      operation: makes('takeLeave', 'leave'),
      call: (n: number, cast: Cast) => dayOff(cast, n, '2040-01-01'),
    },
    call: (n, _cast, leaves) => onEach(leaves, n, ({ id: leaveId }) => ({ leaveId })),
  },
  {
    name: 'recordGreetings',
    what: 'recordGreetings of one client',
    field: 'Mutation.recordGreetings',
    operation: mutation('recordGreetings', 'greetingList { festival greeted }'),
    made: allRead,
    call: (n, cast) => {
      const each = [...cast.visited.values()].reduce((all, clients) => all + clients.length, 0);
      if (n >= each) return undefined;
      const { staffId, clientId } = anyVisited(cast, n);
      return by(staffId, { ...LANTERN, channel: 'PHONE', clientIds: [clientId] });
    },
  },
  {
    name: 'savePlaybook',
    what: `savePlaybook, ${SAVED_AGAIN} of them again and again`,
    field: 'Mutation.savePlaybook',
    operation: mutation('savePlaybook', 'playbook { id version }'),
    made: {
      count: SAVED_AGAIN,
      operation: makes('savePlaybook', 'playbook'),
      call: (n: number) => by('H0001', { title: `开场${n}`, text: '先问近况。', topics: ['钓鱼'] }),
    },
    call: (n, _cast, playbooks) =>
      onAny(playbooks, n, ({ id: playbookId }) => ({ playbookId, title: `开场，第${n}次`, text: '先问近况。' })),
  },
  {
    name: 'saveScorecard',
    what: `saveScorecard, ${SAVED_AGAIN} of them again and again`,
    field: 'Mutation.saveScorecard',
    operation: mutation('saveScorecard', 'scorecard { id version }'),
    made: {
      count: SAVED_AGAIN,
      operation: makes('saveScorecard', 'scorecard'),
      call: (n: number) => by('H0001', card(`考核${n}`)),
    },
    call: (n, _cast, cards) => onAny(cards, n, ({ id }) => ({ id, ...card(`考核，第${n}次`) })),
  },
  {
    name: 'closePeriod',
    what: 'closePeriod of days long past',
    field: 'Mutation.closePeriod',
    operation: mutation('closePeriod', 'period { grain start } closedAt'),
    made: allRead,
    call: (n) => {
      if (n >= CLOSED_DAYS) return undefined;
      return by('H0001', { period: { grain: 'DAY', start: addDays(CLOSED_UNTIL, -n) } });
    },
  },
];
