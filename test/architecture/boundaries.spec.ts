import { spawn } from 'node:child_process';
import { existsSync, globSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * The rules that texts break when they stand in files of the workspace. One process for all: the project graph is read
 * once.
 */
async function broken(texts: readonly { path: string; text: string }[]): Promise<string[][]> {
  const child = spawn(process.execPath, ['test/architecture/lint-texts.mjs'], { stdio: ['pipe', 'pipe', 'pipe'] });
  child.stdin.end(JSON.stringify(texts));
  let output = '';
  let errors = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  await new Promise((ended) => child.once('close', ended));
  const answer = output.split('\n@@')[1];
  if (!answer) throw new Error(errors);
  return JSON.parse(answer) as string[][];
}

/** Each rule with a text that must break it, and its harmless twin. */
const CASES: { rule: string; path: string; bad: string; good: string }[] = [
  {
    rule: 'no-restricted-imports',
    path: 'services/visit-logging/src/contact/x.rules.ts',
    bad: "import { Injectable } from '@nestjs/common';\nexport const x = Injectable;\n",
    good: "import { ContactLogged } from '@hengxin/contracts';\nexport const x = ContactLogged;\n",
  },
  {
    rule: 'no-restricted-imports',
    path: 'services/visit-logging/src/contact/x.rules.ts',
    bad: "import { y } from './y.queries.js';\nexport const x = y;\n",
    good: "import { y } from '../client-facts/y.rules.js';\nexport const x = y;\n",
  },
  {
    rule: 'no-restricted-imports',
    path: 'services/visit-logging/src/contact/x.ts',
    bad: "import { testDatabase } from '@hengxin/testing';\nexport const x = testDatabase;\n",
    good: "import { ContactLogged } from '@hengxin/contracts';\nexport const x = ContactLogged;\n",
  },
  {
    rule: 'no-restricted-imports',
    path: 'services/performance-kpis/src/metrics/x.metric.ts',
    bad: "import { y } from '../figures/y.store.js';\nexport const x = y;\n",
    good: "import { y } from '../figures/y.rules.js';\nexport const x = y;\n",
  },
  {
    rule: 'no-restricted-imports',
    path: 'services/visit-logging/src/contact/x.decider.ts',
    bad: "import { Injectable } from '@nestjs/common';\nexport const x = Injectable;\n",
    good: "import { ContactLogged } from '@hengxin/contracts';\nexport const x = ContactLogged;\n",
  },
  {
    rule: 'no-restricted-imports',
    path: 'libs/event-log/src/postgres/x.ts',
    bad: "import { catalogue } from '@hengxin/contracts';\nexport const x = catalogue;\n",
    good: "import { EventCatalogue } from '@hengxin/event-sourcing';\nexport const x = EventCatalogue;\n",
  },
  {
    rule: 'no-restricted-imports',
    path: 'libs/event-bus/src/kafka/x.ts',
    bad: "import { AGGREGATES } from '@hengxin/contracts';\nexport const x = AGGREGATES;\n",
    good: "import { EventCatalogue } from '@hengxin/event-sourcing';\nexport const x = EventCatalogue;\n",
  },
  {
    rule: 'no-restricted-imports',
    path: 'libs/deadlines/src/x.ts',
    bad: "import { startOfDay } from '@hengxin/contracts';\nexport const x = startOfDay;\n",
    good: "import { pause } from '@hengxin/waiting';\nexport const x = pause;\n",
  },
  {
    rule: 'no-restricted-syntax',
    path: 'services/visit-logging/src/contact/x.rules.ts',
    bad: 'export const x = Date.now();\n',
    good: 'export const x = (now: number) => now;\n',
  },
  {
    rule: 'no-restricted-syntax',
    path: 'services/visit-logging/src/contact/x.rules.ts',
    bad: 'export const x = Date.now();\n',
    good: 'export const x = (now: number) => now;\n',
  },
  {
    rule: 'no-restricted-syntax',
    path: 'services/visit-logging/src/contact/x.rules.ts',
    bad: 'export const x = new Date();\n',
    good: "export const x = new Date('2026-03-02');\n",
  },
  {
    rule: 'no-restricted-syntax',
    path: 'libs/contracts/src/x.ts',
    bad: 'export const x = Math.random();\n',
    good: 'export const x = Math.max(1, 2);\n',
  },
  {
    rule: 'no-restricted-globals',
    path: 'libs/event-sourcing/src/x.ts',
    bad: "export const x = process.env['X'];\n",
    good: 'export const x = 1;\n',
  },
  {
    rule: 'no-restricted-globals',
    path: 'libs/event-bus/src/x.ts',
    bad: 'export const x = setTimeout(() => undefined, 5);\n',
    good: "import { after } from '@hengxin/waiting';\nexport const x = after(5, () => undefined);\n",
  },
  {
    rule: '@nx/enforce-module-boundaries',
    path: 'libs/contracts/src/index.ts',
    bad: "import { createPostgresEventLog } from '@hengxin/event-log';\nexport const x = createPostgresEventLog;\n",
    good: "import { defineEvent } from '@hengxin/event-sourcing';\nexport const x = defineEvent;\n",
  },
  {
    rule: '@nx/enforce-module-boundaries',
    path: 'libs/event-sourcing/src/index.ts',
    bad: "import pg from 'pg';\nexport const x = pg;\n",
    good: "import { z } from 'zod';\nexport const x = z;\n",
  },
  {
    rule: '@nx/enforce-module-boundaries',
    path: 'libs/contracts/src/index.ts',
    bad: "import chineseDays from 'chinese-days';\nexport const x = chineseDays;\n",
    good: "import { z } from 'zod';\nexport const x = z;\n",
  },
  {
    rule: '@nx/enforce-module-boundaries',
    path: 'services/visit-logging/src/main.ts',
    bad: "import { x } from '../../organisation/src/main.js';\nexport const y = x;\n",
    good: "import { ContactLogged } from '@hengxin/contracts';\nexport const y = ContactLogged;\n",
  },
  {
    rule: '@nx/enforce-module-boundaries',
    path: 'services/console/src/app/days.ts',
    bad: "import { startOfDay } from '@hengxin/contracts';\nexport const x = startOfDay;\n",
    good: "import { TIME_ZONE } from '../ui/dates.js';\nexport const x = TIME_ZONE;\n",
  },
  {
    rule: '@nx/enforce-module-boundaries',
    path: 'services/visit-logging/src/main.ts',
    bad: "import { dayAfter } from '../../console/src/app/days.js';\nexport const x = dayAfter;\n",
    good: "import { startOfDay } from '@hengxin/contracts';\nexport const x = startOfDay;\n",
  },
  {
    rule: '@typescript-eslint/no-explicit-any',
    path: 'libs/contracts/src/x.ts',
    bad: 'export const x = 1 as any;\n',
    good: 'export const x = 1 as unknown;\n',
  },
  {
    rule: '@typescript-eslint/switch-exhaustiveness-check',
    path: 'services/organisation/src/unit/unit.decider.ts',
    bad: "export const x = (y: 'A' | 'B') => {\n  switch (y) {\n    case 'A':\n      return 1;\n    default:\n      return 2;\n  }\n};\n",
    good: "export const x = (y: 'A' | 'B') => {\n  switch (y) {\n    case 'A':\n      return 1;\n    case 'B':\n      return 2;\n  }\n};\n",
  },
  {
    rule: 'no-console',
    path: 'services/visit-logging/src/contact/x.ts',
    bad: "console.log('x');\n",
    good: 'export const x = 1;\n',
  },
];

describe('each boundary rule has a case that must fail', () => {
  let bad: string[][];
  let good: string[][];

  beforeAll(async () => {
    bad = await broken(CASES.map(({ path, bad: text }) => ({ path, text })));
    good = await broken(CASES.map(({ path, good: text }) => ({ path, text })));
  }, 240_000);

  it.each(CASES.map(({ rule, path }, i) => ({ rule, path, i })))('$rule refuses it in $path', ({ rule, i }) => {
    expect(bad[i]).toContain(rule);
    expect(good[i]).toEqual([]);
  });
});

describe('the layout', () => {
  it('top level is what was agreed', () => {
    const allowed =
      /^(services|libs|deploy|docs|test|nx\.json|package\.json|package-lock\.json|tsconfig(\.base)?\.json|README\.md|LICENSE|CHANGELOG\.md|CONTRIBUTING\.md|SECURITY\.md|(eslint|jest)\.config\.mjs|node_modules|coverage|\..*)$/;
    expect(readdirSync('.').filter((name) => !allowed.test(name))).toEqual([]);
  });

  it('nothing pure is reached by the database, the framework or the broker, even transitively', () => {
    expect(foreignImports(pureFiles())).toEqual([]);
  });

  it('the transitive check begins at all that decides or counts, whatever its folder', () => {
    const files = pureFiles();
    for (const role of ['decider', 'policy', 'rules', 'metric'])
      expect(files.filter((file) => file.endsWith(`.${role}.ts`)).length).toBeGreaterThan(5);
    expect(files).toContain('services/contact-scheduling/src/plan/draw-plan.policy.ts');
    expect(files.filter((file) => /\.(spec|suite)\.ts$/.test(file))).toEqual([]);
  });

  it('the transitive check notices what a file reaches through another', () => {
    const folder = mkdtempSync(join(tmpdir(), 'hengxin-imports-'));
    writeFileSync(join(folder, 'a.ts'), "import { b } from './b.js';\n");
    writeFileSync(join(folder, 'b.ts'), "import pg from 'pg';\n");
    expect(foreignImports([join(folder, 'a.ts')])).toEqual([`${join(folder, 'b.ts')} imports pg`]);
    rmSync(folder, { recursive: true });
  });
});

/** What is pure by its suffix or stands in the engine of metrics, as the lint has it; the gateway has no rules. */
function pureFiles(): string[] {
  const [, roles] = /const PURE = '([\w|]+)'/.exec(readFileSync('eslint.config.mjs', 'utf8'))!;
  return globSync([`services/*/src/**/*.{${roles!.replaceAll('|', ',')}}.ts`, 'services/*/src/metrics/**/*.ts'])
    .filter((file) => !file.startsWith('services/gateway/') && !/\.(spec|suite)\.ts$/.test(file))
    .sort();
}

/** Packages that files reach, themselves or through what they import, beside those that pure code may use. */
function foreignImports(files: readonly string[]): string[] {
  const seen = new Set<string>();
  const foreign: string[] = [];
  const visit = (file: string) => {
    if (seen.has(file) || !existsSync(file)) return;
    seen.add(file);
    for (const [, from] of readFileSync(file, 'utf8').matchAll(/(?:from|import)\s+'([^']+)'/g)) {
      if (from!.startsWith('.')) visit(join(file, '..', from!.replace(/\.js$/, '.ts')));
      else if (/^@hengxin\/(contracts|event-sourcing)$/.test(from!)) visit(`libs/${from!.split('/')[1]}/src/index.ts`);
      else if (from !== 'zod') foreign.push(`${file} imports ${from}`);
    }
  };
  files.forEach(visit);
  return foreign;
}
