import { type ClientFacts, contactsOf } from '../figures/client-facts.rules.js';
import { type CountedPrompt, promptsOf } from '../figures/prompts.rules.js';
import type { WorkingDays } from '../figures/working-days.rules.js';
import type { Day } from '../kpi/periods.rules.js';
import { level } from './level.js';
import { metric } from './metric.js';
import { reading } from './reading.js';

type Span = { readonly from: Day; readonly to: Day };

/** Each prompt counts on the day on which it lapses, for who keeps the client then. */
const lapsedIn = (prompts: readonly CountedPrompt[], part: Span) =>
  prompts
    .filter(({ lapsesOn }) => part.from <= lapsesOn && lapsesOn < part.to)
    .map(({ lapsesOn }) => ({ from: lapsesOn, value: 1 }));

/** Served by an effective contact from the day on which it is alive, no matter who made it. */
function servedOf(facts: ClientFacts, workingDays: WorkingDays): readonly CountedPrompt[] {
  const prompts = promptsOf(facts, workingDays);
  if (prompts.length === 0) return prompts;
  const days = contactsOf(facts).map(({ day }) => day);
  return prompts.filter(({ from, lapsesOn }) => days.some((day) => from <= day && day <= lapsesOn));
}

export const prompts = level('prompts', 'PROMPT', {
  kind: 'COUNTER',
  of: (facts, part, workingDays) => lapsedIn(promptsOf(facts, workingDays), part),
  movesWithDates: true,
  columns: { steps: 'prompts', days: null },
});

export const promptsServed = level('prompts_served', 'PROMPT', {
  kind: 'COUNTER',
  of: (facts, part, workingDays) => lapsedIn(servedOf(facts, workingDays), part),
  movesWithTouches: true,
  movesWithDates: true,
  columns: { steps: 'prompts_served', days: null },
});

export const PROMPTS_SERVED = metric('PROMPTS_SERVED', {
  group: 'CLIENT',
  direction: 'HIGHER_IS_BETTER',
  rule: 20,
  name: { en: 'Prompts served', zh: '提示跟进率' },
  summary: 'Occasions and signals served by an effective contact while alive, of those that have lapsed.',
  summaryZh: '有效期内有有效联系的重要日子与信号，占已到期的重要日子与信号。',
  formula: {
    kind: 'ratio',
    of: reading('prompts_served_so_far', promptsServed, 'DAYS_OVER'),
    over: reading('prompts_over', prompts, 'DAYS_OVER'),
  },
  drillDown: 'NONE',
  counted: 'CLIENTS',
  isRestated: false,
});
