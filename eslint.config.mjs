import nx from '@nx/eslint-plugin';
import hooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

/** Every rule here has a case in test/architecture that must fail. */
const specs = [
  '**/*.spec.ts',
  '**/*.suite.ts',
  '**/*.bench.ts',
  'test/**',
  '**/bench/**',
  '**/testing/**',
  'libs/testing/**',
];

/** What decides or counts, by its suffix; the engine of metrics by its folder. */
const PURE = 'decider|commands|state|facts|rejections|warnings|rules|policy|metric';
const pure = [`services/*/src/**/*.{${PURE.replaceAll('|', ',')}}.ts`, 'services/*/src/metrics/**/*.ts'];

/** A path to a pure file of any slice, the engine of metrics, or a pure package. */
const purePaths = `\\.{1,2}/([\\w-]+/)?[\\w-]+\\.(${PURE})\\.js$|\\.\\./metrics/|@hengxin/(contracts|event-sourcing)$|zod$`;
const pureImports = (allowed) => ({
  regex: `^(?!${allowed})`,
  message: 'Pure code imports contracts, event-sourcing and other pure files only.',
});

const specsOnly = { regex: '^@hengxin/testing', message: 'libs/testing is for specs.' };
const noDomain = {
  regex: '^@hengxin/contracts',
  message: 'Infrastructure does not know the domain: the event catalogue is handed to it.',
};

export default tseslint.config(
  {
    ignores: [
      '**/dist/**',
      '**/node_modules/**',
      '**/dist-types/**',
      '**/generated/**',
      '**/graphql-env.d.ts',
      '.hengxin/**',
    ],
  },
  {
    files: ['**/*.ts', '**/*.tsx'],
    languageOptions: { parser: tseslint.parser },
    plugins: { '@nx': nx, '@typescript-eslint': tseslint.plugin },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
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
            // The console knows the public API alone.
            { sourceTag: 'type:app', onlyDependOnLibsWithTags: ['type:app'] },
            { sourceTag: 'type:tool', onlyDependOnLibsWithTags: ['type:lib', 'type:service', 'type:tool'] },
          ],
        },
      ],
    },
  },
  {
    files: ['services/*/src/**/*.ts', 'libs/*/src/**/*.ts'],
    ignores: [...specs, 'libs/waiting/**', 'services/console/**'],
    rules: {
      'no-restricted-globals': [
        'error',
        ...['setTimeout', 'setInterval'].map((name) => ({
          name,
          message: 'Waiting is libs/waiting: pause, after, every, within, orAfter.',
        })),
      ],
    },
  },
  {
    files: [...pure, 'libs/contracts/src/**/*.ts', 'libs/event-sourcing/src/**/*.ts'],
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
    files: pure,
    ignores: [...specs, 'services/*/src/metrics/**', 'services/gateway/**'],
    rules: { 'no-restricted-imports': ['error', { patterns: [pureImports(purePaths)] }] },
  },
  {
    files: ['services/*/src/metrics/**/*.ts'],
    ignores: specs,
    rules: { 'no-restricted-imports': ['error', { patterns: [pureImports(`\\./|${purePaths}`)] }] },
  },
  {
    files: ['services/**/*.{ts,tsx}', 'libs/**/*.ts'],
    ignores: [...specs, ...pure],
    rules: { 'no-restricted-imports': ['error', { patterns: [specsOnly] }] },
  },
  {
    files: ['libs/{event-log,event-bus,deadlines,waiting}/src/**/*.ts'],
    ignores: specs,
    rules: { 'no-restricted-imports': ['error', { patterns: [specsOnly, noDomain] }] },
  },
  {
    files: ['services/console/src/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': hooks },
    rules: { 'react-hooks/rules-of-hooks': 'error', 'react-hooks/exhaustive-deps': 'error' },
  },
  {
    files: ['services/*/src/**/*.{ts,tsx}', 'libs/*/src/**/*.ts'],
    ignores: specs,
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: { '@typescript-eslint/switch-exhaustiveness-check': 'error' },
  },
  // It stands for a bank's own service, which is built on what another one opens.
  { files: ['test/example/**/*.ts'], rules: { '@nx/enforce-module-boundaries': 'off' } },
  {
    files: [...specs, 'deploy/**', 'docs/generate/**', 'libs/demo-bank/src/generate.ts'],
    rules: { 'no-console': 'off' },
  },
);
