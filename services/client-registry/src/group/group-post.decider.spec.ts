import { GroupPostDelivered, GroupPosted, GroupPostFailed } from '@hengxin/contracts';
import { specify } from '@hengxin/testing';
import { groupPostDecider, type PostToGroup } from './group-post.decider.js';
import { groupRejections } from './group.rejections.js';

const now = '2026-03-02T10:00:00+08:00';
const told = { postId: 'P1', groupId: 'G1', staffId: 'S1', unitId: 'U1', text: '周末讲座' };
const post = (facts: Partial<PostToGroup['data']> = {}): PostToGroup => ({
  type: 'PostToGroup',
  data: {
    ...{ ...told, channel: 'WECHAT_GROUP', clientIds: ['C1', 'C2'], sentAt: null, platform: null, now },
    timeZone: 'Asia/Shanghai',
    ...facts,
  },
});
const posted = (delivery: 'BY_HAND' | 'PLATFORM', sentAt = now) =>
  GroupPosted.of({
    ...{ ...told, channel: 'WECHAT_GROUP', clientIds: ['C1', 'C2'], delivery, sentAt, recordedAt: now },
    businessDate: sentAt.slice(0, 10),
  });
const platform = { longestBytes: 12 };
const earlier = '2026-03-01T23:30:00+08:00';
const deliveredTo = (...clientIds: string[]) =>
  GroupPostDelivered.of({
    ...{ postId: 'P1', groupId: 'G1', deliveredAt: now },
    touched: { staffId: 'S1', unitId: 'U1', channel: 'WECHAT_GROUP', clientIds },
  });
const delivered = deliveredTo('C1', 'C2');
const deliver = (...memberIds: string[]) =>
  ({ type: 'DeliverPost', data: { now, memberIds: new Set(memberIds) } }) as const;
const failed = GroupPostFailed.of({ postId: 'P1', groupId: 'G1', failedAt: now, code: 'WECOM_86001' });

describe('a post to a group', () => {
  specify(groupPostDecider, {
    'names the members whom it touches': { when: post(), then: [posted('BY_HAND')] },
    'is told once': { given: [posted('BY_HAND')], when: post(), then: [] },
    'that was posted by hand counts on its own day': {
      when: post({ sentAt: earlier }),
      then: [posted('BY_HAND', earlier)],
    },
    'is sent by the platform where it has a way to the group': {
      when: post({ platform }),
      then: [posted('PLATFORM')],
    },
    'that was posted by hand is not sent once more': {
      when: post({ platform, sentAt: earlier }),
      then: [posted('BY_HAND', earlier)],
    },
    'that the group would cut short is refused': {
      when: post({ platform: { longestBytes: 11 } }),
      then: groupRejections.POST_TOO_LONG({ bytes: 12, limit: 11 }),
    },
    'is not of a moment to come': {
      when: post({ sentAt: '2026-03-02T10:00:01+08:00' }),
      then: groupRejections.POST_IN_FUTURE({ sentAt: '2026-03-02T10:00:01+08:00', now }),
    },
    'to a group of somebody else is refused as to none': {
      when: post({ channel: null, clientIds: [] }),
      then: groupRejections.GROUP_UNKNOWN({ groupId: 'G1' }),
    },
    'to nobody is refused': { when: post({ clientIds: [] }), then: groupRejections.GROUP_EMPTY() },
    'is delivered': { given: [posted('PLATFORM')], when: deliver('C1', 'C2'), then: [delivered] },
    'is delivered to those of its members who are in the group still': {
      given: [posted('PLATFORM')],
      when: deliver('C2', 'C3'),
      then: [deliveredTo('C2')],
    },
    'is delivered once': { given: [posted('PLATFORM'), delivered], when: deliver('C1', 'C2'), then: [] },
    'by hand is not delivered': { given: [posted('BY_HAND')], when: deliver('C1', 'C2'), then: [] },
    'that the channel refuses has failed, and says why': {
      given: [posted('PLATFORM')],
      when: { type: 'FailPost', data: { now, code: 'WECOM_86001' } },
      then: [failed],
    },
    'that was delivered has not failed': {
      given: [posted('PLATFORM'), delivered],
      when: { type: 'FailPost', data: { now, code: 'WECOM_86001' } },
      then: [],
    },
  });
});
