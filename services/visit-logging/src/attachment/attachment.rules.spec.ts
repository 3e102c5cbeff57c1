import { AttachmentAdded } from '@hengxin/contracts';
import type { Visit } from '../visit/visit.state.js';
import { ATTACHMENTS_A_VISIT, decideAttachment, keptTypeOf, nameOf } from './attachment.rules.js';

const attachment = {
  attachmentId: 'A1',
  objectId: 'O1',
  name: '合同.jpg',
  contentType: 'image/jpeg',
  bytes: 100,
  addedBy: 'S1',
  addedAt: '2026-03-02T09:00:00+08:00',
} as const;
const visit = {
  visitId: 'V1',
  clientId: 'C1',
  staffId: 'S1',
  participantIds: ['S2'],
  state: 'STARTED',
} as unknown as Visit;
const add = (callerId: string, more: Partial<Visit> = {}) =>
  decideAttachment({ visitId: 'V1', callerId, attachment }, { ...visit, ...more });
const code = (decision: ReturnType<typeof add>) => ('rejection' in decision ? decision.rejection.code : decision);
const added = AttachmentAdded.of({ visitId: 'V1', clientId: 'C1', staffId: 'S1', attachment });

describe('a photo or voice note is added to a visit', () => {
  it('by whose visit it is, and by those who go along', () => {
    expect(add('S1')).toEqual([added]);
    expect(add('S2')).toEqual([added]);
  });
  it('by nobody else: the visit is unknown to them', () => expect(code(add('S3'))).toBe('VISIT_UNKNOWN'));
  it('that was not called off', () =>
    expect([code(add('S1', { state: 'CANCELLED' })), code(add('S1', { state: 'NO_SHOW' }))]).toEqual([
      'VISIT_CALLED_OFF',
      'VISIT_CALLED_OFF',
    ]));
  it('once', () => expect(add('S1', { attachments: [attachment] })).toEqual([]));
  it('with twenty of them at most', () => {
    const many = Array.from({ length: ATTACHMENTS_A_VISIT }, (_, i) => ({ ...attachment, attachmentId: `B${i}` }));
    expect(code(add('S1', { attachments: many }))).toBe('ATTACHMENTS_TOO_MANY');
  });
});

describe('the name of a file', () => {
  it('is kept without the blanks around it', () => expect(nameOf('  合同 第一页.jpg ')).toBe('合同 第一页.jpg'));
  it.each([
    '../../etc/passwd',
    'a/b.jpg',
    'C:\\b.jpg',
    '..',
    '.',
    '',
    '   ',
    'a\u0000.jpg',
    'a\nb',
    'a\u202Egpj.exe',
    'x'.repeat(201),
  ])('is none with a path or with what nobody can read in it: %j', (name) => expect(nameOf(name)).toBeUndefined());
});

describe('the type of a file', () => {
  it.each([
    ['image/jpeg', 'image/jpeg'],
    ['image/heic', 'image/heic'],
    ['audio/x-m4a', 'audio/mp4'],
    ['audio/ogg; codecs=opus', 'audio/ogg'],
    ['video/webm', 'audio/webm'],
  ])('that its content tells, %s, is kept as %s', (told, kept) => expect(keptTypeOf(told)).toBe(kept));
  it.each(['text/html', 'image/svg+xml', 'application/pdf', 'video/mp4', 'constructor', undefined])(
    'is refused where it is neither a photo nor a voice note: %s',
    (told) => expect(keptTypeOf(told)).toBeUndefined(),
  );
});
