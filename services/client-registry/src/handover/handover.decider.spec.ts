import { ClientAssigned, ClientRegistered, PortfolioHandedOver } from '@hengxin/contracts';
import { specify } from '@hengxin/testing';
import type { ClientCommand } from '../client/client.commands.js';
import { clientDecider } from '../client/client.decider.js';
import { clientRejections } from '../client/client.rejections.js';
import { type HandOver, handoverDecider, handoverFaults, type ToHandOver } from './handover.decider.js';

const client = (clientId: string, facts: Partial<ToHandOver> = {}): ToHandOver => ({
  clientId,
  isWithinReach: true,
  last: { rmId: 'S1', from: '2026-01-01' },
  ...facts,
});
const asked: HandOver['data'] = {
  handoverId: 'H1',
  now: '2026-03-02T10:00:00+08:00',
  fromRmId: 'S1',
  toRmId: 'S2',
  from: '2026-03-02',
  clients: [client('C1'), client('C2')],
  role: 'RM',
  mayTakeFrom: true,
  mayGiveTo: true,
  portfolioSize: 10,
};
const hand = (facts: Partial<HandOver['data']> = {}): HandOver => ({ type: 'HandOver', data: { ...asked, ...facts } });
const handed = PortfolioHandedOver.of({
  handoverId: 'H1',
  fromRmId: 'S1',
  toRmId: 'S2',
  clientIds: ['C1', 'C2'],
  from: '2026-03-02',
  handedOverAt: asked.now,
});
const many = (count: number) => Array.from({ length: count }, (_, i) => client(`C${i}`));

describe('rule 21: a handover of many clients', () => {
  specify(handoverDecider, {
    'is one fact for all of them': { when: hand(), then: [handed] },
    'is decided once': { given: [handed], when: hand(), then: [] },
    'is refused to oneself': {
      when: hand({ toRmId: 'S1' }),
      then: clientRejections.HANDOVER_TO_ONESELF({ rmId: 'S1' }),
    },
    'is refused where the one who gives is out of reach': {
      when: hand({ mayTakeFrom: false }),
      then: clientRejections.RM_OUT_OF_SCOPE({ rmId: 'S1' }, ['input', 'fromRmId']),
    },
    'is refused across branches without right': {
      when: hand({ mayGiveTo: false }),
      then: clientRejections.RM_OUT_OF_SCOPE({ rmId: 'S2' }, ['input', 'toRmId']),
    },
    'is refused to somebody unknown': {
      when: hand({ role: null }),
      then: clientRejections.RM_UNKNOWN({ rmId: 'S2' }, ['input', 'toRmId']),
    },
    'is refused to somebody who is no relationship manager': {
      when: hand({ role: 'UNIT_HEAD' }),
      then: clientRejections.RM_ROLE_REQUIRED({ rmId: 'S2', role: 'UNIT_HEAD' }, ['input', 'toRmId']),
    },
    'is refused whole where one client is out of reach': {
      when: hand({ clients: [client('C1'), client('C9', { isWithinReach: false })] }),
      then: clientRejections.CLIENT_UNKNOWN({ clientId: 'C9' }, ['input', 'clientIds']),
    },
    'is refused whole where one client is kept by another': {
      when: hand({ clients: [client('C1'), client('C2', { last: { rmId: 'S3', from: '2026-01-01' } })] }),
      then: clientRejections.CLIENT_NOT_KEPT({ clientId: 'C2', rmId: 'S1' }),
    },
    'is refused whole where one client came on that very day': {
      when: hand({ clients: [client('C1'), client('C2', { last: { rmId: 'S1', from: '2026-03-02' } })] }),
      then: 'HANDOVER_NOT_LATER',
    },
    'is refused without clients': {
      when: hand({ clients: [] }),
      then: clientRejections.HANDOVER_EMPTY({ rmId: 'S1' }),
    },
    'is refused on a day beyond the calendar': { when: hand({ from: '2999-01-01' }), then: 'DATE_OUTSIDE_CALENDAR' },
    'is refused where the portfolio would pass 400': {
      when: hand({ portfolioSize: 399 }),
      then: clientRejections.PORTFOLIO_FULL({ rmId: 'S2', size: 399, limit: 400 }, ['input', 'toRmId']),
    },
    'may fill the portfolio to 400': { when: hand({ portfolioSize: 398 }), then: [handed] },
  });

  it('may hold 400 clients', () =>
    expect(handoverFaults({ ...asked, portfolioSize: 0, clients: many(400) })).toEqual([]));

  it('names all that speaks against it, and refuses with the first', () =>
    expect(
      handoverFaults({ ...asked, toRmId: 'S1', mayTakeFrom: false, portfolioSize: 400 }).map(
        ({ rejection }) => rejection.code,
      ),
    ).toEqual(['HANDOVER_TO_ONESELF', 'RM_OUT_OF_SCOPE', 'PORTFOLIO_FULL']));
});

describe('a client of a handover that was decided', () => {
  const registered = ClientRegistered.of({
    clientId: 'C1',
    name: '欧阳晓明',
    phone: null,
    tier: 'GOLD',
    interests: [],
    preferredChannel: null,
    birthday: null,
    contactsAYear: 6,
    registeredOn: '2026-01-01',
    keeper: { rmId: 'S1', from: '2026-01-01' },
  });
  const assigned = (rmId: string, from: string, previousRmId: string) =>
    ClientAssigned.of({ clientId: 'C1', rmId, from, previousRmId });
  const take: ClientCommand = {
    type: 'TakeOver',
    data: { clientId: 'C1', fromRmId: 'S1', toRmId: 'S2', from: '2026-03-02' },
  };
  specify(clientDecider, {
    'goes to the new relationship manager': {
      given: [registered],
      when: take,
      then: [assigned('S2', '2026-03-02', 'S1')],
    },
    'goes once': { given: [registered, assigned('S2', '2026-03-02', 'S1')], when: take, then: [] },
    'stays where a later word put it': {
      given: [registered, assigned('S3', '2026-03-02', 'S1')],
      when: take,
      then: [],
    },
  });
});
