import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../../..');
/**
 * Runs the generator's own source in a process whose clock stands in another time zone: one that runs already keeps its
 * own.
 */
const PROGRAM = `
  import { registerHooks } from 'node:module';
  registerHooks({ resolve: (name, context, next) => next(context.parentURL?.endsWith('.ts') ? name.replace(/^(\\..*)\\.js$/, '$1.ts') : name, context) });
  const { chinaDaysPage } = await import(process.argv[1]);
  console.log(JSON.stringify({ zone: new Date(2026, 0, 1).getTimezoneOffset(), page: await chinaDaysPage(process.argv[2]) }));
`;

describe('the table of the days off of mainland China', () => {
  it.each([
    ['America/New_York', 300],
    ['Asia/Shanghai', -480],
    ['Pacific/Auckland', -780],
  ])('is the file of the workspace when it is generated in %s', (TZ, zone) => {
    const args = ['--input-type=module', '--eval', PROGRAM, join(import.meta.dirname, 'china-days.ts'), ROOT];
    const answer = execFileSync(process.execPath, args, {
      env: { ...process.env, TZ },
      encoding: 'utf8',
      stdio: 'pipe',
    });
    const path = 'libs/contracts/src/calendar/china-days.generated.ts';
    expect(JSON.parse(answer)).toEqual({ zone, page: { path, text: readFileSync(join(ROOT, path), 'utf8') } });
  });
});
