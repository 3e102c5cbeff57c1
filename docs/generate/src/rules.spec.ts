import { globSync } from 'node:fs';
import { rulesPage } from './rules.js';

describe('the page of the rules as tested', () => {
  const { text } = rulesPage(process.cwd());

  it('names each spec of a decider, of rules and of a policy, in whichever capability it stands', () => {
    const specs = globSync('services/*/src/**/*.{decider,rules,policy}.spec.ts');
    expect(specs.length).toBeGreaterThan(10);
    expect(specs.filter((path) => !text.includes(`### \`${path}\``))).toEqual([]);
  });

  it('tells their sentences', () => {
    expect(text).toContain('services/visit-logging/src/contact/contact.decider.spec.ts');
    expect(text.match(/^ *- /gm)!.length).toBeGreaterThan(150);
  });

  it('has the cases of tables, and no character that nobody sees', () => {
    for (const rule of ['is never a group', 'a deferral ends with any later contact', 'a balance that matures'])
      expect(text).toContain(rule);
    expect(text).not.toMatch(/[^\P{Cc}\n]/u);
  });
});
