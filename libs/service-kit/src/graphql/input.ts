import { ID_PATTERN } from '@hengxin/contracts';
import type { Rejected } from '@hengxin/event-sourcing';
import { z } from 'zod';
import { sharedRejections } from '../catalogue/shared-rejections.js';

/**
 * A mutation's input against its zod schema: the value, or the rejection INVALID_INPUT with the path of the field at fault.
 * GraphQL has checked names, nullability and enums; this checks forms, lengths and ranges.
 */
export function parseInput<S extends z.ZodType>(
  schema: S,
  input: unknown,
  at: readonly string[] = ['input'],
): z.output<S> | Rejected<'INVALID_INPUT'> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0]!;
  const field = [...at, ...issue.path.map(String)];
  return sharedRejections.INVALID_INPUT({ path: field.join('.'), ...problemOf(issue) }, field);
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
      return { en: issue.message, zh: `不符合要求：${issue.message}` };
    default:
      return { en: 'has the wrong type or is missing', zh: '类型不正确或缺失' };
  }
}

function formatProblem(format: string, pattern: string | undefined): { en: string; zh: string } {
  if (format === 'date') return { en: 'must be a date as 2026-03-02', zh: '必须是形如 2026-03-02 的日期' };
  if (format === 'datetime')
    return { en: 'must be a moment with offset as 2026-03-02T10:00:00+08:00', zh: '必须是带时区的时间，例如 2026-03-02T10:00:00+08:00' };
  if (pattern === String(ID_PATTERN))
    return { en: 'may have 1 to 64 of A-Z a-z 0-9 . _ -', zh: '只能由 1 至 64 个 A-Z a-z 0-9 . _ - 组成' };
  return { en: 'does not have the form it needs', zh: '格式不正确' };
}
