import type { Platform } from '../platform/platform.js';

export const PLAN_VISIT =
  'mutation ($input: PlanVisitInput!) { planVisit(input: $input) { visit { id } errors { code message } } }';
export const START_VISIT =
  'mutation ($input: StartVisitInput!) { startVisit(input: $input) { visit { id } errors { code message } } }';
export const END_VISIT =
  'mutation ($input: EndVisitInput!) { endVisit(input: $input) { visit { id } errors { code message } } }';
export const REVIEW_VISIT =
  'mutation ($input: ReviewVisitInput!) { reviewVisit(input: $input) { visit { id } errors { code message } } }';
export interface Planned {
  readonly planVisit: { readonly visit: { readonly id: string } | null };
}

const OWN = `query ($rmId: ID!) {
  clients(filter: { rmId: $rmId }, first: 100) { edges { node { id name consents { channel purpose valid } } } }
}`;
interface Own {
  readonly clients: {
    readonly edges: readonly {
      readonly node: {
        readonly id: string;
        readonly name: string;
        readonly consents: readonly { readonly channel: string; readonly purpose: string; readonly valid: boolean }[];
      };
    }[];
  };
}

/** The clients of a manager who allow visits, by their codes: the same ones each time, no matter who asks. */
export async function visitable(platform: Platform, rmId: string): Promise<{ id: string; name: string }[]> {
  const { clients } = await platform.data<Own>(rmId, OWN, { rmId });
  return clients.edges
    .map(({ node }) => node)
    .filter(({ consents }) =>
      consents.some(({ channel, purpose, valid }) => channel === 'VISIT' && purpose === 'SERVICE' && valid),
    )
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

type UpTo = 'PLANNED' | 'STARTED' | 'ENDED';
const given = new WeakMap<Platform, Map<string, Promise<string>>>();

/** A visit of a manager's today, as far as it is to be looked at; the same one whenever it is asked for. */
export function givenVisit(platform: Platform, rmId: string, upTo: UpTo): Promise<string> {
  const known = given.get(platform) ?? new Map<string, Promise<string>>();
  given.set(platform, known);
  const visit = known.get(rmId) ?? makeVisit(platform, rmId, upTo);
  known.set(rmId, visit);
  return visit;
}

async function makeVisit(platform: Platform, rmId: string, upTo: UpTo): Promise<string> {
  const [client] = await visitable(platform, rmId);
  const goal = { kind: 'DEPOSITS', text: '续存本月到期的定期存款', target: 500_000, unit: '元' };
  const { planVisit } = await platform.data<Planned>(rmId, PLAN_VISIT, {
    input: {
      commandId: `look-plan-${rmId}`,
      clientId: client!.id,
      plannedOn: '2026-03-02',
      place: 'CLIENT_OFFICE',
      goal,
    },
  });
  const visitId = planVisit.visit!.id;
  if (upTo === 'PLANNED') return visitId;
  await platform.data(rmId, START_VISIT, {
    input: {
      commandId: `look-start-${rmId}`,
      visitId,
      startedAt: '2026-03-02T08:00:00+08:00',
      overrideReason: '客户约见',
    },
  });
  if (upTo === 'STARTED') return visitId;
  await platform.data(rmId, END_VISIT, {
    input: {
      commandId: `look-end-${rmId}`,
      visitId,
      endedAt: '2026-03-02T08:40:00+08:00',
      outcome: 'INTERESTED',
      findings: [{ kind: 'NEED', text: '子女年内购房' }],
      achieved: 200_000,
    },
  });
  return visitId;
}
