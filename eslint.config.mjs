import nx from '@nx/eslint-plugin';
import tseslint from 'typescript-eslint';

/** Every rule here has a case in test/architecture that must fail. */
const specs = ['**/*.spec.ts', '**/*.suite.ts', '**/*.bench.ts', 'test/**', '**/bench/**', '**/testing/**', 'libs/testing/**'];

const pureImports = {
  regex: '^(?!\\./|@hengxin/(contracts|event-sourcing)$|zod$)',
  message: 'Domain code is pure: it imports contracts, event-sourcing and its own (flat) folder only.',
};

export default tseslint.config(
  { ignores: ['**/dist/**', '**/node_modules/**', '**/generated/**', '.hengxin/**'] },
  {
    files: ['**/*.ts'],
    languageOptions: { parser: tseslint.parser },
    plugins: { '@nx': nx, '@typescript-eslint': tseslint.plugin },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true }],
      '@typescript-eslint/no-explicit-any': 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'error',
      '@nx/enforce-module-boundaries': [
        'error',
        {
          allow: [],
          depConstraints: [
            {
              sourceTag: 'scope:pure',
              onlyDependOnLibsWithTags: ['scope:pure'],
              allowedExternalImports: ['zod', 'fast-check'],
            },
            { sourceTag: 'type:lib', onlyDependOnLibsWithTags: ['type:lib'] },
            { sourceTag: 'type:service', onlyDependOnLibsWithTags: ['type:lib'] },
            { sourceTag: 'type:tool', onlyDependOnLibsWithTags: ['type:lib', 'type:service', 'type:tool'] },
          ],
        },
      ],
    },
  },
  {
    files: ['services/*/src/domain/**/*.ts', 'libs/contracts/src/**/*.ts', 'libs/event-sourcing/src/**/*.ts'],
    ignores: specs,
    rules: {
      'no-restricted-globals': [
        'error',
        ...['process', 'setTimeout', 'setInterval', 'fetch', 'performance', 'crypto'].map((name) => ({
          name,
          message: 'Domain code is pure.',
        })),
      ],
      'no-restricted-syntax': [
        'error',
        {
          selector: "MemberExpression[object.name='Date'][property.name='now']",
          message: 'Domain code reads no clock: the moment arrives in the command.',
        },
        {
          selector: "NewExpression[callee.name='Date'][arguments.length=0]",
          message: 'Domain code reads no clock: the moment arrives in the command.',
        },
        {
          selector: "MemberExpression[object.name='Math'][property.name='random']",
          message: 'Domain code throws no dice: ids arrive in the command.',
        },
      ],
    },
  },
  {
    files: ['services/*/src/domain/**/*.ts'],
    ignores: specs,
    rules: { 'no-restricted-imports': ['error', { patterns: [pureImports] }] },
  },
  {
    files: ['services/**/*.ts', 'libs/**/*.ts'],
    ignores: [...specs, 'services/*/src/domain/**'],
    rules: { 'no-restricted-imports': ['error', { patterns: [{ regex: '^@hengxin/testing', message: 'libs/testing is for specs.' }] }] },
  },
  { files: [...specs, 'deploy/**', 'docs/generate/**', 'libs/demo-bank/src/generate.ts'], rules: { 'no-console': 'off' } },
);
