import { GROUP_MEMBERS_AT_MOST, GroupCreated, GroupMembersChanged, type LeavingCause } from '@hengxin/contracts';
import { specify } from '@hengxin/testing';
import {
  type Candidate,
  type ChangeMembers,
  type CreateGroup,
  type EndMemberships,
  groupDecider,
  GROUPS_AT_MOST,
} from './group.decider.js';
import { groupRejections } from './group.rejections.js';

const given = { groupId: 'G1', now: '2026-03-02T10:00:00+08:00', today: '2026-03-02' };
const told = { groupId: 'G1', ownerId: 'S1', name: '钓鱼群', channel: 'WECHAT_GROUP' as const };
const created = GroupCreated.of({ ...told, createdAt: given.now, createdOn: given.today });
const changed = (added: string[], removed: { clientId: string; because: LeavingCause }[] = []) =>
  GroupMembersChanged.of({
    ...{ groupId: 'G1', ownerId: 'S1', added, removed },
    ...{ changedAt: given.now, changedOn: given.today },
  });
const candidate = (clientId: string, facts: Partial<Candidate> = {}): Candidate => ({
  ...{ clientId, isWithinReach: true, doNotContact: false, isConsented: true },
  ...facts,
});
const create = (facts: Partial<CreateGroup['data']> = {}): CreateGroup => ({
  type: 'CreateGroup',
  data: { ...given, ...told, kept: 0, ...facts },
});
const change = (add: Candidate[], remove: string[] = [], staffId = 'S1'): ChangeMembers => ({
  type: 'ChangeMembers',
  data: { ...given, staffId, add, remove },
});
const end = (because: LeavingCause, clientId = 'C1'): EndMemberships => ({
  type: 'EndMemberships',
  data: { ...given, ended: [{ clientId, because }] },
});
const full = Array.from({ length: GROUP_MEMBERS_AT_MOST }, (_, i) => `M${i}`);

describe('a group', () => {
  specify(groupDecider, {
    'is a channel, the WeChat group': { when: create(), then: [created] },
    'over another channel is refused': {
      when: create({ channel: 'PHONE' }),
      then: groupRejections.GROUP_CHANNEL({ channel: 'PHONE' }),
    },
    'is made once': { given: [created], when: create(), then: [] },
    'is one of 50 at most': {
      when: create({ kept: GROUPS_AT_MOST }),
      then: groupRejections.GROUPS_FULL({ limit: GROUPS_AT_MOST }),
    },
    'has members who each granted WECHAT_GROUP': {
      given: [created],
      when: change([candidate('C1'), candidate('C2')]),
      then: [changed(['C1', 'C2'])],
    },
    'refuses a member without that consent, by name of the field': {
      given: [created],
      when: change([candidate('C1'), candidate('C2', { isConsented: false })]),
      then: groupRejections.GROUP_CONSENT_MISSING({ clientId: 'C2', channel: 'WECHAT_GROUP' }, ['input', 'add', '1']),
    },
    'refuses a member who wants no contact': {
      given: [created],
      when: change([candidate('C1', { doNotContact: true, isConsented: false })]),
      then: groupRejections.GROUP_CLIENT_WANTS_NO_CONTACT({ clientId: 'C1' }, ['input', 'add', '0']),
    },
    'refuses a client out of reach as one unknown': {
      given: [created],
      when: change([candidate('C1', { isWithinReach: false, isConsented: false })]),
      then: groupRejections.GROUP_CLIENT_UNKNOWN({ clientId: 'C1' }, ['input', 'add', '0']),
    },
    'takes a member once': { given: [created, changed(['C1'])], when: change([candidate('C1')]), then: [] },
    'lets members go': {
      given: [created, changed(['C1', 'C2'])],
      when: change([], ['C2', 'C9']),
      then: [changed([], [{ clientId: 'C2', because: 'BY_HAND' }])],
    },
    'takes nobody in and out at once': {
      given: [created, changed(['C1'])],
      when: change([candidate('C2')], ['C1', 'C2']),
      then: groupRejections.GROUP_MEMBER_BOTH({ clientId: 'C2' }, ['input', 'remove', '1']),
    },
    'has 500 members at most': {
      given: [created, changed(full)],
      when: change([candidate('C1')]),
      then: groupRejections.GROUP_FULL({ size: 501, limit: 500 }),
    },
    'has room for one where one goes': {
      given: [created, changed(full)],
      when: change([candidate('C1')], ['M0']),
      then: [changed(['C1'], [{ clientId: 'M0', because: 'BY_HAND' }])],
    },
    'of a colleague is as unknown as none': {
      given: [created],
      when: change([candidate('C1')], [], 'S2'),
      then: groupRejections.GROUP_UNKNOWN({ groupId: 'G1' }),
    },
    'that nobody made is unknown': { when: change([]), then: 'GROUP_UNKNOWN' },
    'loses a member whose consent was withdrawn, and says so': {
      given: [created, changed(['C1', 'C2'])],
      when: end('CONSENT_WITHDRAWN'),
      then: [changed([], [{ clientId: 'C1', because: 'CONSENT_WITHDRAWN' }])],
    },
    'loses a member whose consent ran out, and says so': {
      given: [created, changed(['C1'])],
      when: end('CONSENT_EXPIRED'),
      then: [changed([], [{ clientId: 'C1', because: 'CONSENT_EXPIRED' }])],
    },
    'loses a member who wants no contact, and says so': {
      given: [created, changed(['C1'])],
      when: end('DO_NOT_CONTACT'),
      then: [changed([], [{ clientId: 'C1', because: 'DO_NOT_CONTACT' }])],
    },
    'loses nobody who has left': {
      given: [created, changed(['C1']), changed([], [{ clientId: 'C1', because: 'BY_HAND' }])],
      when: end('CONSENT_WITHDRAWN'),
      then: [],
    },
    'that is none loses nobody': { when: end('CONSENT_WITHDRAWN'), then: [] },
  });
});
