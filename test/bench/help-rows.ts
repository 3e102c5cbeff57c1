import { addDays } from '@hengxin/contracts';
import { eventually, type Platform } from '../platform/platform.js';
import {
  anyVisited,
  by,
  type CallRow,
  type Cast,
  makes,
  type Making,
  mutation,
  nth,
  onEach,
  type Thing,
  TODAY,
} from './calls.js';
import { endedVisits } from './visit-rows.js';

const HELP = 'helpRequest { id state }';
const COMPLAINT = 'complaint { id state }';

/** Requests for help that the head of the wide branch is to answer. */
const asked: Making = {
  count: 2_000,
  operation: makes('askForHelp', 'helpRequest'),
  call: (n, cast) => {
    const { staffId, clientId } = anyVisited(cast, n);
    return by(staffId, { clientId, text: '请一同拜访' });
  },
};

/** Found on one visit at most. */
const COMPLAINTS_A_VISIT = 20;
const OPEN_COMPLAINTS =
  'query ($after: String) { complaints(filter: { states: [OPEN] }, first: 100, after: $after) { edges { node { id } } pageInfo { hasNextPage endCursor } } }';
interface OpenComplaints {
  readonly complaints: {
    readonly edges: readonly { readonly node: { readonly id: string } }[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  };
}

/** Complaints heard on a visit of each manager, which the head of the wide branch is to answer. */
async function complaintsHeard(platform: Platform, cast: Cast): Promise<readonly Thing[]> {
  const texts = Array.from({ length: COMPLAINTS_A_VISIT }, (_, n) => `第${n + 1}件：网点排队太久`);
  const findings = texts.map((text) => ({ kind: 'COMPLAINT', text }));
  await endedVisits(platform, cast, findings);
  const heard = cast.visited.size * COMPLAINTS_A_VISIT;
  const staffId = nth(cast.wideHeadIds, 0);
  const ask = () => openComplaints(platform, staffId);
  const ids = await eventually(ask, (open) => open.length >= heard, 60_000);
  return ids.map((id) => ({ staffId, id }));
}

async function openComplaints(platform: Platform, staffId: string): Promise<string[]> {
  const ids: string[] = [];
  let after: string | null = null;
  do {
    const { complaints }: OpenComplaints = await platform.data<OpenComplaints>(staffId, OPEN_COMPLAINTS, { after });
    ids.push(...complaints.edges.map(({ node }) => node.id));
    after = complaints.pageInfo.hasNextPage ? complaints.pageInfo.endCursor : null;
  } while (after !== null);
  return ids;
}

/** Days back of which study may be told. */
const STUDY_DAYS = 29;
const STUDY_MINUTES = 59;

/** Requests for help and complaints up to their ends, and study. */
export const HELP_COMMANDS: readonly CallRow[] = [
  {
    name: 'answerHelp',
    what: 'answerHelp by the head of the branch',
    field: 'Mutation.answerHelp',
    operation: mutation('answerHelp', HELP),
    made: asked,
    call: (n, { wideHeadIds }, requests) => {
      const request = requests[n];
      return request && by(nth(wideHeadIds, 0), { helpRequestId: request.id, accept: true });
    },
  },
  {
    name: 'closeHelp',
    what: 'closeHelp of accepted requests',
    field: 'Mutation.closeHelp',
    operation: mutation('closeHelp', HELP),
    made: {
      ...asked,
      further: [
        {
          operation: mutation('answerHelp', HELP),
          call: ({ id: helpRequestId }, { wideHeadIds }) => by(nth(wideHeadIds, 0), { helpRequestId, accept: true }),
        },
      ],
    },
    call: (n, _cast, requests) => onEach(requests, n, ({ id: helpRequestId }) => ({ helpRequestId })),
  },
  {
    name: 'answerComplaint',
    what: 'answerComplaint by the head of the branch',
    field: 'Mutation.answerComplaint',
    operation: mutation('answerComplaint', COMPLAINT),
    made: complaintsHeard,
    call: (n, _cast, complaints) =>
      onEach(complaints, n, ({ id: complaintId }) => ({ complaintId, answer: '已致电客户说明并致歉' })),
  },
  {
    name: 'closeComplaint',
    what: 'closeComplaint by the head of the branch',
    field: 'Mutation.closeComplaint',
    operation: mutation('closeComplaint', COMPLAINT),
    made: complaintsHeard,
    call: (n, _cast, complaints) =>
      onEach(complaints, n, ({ id: complaintId }) => ({ complaintId, word: '客户表示满意' })),
  },
  {
    name: 'logStudy',
    what: 'logStudy, another minute each time',
    field: 'Mutation.logStudy',
    operation: mutation('logStudy', 'studyEntry { id }'),
    call: (n, { visited, allRms }) => {
      const people = [...visited.keys(), ...allRms];
      const round = Math.floor(n / people.length);
      const minute = Math.floor(round / STUDY_DAYS);
      if (minute >= STUDY_MINUTES) return undefined;
      const day = addDays(TODAY, -1 - (round % STUDY_DAYS));
      const at = (past: number) => `${day}T20:${String(past).padStart(2, '0')}:00+08:00`;
      return by(nth(people, n), { topic: '贷款政策', startedAt: at(minute), endedAt: at(minute + 1) });
    },
  },
];
