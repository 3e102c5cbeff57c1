import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { KafkaConfig, SASLOptions } from 'kafkajs';
import { z } from 'zod';

/** What every process that speaks to Kafka reads from its environment, beside where the brokers are. */
export const kafkaVariables = {
  KAFKA_SSL: z
    .enum(['true', 'false'])
    .default('false')
    .describe('Whether brokers are spoken to over TLS, their certificates checked: the bus’s and the holdings feed’s.'),
  KAFKA_CA_FILE: z
    .string()
    .optional()
    .describe('PEM file of who signs the certificates of the brokers; the authorities of Node.js where not given.'),
  KAFKA_SASL_MECHANISM: z
    .enum(['PLAIN', 'SCRAM-SHA-256', 'SCRAM-SHA-512'])
    .optional()
    .describe('How a process proves to brokers who it is; not at all where not given. PLAIN goes over TLS alone.'),
  KAFKA_SASL_USERNAME: z.string().optional().describe('As whom; needed with KAFKA_SASL_MECHANISM.'),
  KAFKA_SASL_PASSWORD_FILE: z
    .string()
    .optional()
    .describe('File of the password, in one line; needed with KAFKA_SASL_MECHANISM. It is read once, at the start.'),
} as const;

const schema = z.object(kafkaVariables);

/** Those variables, as their schemas leave them. */
export type KafkaVariables = Readonly<z.output<typeof schema>>;

/** How brokers are spoken to. */
export interface KafkaAccess {
  /** Undefined: in plain text. Without `ca` the authorities of Node.js are trusted. */
  readonly tls: { readonly ca: string | undefined } | undefined;
  /** Undefined: as nobody. */
  readonly sasl:
    | {
        readonly mechanism: NonNullable<KafkaVariables['KAFKA_SASL_MECHANISM']>;
        readonly username: string;
        readonly password: string;
      }
    | undefined;
}

/** What is wrong with a variable, to be read after its name. It holds no value: a password may stand anywhere. */
export interface KafkaFault {
  readonly variable: keyof KafkaVariables;
  readonly message: string;
}

/** All that is wrong with variables that fit their schemas each by itself. */
export function kafkaFaults(env: KafkaVariables): KafkaFault[] {
  return [...caFaults(env), ...saslFaults(env)];
}

/** Reads the files that the variables name. The variables are without faults. */
export function kafkaAccess(env: KafkaVariables): KafkaAccess {
  const {
    KAFKA_CA_FILE: caFile,
    KAFKA_SASL_MECHANISM: mechanism,
    KAFKA_SASL_USERNAME: username,
    KAFKA_SASL_PASSWORD_FILE: passwordFile,
  } = env;
  return {
    tls: env.KAFKA_SSL === 'true' ? { ca: caFile && readFileSync(caFile, 'utf8') } : undefined,
    sasl:
      mechanism && username && passwordFile ? { mechanism, username, password: passwordIn(passwordFile) } : undefined,
  };
}

/** The same from an environment as it is, an empty variable being none. Throws RangeError that names what is wrong. */
export function readKafkaAccess(environment: Readonly<Record<string, string | undefined>>): KafkaAccess {
  const given = Object.fromEntries(Object.keys(kafkaVariables).map((name) => [name, environment[name] || undefined]));
  const parsed = schema.safeParse(given);
  if (!parsed.success)
    throw new RangeError(parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('\n'));
  const faults = kafkaFaults(parsed.data);
  if (faults.length > 0) throw new RangeError(faults.map((each) => `${each.variable} ${each.message}`).join('\n'));
  return kafkaAccess(parsed.data);
}

/** The same as kafkajs takes it. */
export function accessConfig({ tls, sasl }: KafkaAccess): Pick<KafkaConfig, 'ssl' | 'sasl'> {
  return {
    ...(tls && { ssl: tls.ca === undefined ? true : { ca: [tls.ca] } }),
    ...(sasl && { sasl: saslConfig(sasl) }),
  };
}

function saslConfig({ mechanism, username, password }: NonNullable<KafkaAccess['sasl']>): SASLOptions {
  switch (mechanism) {
    case 'PLAIN':
      return { mechanism: 'plain', username, password };
    case 'SCRAM-SHA-256':
      return { mechanism: 'scram-sha-256', username, password };
    case 'SCRAM-SHA-512':
      return { mechanism: 'scram-sha-512', username, password };
  }
}

function caFaults({ KAFKA_SSL, KAFKA_CA_FILE: path }: KafkaVariables): KafkaFault[] {
  const refuse = (message: string): KafkaFault[] => [{ variable: 'KAFKA_CA_FILE', message }];
  if (path === undefined) return [];
  if (KAFKA_SSL === 'false') return refuse('is of use with KAFKA_SSL=true alone');
  try {
    // Node.js would take another file for a list of nobody, without a word.
    new X509Certificate(readFileSync(path));
    return [];
  } catch {
    return refuse('must be a file of certificates in PEM that can be read');
  }
}

function saslFaults(env: KafkaVariables): KafkaFault[] {
  const names = ['KAFKA_SASL_USERNAME', 'KAFKA_SASL_PASSWORD_FILE'] as const;
  if (env.KAFKA_SASL_MECHANISM === undefined) {
    const given = names.find((name) => env[name] !== undefined);
    return given ? [{ variable: 'KAFKA_SASL_MECHANISM', message: `is needed with ${given}` }] : [];
  }
  const missing = names.filter((name) => env[name] === undefined);
  return [
    ...missing.map((variable) => ({ variable, message: 'is needed with KAFKA_SASL_MECHANISM' })),
    ...plainFaults(env),
    ...passwordFaults(env),
  ];
}

function plainFaults({ KAFKA_SSL, KAFKA_SASL_MECHANISM }: KafkaVariables): KafkaFault[] {
  if (KAFKA_SASL_MECHANISM !== 'PLAIN' || KAFKA_SSL !== 'false') return [];
  return [
    { variable: 'KAFKA_SASL_MECHANISM', message: 'must not be PLAIN without KAFKA_SSL=true: it sends the password' },
  ];
}

function passwordFaults({ KAFKA_SASL_PASSWORD_FILE: path }: KafkaVariables): KafkaFault[] {
  const refuse = (message: string): KafkaFault[] => [{ variable: 'KAFKA_SASL_PASSWORD_FILE', message }];
  if (path === undefined) return [];
  try {
    return /^[^\r\n]+$/.test(passwordIn(path)) ? [] : refuse('must be a file of one line, the password');
  } catch {
    return refuse('must be a file that can be read');
  }
}

/** Editors end a file with a line break, which is no part of the password. */
function passwordIn(path: string): string {
  return readFileSync(path, 'utf8').replace(/\r?\n$/, '');
}
