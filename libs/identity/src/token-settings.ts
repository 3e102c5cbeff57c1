import { z } from 'zod';
import { DenyList } from './deny-list.js';

/** What every process that verifies tokens reads from its environment, beside where the issuer is. */
export const tokenVariables = {
  HENGXIN_JWT_MAX_LIFETIME_S: z.coerce
    .number()
    .int()
    .min(60)
    .max(31_536_000)
    .default(86_400)
    .describe('Seconds from `iat` to `exp` that a token may live at most; one that lives longer is refused.'),
  HENGXIN_JWT_TYP: z
    .string()
    .min(1)
    .optional()
    .describe(
      'The `typ` that a token’s header must carry, such as `at+jwt`, where the issuer sets it; not looked at otherwise.',
    ),
  HENGXIN_TOKEN_DENY_FILE: z
    .string()
    .min(1)
    .optional()
    .describe(
      'File of withdrawn tokens and people: a line `jti …` or `sub …` each. A change counts within seconds, without a restart.',
    ),
} as const;

export interface TokenSettings {
  readonly maxLifetimeSeconds: number;
  readonly typ?: string;
  readonly denyFile?: string;
}

interface Variables {
  readonly HENGXIN_JWT_MAX_LIFETIME_S: number;
  readonly HENGXIN_JWT_TYP?: string | undefined;
  readonly HENGXIN_TOKEN_DENY_FILE?: string | undefined;
}

export function tokenSettings({
  HENGXIN_JWT_MAX_LIFETIME_S,
  HENGXIN_JWT_TYP,
  HENGXIN_TOKEN_DENY_FILE,
}: Variables): TokenSettings {
  return {
    maxLifetimeSeconds: HENGXIN_JWT_MAX_LIFETIME_S,
    ...(HENGXIN_JWT_TYP !== undefined && { typ: HENGXIN_JWT_TYP }),
    ...(HENGXIN_TOKEN_DENY_FILE !== undefined && { denyFile: HENGXIN_TOKEN_DENY_FILE }),
  };
}

/**
 * The settings as a verifier takes them. Throws where the deny file can't be read: nobody is let in whom it may name.
 */
export function verifierSettings(
  { maxLifetimeSeconds, typ, denyFile }: TokenSettings,
  report: (error: unknown) => void,
): { maxLifetimeSeconds: number; typ?: string; denyList?: DenyList } {
  return {
    maxLifetimeSeconds,
    ...(typ !== undefined && { typ }),
    ...(denyFile !== undefined && { denyList: new DenyList(denyFile, report) }),
  };
}
