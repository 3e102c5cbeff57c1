import { connectionVariables } from '@hengxin/http-door';
import { INTERNAL_SECRET_LEAST, tokenVariables } from '@hengxin/identity';
import { z } from 'zod';

/** What is wrong with the environment, one sentence a fault. */
export class ConfigFault extends Error {
  override readonly name = 'ConfigFault';
  constructor(readonly faults: readonly string[]) {
    super(faults.join('\n'));
  }
}

const port = z.coerce.number().int().min(1).max(65_530);

/** A URL of one of some protocols, as `http:`. */
export const urlOf = (...protocols: string[]) =>
  z
    .string()
    .refine(
      (text) => URL.canParse(text) && protocols.includes(new URL(text).protocol),
      `must be a URL that starts with ${protocols.map((each) => `${each}//`).join(' or ')}`,
    );

/** What every process of the platform reads from its environment; each says the rest, and its own words to some. */
export const processVariables = {
  profile: z.enum(['standalone', 'distributed']).default('distributed'),
  port: port.default(8080),
  operationsPort: port.optional(),
  operationsHost: z.string().min(1).optional(),
  shared: {
    HENGXIN_JWT_AUDIENCE: z.string().min(1).default('hengxin').describe('The `aud` that tokens must carry.'),
    HENGXIN_INTERNAL_SECRET: z
      .string()
      .min(INTERNAL_SECRET_LEAST, `must have at least ${INTERNAL_SECRET_LEAST} characters`)
      .optional()
      .describe(
        'By it the gateway proves itself to the services; the same for all of them, 32 characters at least. Required in the distributed profile; `npm start` makes one.',
      ),
    HENGXIN_LOADING_FILE: z
      .string()
      .min(1)
      .optional()
      .describe(
        'While this file is there a bank is being loaded: plans are not drawn, and the gateway is not ready. `npm start` sets it.',
      ),
    HENGXIN_LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
    ...tokenVariables,
    ...connectionVariables,
  },
} as const;

/** The environment, an empty variable being none. Throws ConfigFault that names every fault at once. */
export function readEnvironment<S extends z.ZodType>(
  schema: S,
  environment: Readonly<Record<string, string | undefined>>,
): z.output<S> {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new ConfigFault(parsed.error.issues.map((issue) => faultOf(issue, given, schema)));
}

function faultOf(issue: z.core.$ZodIssue, given: Readonly<Record<string, unknown>>, schema: z.ZodType): string {
  const name = String(issue.path[0] ?? 'the environment');
  if (!(name in given) && issue.code === 'invalid_type') return `${name} is not set: ${descriptionOf(name, schema)}`;
  return `${name} ${/^(must|is)/.test(issue.message) ? issue.message : `is not valid: ${issue.message}`}`;
}

function descriptionOf(name: string, schema: z.ZodType): string {
  const { shape } = schema as unknown as { readonly shape?: Record<string, z.ZodType> };
  return shape?.[name]?.description ?? 'it is required';
}
