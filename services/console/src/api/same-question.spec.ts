import { isSameQuestion } from './same-question.js';

const ASKED = ['MyDay', 'S0001', 'zh', { date: '2026-03-02' }] as const;
const like = (changes: Readonly<Record<number, unknown>>): readonly unknown[] =>
  ASKED.map((one, at) => (at in changes ? changes[at] : one));

describe('a question in another language', () => {
  it('is the same one', () => expect(isSameQuestion(ASKED, like({ 2: 'en' }))).toBe(true));
  it('is another one where it is somebody else’s, another query, or of other variables', () => {
    expect(isSameQuestion(ASKED, like({ 2: 'en', 1: 'S0002' }))).toBe(false);
    expect(isSameQuestion(ASKED, like({ 2: 'en', 0: 'Overdue' }))).toBe(false);
    expect(isSameQuestion(ASKED, like({ 2: 'en', 3: { date: '2026-03-03' } }))).toBe(false);
  });
  it('is not meant where the language is the same', () => expect(isSameQuestion(ASKED, ASKED)).toBe(false));
});
