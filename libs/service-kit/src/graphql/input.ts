import { chinaCalendar, ID_PATTERN } from '@hengxin/contracts';
import type { Rejected } from '@hengxin/event-sourcing';
import { isText } from '@hengxin/scalars';
import { z } from 'zod';
import { sharedRejections } from '../catalogue/shared-rejections.js';

type InputRejected = Rejected<'INVALID_INPUT' | 'DATE_OUTSIDE_CALENDAR'>;

/**
 * A mutation's input against its zod schema: the value, or the rejection INVALID_INPUT with the path of the field at
 * fault; of a moment in a year that the calendar does not know, DATE_OUTSIDE_CALENDAR. GraphQL has checked names,
 * nullability and enums; this checks forms, lengths and ranges, and that every text is one that a database keeps.
 */
export function parseInput<S extends z.ZodType>(
  schema: S,
  input: unknown,
  at: readonly string[] = ['input'],
): z.output<S> | InputRejected {
  const parsed = schema.safeParse(input);
  if (!parsed.success) return rejected(parsed.error.issues[0]!, at, input);
  const unfit = unfitText(input, at);
  return unfit ? sharedRejections.INVALID_INPUT({ path: unfit.join('.'), ...NO_TEXT }, unfit) : parsed.data;
}

export const NO_TEXT = {
  en: 'holds U+0000 or half a surrogate pair, which no text may: leave it out',
  zh: '含有 U+0000 或半个代理对，文本中不允许：请将其去掉',
};

function rejected(issue: z.core.$ZodIssue, at: readonly string[], input: unknown): InputRejected {
  const field = [...at, ...issue.path.map(String)];
  if (issue.code === 'custom' && issue.params?.['outsideCalendar']) {
    const date = String(
      issue.path.reduce<unknown>((value, name) => (value as Record<PropertyKey, unknown>)[name], input),
    ).slice(0, 10);
    return sharedRejections.DATE_OUTSIDE_CALENDAR({ date, firstYear, lastYear }, field);
  }
  return sharedRejections.INVALID_INPUT({ path: field.join('.'), ...problemOf(issue) }, field);
}

const { firstYear, lastYear } = chinaCalendar;

/** Where in an input a text lies that no database keeps. Its depth is that of its GraphQL type. */
function unfitText(input: unknown, at: readonly string[]): readonly string[] | undefined {
  if (typeof input === 'string') return isText(input) ? undefined : at;
  if (typeof input !== 'object' || input === null) return undefined;
  for (const name in input) {
    const found = unfitText((input as Record<string, unknown>)[name], [...at, name]);
    if (found) return found;
  }
  return undefined;
}

/** What is wrong with a value, in both languages. Never the value itself: it may name a person. */
function problemOf(issue: z.core.$ZodIssue): { en: string; zh: string } {
  switch (issue.code) {
    case 'too_small':
      return issue.origin === 'string'
        ? { en: `must have at least ${issue.minimum} characters`, zh: `至少需要 ${issue.minimum} 个字符` }
        : { en: `must be at least ${issue.minimum}`, zh: `不得小于 ${issue.minimum}` };
    case 'too_big':
      return issue.origin === 'string'
        ? { en: `must have at most ${issue.maximum} characters`, zh: `最多 ${issue.maximum} 个字符` }
        : { en: `must be at most ${issue.maximum}`, zh: `不得大于 ${issue.maximum}` };
    case 'invalid_value':
      return { en: `must be one of ${issue.values.join(', ')}`, zh: `必须是以下之一：${issue.values.join('、')}` };
    case 'invalid_format':
      return formatProblem(issue.format, issue.pattern);
    case 'custom':
      return customProblem(issue);
    case 'invalid_type':
    case 'invalid_union':
    case 'invalid_key':
    case 'invalid_element':
    case 'unrecognized_keys':
    case 'not_multiple_of':
      return { en: 'has the wrong type or is missing', zh: '类型不正确或缺失' };
  }
}

function customProblem({ params, message }: z.core.$ZodIssueCustom): { en: string; zh: string } {
  const unseen = params?.['unseen'] as string | undefined;
  if (unseen)
    return {
      en: `holds ${unseen}, a character that is not seen and has no place here: leave it out`,
      zh: `含有不可见且不允许的字符 ${unseen}：请将其去掉`,
    };
  if (params?.['format'] === 'date') return formatProblem('date', undefined);
  return { en: message, zh: `不符合要求：${message}` };
}

function formatProblem(format: string, pattern: string | undefined): { en: string; zh: string } {
  if (format === 'date') return { en: 'must be a date as 2026-03-02', zh: '必须是形如 2026-03-02 的日期' };
  if (format === 'datetime')
    return {
      en: 'must be a moment with offset as 2026-03-02T10:00:00+08:00',
      zh: '必须是带时区的时间，例如 2026-03-02T10:00:00+08:00',
    };
  if (pattern === String(ID_PATTERN))
    return { en: 'may have 1 to 64 of A-Z a-z 0-9 . _ -', zh: '只能由 1 至 64 个 A-Z a-z 0-9 . _ - 组成' };
  return { en: 'does not have the form it needs', zh: '格式不正确' };
}
