import { AttachmentLinks, LINK_MINUTES } from './attachment-links.js';

const NOW = Date.parse('2026-03-02T09:00:00+08:00');
const LINK = { visitId: 'V1', attachmentId: 'A1', staffId: 'S1' };
const links = new AttachmentLinks({ internalSecret: 'a-secret-of-at-least-32-characters' });
const tokenOf = (url: string) => url.replace('/attachments/', '');
const token = tokenOf(links.urlOf(LINK, NOW));

describe('a link to an attachment', () => {
  it('says what it is about, and until when it is good', () =>
    expect(links.read(token)).toEqual({ ...LINK, expiresMs: NOW + LINK_MINUTES * 60_000 }));

  it.each([
    ['of another attachment', token.replace('~A1~', '~A2~')],
    ['of another visit', token.replace('V1~', 'V2~')],
    ['of somebody else', token.replace('~S1~', '~S2~')],
    ['that is good for longer', token.replace(/~([0-9a-z]+)~([^~]+)$/, (_, _moment, sign) => `~zzzzzzzz~${sign}`)],
    ['without a signature', token.replace(/~[^~]+$/, '')],
    ['with nothing in it', ''],
    ['with a path in it', `../${token}`],
    ['that is very long', `${token}${'A'.repeat(10_000)}`],
  ])('%s is none', (_, forged) => expect(links.read(forged)).toBeUndefined());

  it('of another bank is none', () => {
    const other = new AttachmentLinks({ internalSecret: 'another-secret-of-at-least-32-chars' });
    expect(other.read(token)).toBeUndefined();
  });
});
