import {
  anyClient,
  anyVisited,
  asAdmin,
  by,
  type CallRow,
  type Cast,
  CLIENT_PAYLOAD,
  makes,
  mutation,
  nth,
  onAny,
  onEach,
} from './calls.js';

/** Dates and links that a row takes back. */
const TAKEN_BACK = 1_500;
const dateIdOf = (n: number): string => `bench-${n}`;
const friendOf = (n: number): string => `旧友${n}`;

const GROUP = 'clientGroup { id memberCount }';
/** Each post is a touch for half of a manager's clients, whom other services hear of. */
const POSTS_A_GROUP = 20;
/** A manager has 50 at most. */
const GROUPS_A_MANAGER = 40;

export const CLIENT_QUERIES: readonly CallRow[] = [
  {
    name: 'holdingsKeptAside',
    what: 'holdingsKeptAside, a page of 20',
    field: 'Query.holdingsKeptAside',
    operation:
      '{ holdingsKeptAside { edges { node { clientId rows firstDay lastDay } } pageInfo { hasNextPage endCursor } } }',
    call: () => asAdmin({}),
  },
  {
    name: 'segment',
    what: 'a segment with its count and a page of 20 clients',
    field: 'Query.segment',
    operation:
      'query ($id: ID!) { segment(id: $id) { id name count clients(first: 20) { edges { node { id name tier } } pageInfo { hasNextPage } } } }',
    call: (n, { segments }) => {
      const { staffId, id } = nth(segments, n);
      return { staffId, variables: { id } };
    },
  },
  {
    name: 'groups',
    what: 'groups of a manager',
    field: 'Query.groups',
    operation: '{ groups { id name channel memberCount } }',
    call: (n, { groups }) => ({ staffId: nth(groups, n).staffId, variables: {} }),
  },
  {
    name: 'group',
    what: 'a group with its members',
    field: 'Query.group',
    operation:
      'query ($id: ID!) { group(id: $id) { id name memberCount members(first: 20) { edges { node { id name tier } } pageInfo { hasNextPage } } } }',
    call: (n, { groups }) => {
      const { staffId, id } = nth(groups, n);
      return { staffId, variables: { id } };
    },
  },
];

/** Of clients, and of segments and groups of them. */
export const CLIENT_COMMANDS: readonly CallRow[] = [
  {
    name: 'removeClientDate',
    what: 'removeClientDate',
    field: 'Mutation.removeClientDate',
    operation: `mutation ($input: RemoveClientDateInput!) { removeClientDate(input: $input) ${CLIENT_PAYLOAD} }`,
    made: {
      count: TAKEN_BACK,
      operation: makes('setClientDate', 'client'),
      call: (n: number, cast: Cast) => {
        const { staffId, clientId } = anyClient(cast, n);
        const date = { dateId: dateIdOf(n), label: `第${n}次`, calendar: 'SOLAR', month: 6, day: 1 + (n % 28) };
        return { ...by(staffId, { clientId, ...date }), clientId };
      },
      idOf: (_client, n) => dateIdOf(n),
    },
    call: (n, _cast, dates) => onEach(dates, n, ({ clientId, id: dateId }) => ({ clientId, dateId })),
  },
  {
    name: 'unlinkClient',
    what: 'unlinkClient from somebody who is no client',
    field: 'Mutation.unlinkClient',
    operation: `mutation ($input: UnlinkClientInput!) { unlinkClient(input: $input) ${CLIENT_PAYLOAD} }`,
    made: {
      count: TAKEN_BACK,
      operation: makes('linkClient', 'client', 'id circle { id outsiderName }'),
      call: (n: number, cast: Cast) => {
        const { staffId, clientId } = anyClient(cast, n);
        return { ...by(staffId, { clientId, relation: 'FRIEND', outsiderName: friendOf(n) }), clientId };
      },
      idOf: ({ circle = [] }, n) => circle.find(({ outsiderName }) => outsiderName === friendOf(n))?.id ?? '',
    },
    call: (n, _cast, links) => onEach(links, n, ({ clientId, id: linkId }) => ({ clientId, linkId })),
  },
  {
    name: 'saveSegment',
    what: 'saveSegment, the same ones again and again',
    field: 'Mutation.saveSegment',
    operation: mutation('saveSegment', 'segment { id name }'),
    call: (n, { segments }) => {
      const filter = { tier: ['GOLD', 'PRIVATE'], contactsAYear: { min: 1 + (n % 12) } };
      return onAny(segments, n, ({ id: segmentId }) => ({ segmentId, name: `客群${n}`, filter }));
    },
  },
  {
    name: 'retireSegment',
    what: 'retireSegment',
    field: 'Mutation.retireSegment',
    operation: mutation('retireSegment', 'segment { id }'),
    made: {
      count: 1_500,
      operation: makes('saveSegment', 'segment'),
      call: (n: number, cast: Cast) =>
        by(anyVisited(cast, n).staffId, { name: `客群${n}`, filter: { tier: ['GOLD'] } }),
    },
    call: (n, _cast, segments) => onEach(segments, n, ({ id: segmentId }) => ({ segmentId })),
  },
  {
    name: 'createGroup',
    what: 'createGroup',
    field: 'Mutation.createGroup',
    operation: mutation('createGroup', GROUP),
    call: (n, cast) => {
      if (n >= cast.visited.size * GROUPS_A_MANAGER) return undefined;
      return by(anyVisited(cast, n).staffId, { name: `服务群${n}`, channel: 'WECHAT_GROUP' });
    },
  },
  {
    name: 'changeGroupMembers',
    what: 'changeGroupMembers, a client in and out again',
    field: 'Mutation.changeGroupMembers',
    operation: mutation('changeGroupMembers', GROUP),
    call: (n, { groups, visited }) => {
      const comesIn = Math.floor(n / groups.length) % 2 === 0;
      return onAny(groups, n, ({ staffId, id: groupId }) => {
        const client = visited.get(staffId)!.slice(-1);
        return { groupId, ...(comesIn ? { add: client } : { remove: client }) };
      });
    },
  },
  {
    name: 'postToGroup',
    what: 'postToGroup to five members',
    field: 'Mutation.postToGroup',
    operation: mutation('postToGroup', 'groupPost { id reached }'),
    call: (n, { groups }) => {
      if (n >= groups.length * POSTS_A_GROUP) return undefined;
      return onAny(groups, n, ({ id: groupId }) => ({ groupId, text: `第${n}次：周末讲座，欢迎报名` }));
    },
  },
];
