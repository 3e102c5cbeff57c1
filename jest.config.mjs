export default {
  testEnvironment: 'node',
  testMatch: ['**/src/**/*.spec.ts', '**/test/**/*.spec.ts', '**/deploy/**/*.spec.mjs'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/'],
  modulePathIgnorePatterns: ['<rootDir>/(libs|services|deploy|test)/.*dist/'],
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: {
    '^@hengxin/import/csv$': '<rootDir>/libs/import/src/csv.writer.ts',
    '^@hengxin/service-kit/process$': '<rootDir>/libs/service-kit/src/process/index.ts',
    '^@hengxin/([^/]+)/testing$': '<rootDir>/libs/$1/src/testing/index.ts',
    '^@hengxin/performance-kpis$': '<rootDir>/services/performance-kpis/src/index.ts',
    '^@hengxin/([^/]+)$': '<rootDir>/libs/$1/src/index.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2022',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
          keepClassNames: true,
        },
        module: { type: 'es6' },
        sourceMaps: 'inline',
      },
    ],
  },
};
