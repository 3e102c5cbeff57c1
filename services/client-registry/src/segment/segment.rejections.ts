import { defineRejections } from '@hengxin/event-sourcing';

/** Why a segment is not kept. */
export const segmentRejections = defineRejections({
  SEGMENT_UNKNOWN: {
    field: ['input', 'segmentId'],
    en: 'You have no segment {segmentId}. Read your segments again, or leave segmentId out to make a new one.',
    zh: '您没有编号为 {segmentId} 的客群。请重新读取您的客群，或省略 segmentId 以新建。',
  },
  SEGMENTS_FULL: {
    field: ['input', 'name'],
    en: 'You keep {limit} segments already, and nobody has more. Retire one that you do not need any more.',
    zh: '您已保存 {limit} 个客群，达到上限。请先停用不再需要的客群。',
  },
  SEGMENT_CONDITIONS_FULL: {
    field: ['input', 'filter'],
    en: 'With it your segments have {conditions} conditions together, and {limit} is the most. Name fewer, or retire a segment that you do not need any more.',
    zh: '保存后您的客群共有 {conditions} 个条件，超过上限 {limit}。请减少条件，或停用不再需要的客群。',
  },
});
