import type { BusinessDate, PlanPrompt, PromptKind } from '@hengxin/contracts';

/** An occasion (rule 2) or a signal (rule 20) that makes a client worth contacting from one day to another. */
export type Prompt = PlanPrompt;

/** Of prompts that lapse on the same day, the kind that stands first here comes first. */
const KINDS_BY_WEIGHT = [
  'BIRTHDAY',
  'DEPOSIT_MATURING',
  'LARGE_INFLOW',
  'BALANCE_FALL',
  'PRODUCT_CLOSED',
  'ANNIVERSARY',
  'PRODUCT_ANNIVERSARY',
  'DORMANT',
] as const satisfies readonly PromptKind[];

const OCCASIONS: ReadonlySet<PromptKind> = new Set(['BIRTHDAY', 'ANNIVERSARY', 'PRODUCT_ANNIVERSARY']);

/** True for a date that matters to the client, false for a fact mined from data. */
export function isOccasion({ kind }: Pick<Prompt, 'kind'>): boolean {
  return OCCASIONS.has(kind);
}

/**
 * The prompts that speak for a client on a day, the first to lapse before all. An effective contact from the day on
 * which one began serves it.
 */
export function promptsAlive(
  prompts: readonly Prompt[],
  date: BusinessDate,
  lastContactOn: BusinessDate | null,
): readonly Prompt[] {
  if (prompts.length === 0) return prompts;
  return prompts
    .filter(
      ({ from, lapsesOn }) => from <= date && date <= lapsesOn && (lastContactOn === null || lastContactOn < from),
    )
    .sort(byLapse);
}

/** What lapses first comes first, then by kind; two alike by their beginning and their name, so that none is ahead by chance. */
export function byLapse(a: Prompt, b: Prompt): number {
  return byPromptOrder(a, b) || compareText(a.from, b.from) || compareText(a.label ?? '', b.label ?? '');
}

/** How rule 1 ranks two clients by their first prompts. */
export function byPromptOrder(a: Prompt, b: Prompt): number {
  return compareText(a.lapsesOn, b.lapsesOn) || KINDS_BY_WEIGHT.indexOf(a.kind) - KINDS_BY_WEIGHT.indexOf(b.kind);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
