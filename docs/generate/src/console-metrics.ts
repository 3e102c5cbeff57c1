import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { type MetricDefinition, metricDefinitions, shownAs } from './metric-definition.js';
import type { Page } from './page.js';

const CODES = 'services/console/src/pages/figures/metrics.generated.ts';
const LANGUAGES = ['zh', 'en'] as const;
type Language = (typeof LANGUAGES)[number];
const HEAD = '// Generated from `services/performance-kpis/src/metrics` by `npm run generate`.\n\n';

/** What the console knows of metrics: how it shows each, and what each is called in a language. */
export async function consoleMetricPages(root: string): Promise<Page[]> {
  const metrics = await metricDefinitions(root);
  const page = async (path: string, source: string): Promise<Page> => {
    const style = await resolveConfig(join(root, path));
    return { path, text: await format(HEAD + source, { ...style, parser: 'typescript' }) };
  };
  const namesIn = (language: Language) =>
    page(`services/console/src/locales/terms/metrics-${language}.generated.ts`, namesSource(metrics, language));
  return Promise.all([page(CODES, codesSource(metrics)), ...LANGUAGES.map(namesIn)]);
}

function codesSource(metrics: readonly MetricDefinition[]): string {
  const shown = Object.fromEntries(metrics.map((metric) => [metric.code, shownAs(metric)]));
  const withContacts = metrics.filter(({ drillDown }) => drillDown !== 'NONE').map(({ code }) => code);
  return `/** Every metric, and how a page shows it: distinct clients of two units do not add up. */
export const SHOWN_AS = ${JSON.stringify(shown)} as const;

/** Figures behind which there are contacts to look at; behind the others there is what they count. */
export const WITH_CONTACTS: readonly (keyof typeof SHOWN_AS)[] = ${JSON.stringify(withContacts)};
`;
}

function namesSource(metrics: readonly MetricDefinition[], language: Language): string {
  const names = Object.fromEntries(metrics.map(({ code, name }) => [code, name[language]]));
  return `/** What each metric is called. */
export const metric = ${JSON.stringify(names)};
`;
}
