import { noClient } from '../client/client.state.js';
import type { ConsentWord } from '../consent/consent-ledger.rules.js';
import { changedBy, membershipAt } from './membership.rules.js';

const word = (facts: Partial<ConsentWord> = {}): ConsentWord => ({
  ...{ channel: 'WECHAT_GROUP', purpose: 'SERVICE', decision: 'GRANTED', decidedAt: '2026-01-01T00:00:00+08:00' },
  ...{ expiresOn: null, wordingVersion: null, evidence: null, receiptId: null },
  ...facts,
});
const NOW = '2026-03-02T10:00:00+08:00';
const isS1 = (rmId: string) => rmId === 'S1';
const ofS1 = [{ rmId: 'S1', from: '2026-01-01' }];
const at = (words: ConsentWord[], moment = NOW, doNotContact = false, assignments = ofS1) => {
  const profile = { doNotContact } as NonNullable<typeof noClient.profile>;
  const consents = { 'WECHAT_GROUP/SERVICE': words };
  return membershipAt({ profile, consents, assignments }, 'WECHAT_GROUP', moment, 'Asia/Shanghai', isS1);
};

describe('rule 19: a consent that ends takes the member out', () => {
  it('and one that goes on lets the member in', () => expect(at([word()])).toEqual({ ended: null, endsOn: null }));

  it('when it was withdrawn', () =>
    expect(at([word(), word({ decision: 'WITHDRAWN', decidedAt: '2026-02-01T00:00:00+08:00' })])).toEqual({
      ended: 'CONSENT_WITHDRAWN',
    }));

  it('when it ran out, on the day after its last', () => {
    const words = [word({ expiresOn: '2026-03-02' })];
    expect(at(words, '2026-03-02T23:59:59+08:00')).toEqual({ ended: null, endsOn: '2026-03-03' });
    expect(at(words, '2026-03-02T16:00:00Z')).toEqual({ ended: 'CONSENT_EXPIRED' });
  });

  it('when the client wants no contact', () =>
    expect(at([word()], undefined, true)).toEqual({ ended: 'DO_NOT_CONTACT' }));

  it('and where there never was one, nobody is in', () =>
    expect(membershipAt(noClient, 'WECHAT_GROUP', NOW, 'Asia/Shanghai', isS1)).toEqual({
      ended: 'CONSENT_WITHDRAWN',
    }));

  it('whatever is allowed over other channels', () => {
    const consents = { 'WECHAT/SERVICE': [word({ channel: 'WECHAT' })] };
    const client = { profile: null, consents, assignments: ofS1 };
    expect(membershipAt(client, 'WECHAT_GROUP', NOW, 'Asia/Shanghai', isS1)).toEqual({ ended: 'CONSENT_WITHDRAWN' });
  });
});

describe('rule 21: a handover takes the client out of the groups of who kept it', () => {
  const handedOver = [...ofS1, { rmId: 'S2', from: '2026-03-05' }];

  it('on its first day, and not before', () => {
    expect(at([word()], '2026-03-04T23:59:59+08:00', false, handedOver)).toEqual({ ended: null, endsOn: '2026-03-05' });
    expect(at([word()], '2026-03-04T16:00:00Z', false, handedOver)).toEqual({ ended: 'HANDED_OVER' });
  });

  it('unless the consent ends before it', () =>
    expect(at([word({ expiresOn: '2026-03-03' })], NOW, false, handedOver)).toEqual({
      ended: null,
      endsOn: '2026-03-04',
    }));

  it('and one to a colleague whom the owner heads does not', () => {
    const client = { profile: null, consents: { 'WECHAT_GROUP/SERVICE': [word()] }, assignments: handedOver };
    const heads = () => true;
    expect(membershipAt(client, 'WECHAT_GROUP', '2026-03-06T10:00:00+08:00', 'Asia/Shanghai', heads)).toEqual({
      ended: null,
      endsOn: null,
    });
  });
});

describe('a group at a moment that was', () => {
  const made = { data: { createdAt: '2026-03-02T09:00:00+08:00' } };
  const changed = { data: { changedAt: '2026-03-02T10:00:00+08:00' } };
  const old = { data: {} };

  it('is what had changed by then, in whichever zone it is told', () => {
    expect(changedBy('2026-03-02T01:00:00Z', [made, changed])).toEqual([made]);
    expect(changedBy('2026-03-02T02:00:00Z', [made, changed])).toEqual([made, changed]);
    expect(changedBy('2026-03-02T08:59:59+08:00', [made, changed])).toEqual([]);
  });

  it('has all that nobody knows the moment of; and all there is where no moment is asked for', () => {
    expect(changedBy('2026-01-01T00:00:00Z', [old, changed])).toEqual([old]);
    expect(changedBy(undefined, [old, made, changed])).toEqual([old, made, changed]);
  });
});
