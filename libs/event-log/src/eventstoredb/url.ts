import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

/** A node of the server. */
export interface Node {
  readonly address: string;
  readonly port: number;
}

/** What a URL of an EventStoreDB says. */
export interface Target {
  readonly nodes: readonly Node[];
  /** The first node is a name that stands for all: `esdb+discover`. */
  readonly discover: boolean;
  readonly credentials: { readonly username: string; readonly password: string } | undefined;
  readonly tls:
    | { readonly ca: Buffer | undefined; readonly cert: Buffer | undefined; readonly key: Buffer | undefined }
    | undefined;
  /** Begins every position; see `EventStoreDbEventLogOptions`. */
  readonly epoch: number;
  readonly connectionName: string | undefined;
  readonly keepAliveTimeoutMs: number | undefined;
  readonly discovery: {
    readonly maxDiscoverAttempts?: number;
    readonly discoveryInterval?: number;
    readonly gossipTimeout?: number;
  };
  /** Begins the name of every stream, so that several platforms can share one server; empty where there is none. */
  readonly streamPrefix: string;
}

/** What is wrong with a URL, in one sentence without any of its credentials. */
export class UrlFault extends RangeError {
  override readonly name = 'UrlFault';
}

const DEFAULT_PORT = 2113;
/** Stands between a prefix and the name of a stream. No category holds it. */
export const PREFIX_END = '.';
const FORM = /^(esdb|esdb\+discover):\/\/(?:([^/?#]*)@)?([^/?#@]*)\/?(?:\?([^#]*))?$/;
const HOST = /^(\[[0-9a-fA-F:.]+\]|[A-Za-z0-9]([\w.-]*[\w])?)(?::(\d{1,5}))?$/;

type Values = Readonly<Record<string, string>>;

/**
 * Options by their name without case, `_` and `-`, as the client reads them, with what is said where the value is
 * wrong.
 */
const OPTIONS: Readonly<Record<string, { readonly name: string; readonly form: RegExp; readonly takes: string }>> = {
  tls: { name: 'tls', form: /^(true|false)$/, takes: 'true or false' },
  tlscafile: { name: 'tlsCAFile', form: /./, takes: 'a file' },
  usercertfile: { name: 'userCertFile', form: /./, takes: 'a file' },
  userkeyfile: { name: 'userKeyFile', form: /./, takes: 'a file' },
  connectionname: { name: 'connectionName', form: /./, takes: 'a name' },
  keepalivetimeout: { name: 'keepAliveTimeout', form: /^\d{1,9}$/, takes: 'milliseconds' },
  maxdiscoverattempts: { name: 'maxDiscoverAttempts', form: /^[1-9]\d{0,4}$/, takes: 'a number' },
  discoveryinterval: { name: 'discoveryInterval', form: /^\d{1,9}$/, takes: 'milliseconds' },
  gossiptimeout: { name: 'gossipTimeout', form: /^[1-9]\d{0,4}$/, takes: 'seconds' },
  nodepreference: {
    name: 'nodePreference',
    form: /^leader$/i,
    takes: 'leader alone, since what is read must be what was stored',
  },
  streamprefix: {
    name: 'streamPrefix',
    form: /^[a-z][a-z0-9_]{0,30}$/,
    takes: 'a small letter, then small letters, digits and _',
  },
  epoch: { name: 'epoch', form: /^[1-9]\d{0,8}$/, takes: '1 to 999999999' },
};

/** Why an option that the server's documentation knows is none here. */
const REFUSED: Readonly<Record<string, string>> = {
  tlsverifycert:
    'tlsVerifyCert has no effect in this client: name the certificate of the authority that signed the server’s in tlsCAFile',
  throwonappendfailure: 'throwOnAppendFailure is the event log’s own to set',
  keepaliveinterval: 'keepAliveInterval is the event log’s own to set',
  defaultdeadline: 'defaultDeadline is the event log’s own to set',
};

/**
 * Reads a URL. Throws UrlFault. The client is never given it: it writes the whole of one that it does not like to
 * stderr.
 */
export function readUrl(url: string): Target {
  const [, scheme, userinfo, hosts, query] = FORM.exec(url.trim()) ?? [];
  if (scheme === undefined) throw new UrlFault('it must be like esdb://host:2113 or esdb+discover://host:2113');
  // A ? in a password ends what the server is called, and what follows it would be told as the name of an option.
  if (query?.includes('@'))
    throw new UrlFault('it has an @ behind its ?: write ? in a password as %3F, and @ in an option as %40');
  const nodes = hosts!.split(',').map(nodeOf);
  const discover = scheme === 'esdb+discover';
  if (discover && nodes.length > 1)
    throw new UrlFault('esdb+discover takes one name that stands for all nodes; name several after esdb://');
  const options = optionsOf(query ?? '');
  const credentials = userinfo === undefined ? undefined : credentialsOf(userinfo);
  return {
    nodes,
    discover,
    credentials,
    tls: options['tls'] === 'false' ? plain(options, credentials) : tlsOf(options),
    epoch: Number(options['epoch'] ?? 1),
    connectionName: options['connectionName'],
    keepAliveTimeoutMs: numberOf(options['keepAliveTimeout']),
    discovery: definedOf({
      maxDiscoverAttempts: numberOf(options['maxDiscoverAttempts']),
      discoveryInterval: numberOf(options['discoveryInterval']),
      gossipTimeout: numberOf(options['gossipTimeout']),
    }),
    streamPrefix: options['streamPrefix'] === undefined ? '' : `${options['streamPrefix']}${PREFIX_END}`,
  };
}

function nodeOf(text: string): Node {
  const [, address, , port] = HOST.exec(text) ?? [];
  if (address === undefined)
    throw new UrlFault(text === '' ? 'it names no host' : 'a host in it is none, or its port is no number');
  return { address, port: Number(port ?? DEFAULT_PORT) };
}

function credentialsOf(userinfo: string): { username: string; password: string } {
  const colon = userinfo.indexOf(':');
  if (colon < 1) throw new UrlFault('before the @ it must have user:password');
  try {
    return {
      username: decodeURIComponent(userinfo.slice(0, colon)),
      password: decodeURIComponent(userinfo.slice(colon + 1)),
    };
  } catch {
    throw new UrlFault('user or password hold a % that begins no code: write it as %25');
  }
}

function optionsOf(query: string): Values {
  const values: Record<string, string> = {};
  for (const part of query.split('&').filter(Boolean)) {
    const [name = '', value = ''] = part.split(/=(.*)/s);
    const key = name.toLowerCase().replace(/[_-]/g, '');
    const refused = REFUSED[key];
    if (refused !== undefined) throw new UrlFault(refused);
    const option = OPTIONS[key];
    if (!option)
      throw new UrlFault(
        `its option ${printable(name)} is not known: it takes ${Object.values(OPTIONS)
          .map((each) => each.name)
          .join(', ')}`,
      );
    const text = decoded(option.name, value);
    if (!option.form.test(text)) throw new UrlFault(`its option ${option.name} takes ${option.takes}`);
    values[option.name] = text;
  }
  return values;
}

/** Something else than a name may stand there by mistake, such as a piece of a password. */
function printable(name: string): string {
  return /^[A-Za-z_-]{1,40}$/.test(name) ? name : 'after the ?';
}

function decoded(name: string, value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    throw new UrlFault(`its option ${name} holds a % that begins no code`);
  }
}

function plain(options: Values, credentials: Target['credentials']): undefined {
  for (const name of ['tlsCAFile', 'userCertFile', 'userKeyFile'])
    if (options[name] !== undefined) throw new UrlFault(`${name} and tls=false contradict each other`);
  // The client would leave them out without a word, and the server would take its caller for nobody.
  if (credentials)
    throw new UrlFault('user and password are sent over TLS alone: leave them out, or leave out tls=false');
  return undefined;
}

function tlsOf({ tlsCAFile, userCertFile, userKeyFile }: Values): Target['tls'] {
  if ((userCertFile === undefined) !== (userKeyFile === undefined))
    throw new UrlFault('userCertFile and userKeyFile come together');
  return {
    ca: fileOf('tlsCAFile', tlsCAFile),
    cert: fileOf('userCertFile', userCertFile),
    key: fileOf('userKeyFile', userKeyFile),
  };
}

function fileOf(option: string, path: string | undefined): Buffer | undefined {
  if (path === undefined) return undefined;
  try {
    return readFileSync(resolve(path));
  } catch (error) {
    throw new UrlFault(
      `the file of ${option} can’t be read (${(error as NodeJS.ErrnoException).code ?? 'no reason given'})`,
    );
  }
}

function numberOf(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number(text);
}

function definedOf(values: Record<string, number | undefined>): Target['discovery'] {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
