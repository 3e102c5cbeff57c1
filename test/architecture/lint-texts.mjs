/**
 * Lints texts as if they stood in files of the workspace: JSON `[{path, text}]` on standard input, the broken rules of
 * each on standard output.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { ESLint } from 'eslint';

// The boundary rule reads the graph of projects that nx keeps, and passes everything where there is none yet.
const graph = spawnSync(process.execPath, ['node_modules/nx/dist/bin/nx.js', 'show', 'projects'], { encoding: 'utf8' });
if (graph.status !== 0) throw new Error(`${graph.stdout}${graph.stderr}`);

const eslint = new ESLint();
// A text without a file has no place in a project of types: the rules that need none are asked alone.
const untyped = new ESLint({
  overrideConfig: [
    {
      files: ['**/*.ts'],
      languageOptions: { parserOptions: { projectService: false } },
      rules: { '@typescript-eslint/switch-exhaustiveness-check': 'off' },
    },
  ],
});
const answers = [];
for (const { path, text: source } of JSON.parse(await text(process.stdin))) {
  const [result] = await (existsSync(path) ? eslint : untyped).lintText(source, { filePath: path });
  answers.push(result.messages.map(({ ruleId, message }) => ruleId ?? message));
}
process.stdout.write(`\n@@${JSON.stringify(answers)}\n`);
