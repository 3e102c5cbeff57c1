import { chinaCalendar, type LatestWords } from '@hengxin/contracts';
import { mayBeGreeted, opensOn, opensProvisionally } from './greeting.policy.js';

const word = (granted: boolean, expiresOn: string | null = null) => ({
  ...{ granted, decidedAt: '2026-01-01T09:00:00+08:00', expiresOn },
});

describe('rule 2: a list of greetings', () => {
  it.each([
    ['2026-10-01', '2026-09-28'],
    // The Spring Festival's holidays begin on the 15th, behind a make-up Saturday.
    ['2026-02-17', '2026-02-12'],
    // A make-up Saturday is one of the three.
    ['2026-03-03', '2026-02-27'],
  ])('of %s opens 3 working days before, on %s', (date, opens) => expect(opensOn(date, chinaCalendar)).toBe(opens));

  it.each([
    ['2026-10-01', false],
    // Its working days lie in 2026, whose holidays are known.
    ['2027-01-01', false],
    ['2027-02-06', true],
  ])('of %s says whether it opens by a year whose holidays are not yet known: %p', (date, is) =>
    expect(opensProvisionally(date, chinaCalendar)).toBe(is),
  );

  it.each<[string, LatestWords, boolean]>([
    ['with a valid consent over a channel', { SMS: word(true) }, true],
    ['with one that ends today', { SMS: word(true, '2026-03-02') }, true],
    ['with one that has ended', { SMS: word(true, '2026-03-01') }, false],
    ['who withdrew it', { SMS: word(false) }, false],
    ['with a consent to groups alone', { WECHAT_GROUP: word(true) }, false],
    ['without any', {}, false],
  ])('holds a client %s: %j %p', (_, consents, isHeld) => expect(mayBeGreeted(consents, '2026-03-02')).toBe(isHeld));
});
