import { CIRCLE_RELATIONS, ClientsLinked, ClientsUnlinked } from '@hengxin/contracts';
import { specify } from '@hengxin/testing';
import { clientRejections } from '../client/client.rejections.js';
import { withLinkNews } from './circle-links.js';
import { circleDecider, type LinkClients, type UnlinkClients } from './circle.decider.js';
import { CIRCLE_AT_MOST, inverseOf, pairOf } from './circle.rules.js';

const told = { now: '2026-03-02T10:00:00+08:00', today: '2026-03-02', linkId: 'L1' };
const linked = ClientsLinked.of({
  linkId: 'L1',
  clientId: 'C1',
  otherClientId: 'C2',
  relation: 'PARENT',
  note: '同住',
  linkedAt: told.now,
  linkedOn: told.today,
});
const unlinked = ClientsUnlinked.of({
  linkId: 'L1',
  clientId: 'C1',
  otherClientId: 'C2',
  unlinkedAt: told.now,
  unlinkedOn: told.today,
});
const link = (facts: Partial<LinkClients['data']> = {}): LinkClients => ({
  type: 'LinkClients',
  data: {
    ...told,
    clientId: 'C1',
    otherClientId: 'C2',
    relation: 'PARENT',
    note: '同住',
    known: true,
    otherKnown: true,
    links: 0,
    ...facts,
  },
});
const unlink = (facts: Partial<UnlinkClients['data']> = {}): UnlinkClients => ({
  type: 'UnlinkClients',
  data: { ...told, clientId: 'C1', known: true, ...facts },
});

describe('two clients in the circle of each other', () => {
  specify(circleDecider, {
    'are linked': { when: link(), then: [linked] },
    'are linked alike from the other side, with the relation turned round': {
      when: link({ clientId: 'C2', otherClientId: 'C1', relation: 'CHILD' }),
      then: [linked],
    },
    'are linked once': {
      given: [linked],
      when: link(),
      then: clientRejections.ALREADY_LINKED({ relation: 'PARENT' }),
    },
    'are not linked from out of reach': {
      when: link({ known: false }),
      then: clientRejections.CLIENT_UNKNOWN({ clientId: 'C1' }),
    },
    'are not linked where the other is out of reach, which is as unknown': {
      when: link({ otherKnown: false }),
      then: clientRejections.CLIENT_UNKNOWN({ clientId: 'C2' }, ['input', 'otherClientId']),
    },
    'are two': {
      when: link({ otherClientId: 'C1' }),
      then: clientRejections.LINKED_TO_ONESELF({ clientId: 'C1' }),
    },
    'have 100 links at most': {
      when: link({ links: CIRCLE_AT_MOST }),
      then: clientRejections.CIRCLE_FULL({ limit: CIRCLE_AT_MOST }),
    },
    'are parted from either side': { given: [linked], when: unlink({ clientId: 'C2' }), then: [unlinked] },
    'are not parted from a third side': {
      given: [linked],
      when: unlink({ clientId: 'C3' }),
      then: clientRejections.LINK_UNKNOWN({ linkId: 'L1' }),
    },
    'are not parted twice': { given: [linked, unlinked], when: unlink(), then: 'LINK_UNKNOWN' },
    'are not parted from out of reach': { given: [linked], when: unlink({ known: false }), then: 'CLIENT_UNKNOWN' },
    'may be linked again': { given: [linked, unlinked], when: link(), then: [linked] },
  });

  it('have each relation told from the other side, and back again', () => {
    for (const relation of CIRCLE_RELATIONS) {
      expect(inverseOf(inverseOf(relation))).toBe(relation);
      const pair = { clientId: 'C1', otherClientId: 'C2', relation };
      expect(pairOf({ clientId: 'C2', otherClientId: 'C1', relation: inverseOf(relation) })).toEqual(pair);
    }
  });

  it('show the link on both sides with the inverse relation, and on neither once parted', () => {
    const link1 = { linkId: 'L1', outsiderName: null, note: '同住' };
    expect(withLinkNews([], 'C1', [linked])).toEqual([{ ...link1, relation: 'PARENT', otherClientId: 'C2' }]);
    expect(withLinkNews([], 'C2', [linked])).toEqual([{ ...link1, relation: 'CHILD', otherClientId: 'C1' }]);
    for (const side of ['C1', 'C2']) expect(withLinkNews([], side, [linked, unlinked])).toEqual([]);
  });
});
