import { withMetrics } from './metrics.js';

const metrics = [
  { code: 'A', summary: 'The "first".' },
  { code: 'B', summary: 'The second.' },
];

it('the values of the enum Metric, and nothing else, follow the definitions', () => {
  const schema = '"Before."\nenum Metric {\n  "Old."\n  OLD\n}\n\nenum Other {\n  OLD\n}\n';
  expect(withMetrics(schema, metrics)).toBe(
    '"Before."\nenum Metric {\n  "The \\"first\\"."\n  A\n  "The second."\n  B\n}\n\nenum Other {\n  OLD\n}\n',
  );
});

it('a schema without the enum is refused', () => {
  expect(() => withMetrics('enum Other {\n  A\n}\n', metrics)).toThrow('has no enum Metric');
});
