import { defineRejections } from '@hengxin/event-sourcing';
import { allRejections, messageOf, registerRejections, viewOf } from './catalogue.js';
import './shared-rejections.js';

describe('the catalogue of rejections', () => {
  it('has a sentence in both languages for every code, whose placeholders agree', () => {
    const placeholders = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();
    for (const { code, en, zh } of allRejections()) {
      expect([code, en.length > 0, zh.length > 0]).toEqual([code, true, true]);
      expect(zh).toMatch(/\p{Script=Han}/u);
      // INVALID_INPUT brings its own words in each language.
      if (code !== 'INVALID_INPUT') expect([code, placeholders(en)]).toEqual([code, placeholders(zh)]);
    }
  });

  it('gives a code one meaning in the whole platform', () => {
    const texts = { ONE_MEANING: { field: [], en: 'This.', zh: '这。' } };
    const set = registerRejections('first', defineRejections(texts));
    expect(registerRejections('first', set)).toBe(set);
    expect(() => registerRejections('second', defineRejections(texts))).toThrow(
      'ONE_MEANING of second is already defined by first',
    );
    expect(allRejections()).toContainEqual({ owner: 'first', code: 'ONE_MEANING', ...texts.ONE_MEANING });
  });

  it('fills the facts into the sentence, and shows an unknown code as it is', () => {
    const rejection = { code: 'PAGE_SIZE', field: ['first'], facts: { first: 500, most: 100 } };
    expect(viewOf(rejection, 'en')).toEqual({
      code: 'PAGE_SIZE',
      field: ['first'],
      message: '`first` is 500; a page has 1 to 100 entries.',
    });
    expect(messageOf({ code: 'UNHEARD_OF', facts: {} }, 'zh')).toBe('UNHEARD_OF');
  });
});
