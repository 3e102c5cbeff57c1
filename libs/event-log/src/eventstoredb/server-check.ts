import { ServerFeaturesClient } from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js';
import type { SupportedMethods } from '@eventstore/db-client/generated/serverfeatures_pb.js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import { type Client, Metadata } from '@grpc/grpc-js';
import { after } from '@hengxin/waiting';
import { LogUnavailable } from '../log-unavailable.js';
import { type Call, lastOfAll, readStream } from './calls.js';
import { type Connection, knowsNoLeader, within } from './connection.js';
import { refusalOf } from './refusal.js';
import { probe } from './transport-probe.js';

/** A caller that asks for readiness waits two seconds; what is wrong is to be said within them. */
const ANSWER_WITHIN_MS = 1_300;
const PROBE_AFTER_MS = 400;
const PROBE_WITHIN_MS = 1_100;
/** For the question whether an ordinary stream may be read. */
const RIGHT_WITHIN_MS = 500;
const GRANT = 'grant it with npm run grant, or add him to "$r" in the "$acl" of the metadata of $all';
const OLDEST: readonly [number, number] = [23, 10];
const UNIMPLEMENTED = 12;
const ANY_STREAM = 'hengxin-right-to-read';

interface ClientInternals {
  getGRPCClient(client: unknown, name: string): Promise<Client>;
  callArguments(options: object, callOptions: object): [Metadata, object];
}

/** Whether the server is there, new enough, and lets the user of its URL do what the log needs. */
export class ServerCheck {
  constructor(private readonly connection: Connection) {}

  /** Resolves when all is well; else rejects with LogUnavailable, whose message is the sentence for the operator. */
  async assertServes(): Promise<void> {
    const { client } = this.connection;
    const deadline = Date.now() + ANSWER_WITHIN_MS;
    let probing: Promise<string | undefined> | undefined;
    const probed = (): Promise<string | undefined> => (probing ??= this.transportFault());
    const stop = after(PROBE_AFTER_MS, () => void probed());
    try {
      await within(deadline, this.ask({ client, deadline }));
    } catch (error) {
      if (error instanceof LogUnavailable) throw error;
      const fault = (await probed()) ?? (await this.callFault({ client, deadline }, error));
      // One that is only slow is left in peace: calls that wait longer than this find out by themselves.
      if ((error as { type?: string }).type !== 'deadline-exceeded') this.connection.lost(client, error);
      throw new LogUnavailable('checking', error, `EventStoreDB at ${this.where} ${fault}`);
    } finally {
      stop();
    }
  }

  private get where(): string {
    return this.connection.target.nodes.map(({ address, port }) => `${address}:${port}`).join(', ');
  }

  private async ask(call: Call): Promise<void> {
    const version = await this.version(call);
    if (isTooOld(version))
      throw new LogUnavailable(
        'checking',
        undefined,
        `EventStoreDB at ${this.where} is of version ${version}: the event log needs 23.10 or later, or KurrentDB`,
      );
    await lastOfAll(call);
  }

  private async version({ client, deadline }: Call): Promise<string> {
    const internals = client as unknown as ClientInternals;
    const features = (await internals.getGRPCClient(ServerFeaturesClient, 'features')) as InstanceType<
      typeof ServerFeaturesClient
    >;
    const [metadata, options] = internals.callArguments({}, { deadline });
    return new Promise((resolve, reject) =>
      features.getSupportedMethods(
        new shared.Empty(),
        metadata,
        options,
        (error: Error | null, found?: SupportedMethods) =>
          error ? reject(error) : resolve(found!.getEventStoreServerVersion()),
      ),
    );
  }

  /** Of a cluster one node that can be spoken with is enough. */
  private async transportFault(): Promise<string | undefined> {
    const { nodes, tls } = this.connection.target;
    const faults = await Promise.all(nodes.map((node) => probe(node, tls, PROBE_WITHIN_MS)));
    return faults.includes(undefined) ? undefined : faults[0];
  }

  private async callFault(call: Call, error: unknown): Promise<string> {
    const { type, code } = error as { type?: string; code?: number };
    if (code === UNIMPLEMENTED)
      return 'is no EventStoreDB, or one before 21.10: the event log needs 23.10 or later, or KurrentDB';
    if (type === 'access-denied' || refusalOf(error) !== undefined) return this.missingRight(call, error);
    if (knowsNoLeader(error)) return 'has no leader at this moment';
    if (type === 'not-leader') return 'changes its leader at this moment';
    return type === 'deadline-exceeded'
      ? 'accepts connections and does not answer'
      : `does not serve (${codeOf(error)})`;
  }

  /** A user who may read an ordinary stream is known; what he lacks is the right to read all of them. */
  private async missingRight(call: Call, error: unknown): Promise<string> {
    const refused = 'refuses the user or the password of its URL';
    if (this.connection.target.credentials === undefined) return 'asks for a user and a password, and its URL has none';
    if ((error as { code?: number }).code === 16) return refused;
    const deadline = Math.max(call.deadline, Date.now() + RIGHT_WITHIN_MS);
    const refusal = await readStream({ ...call, deadline }, ANY_STREAM).then(
      () => undefined,
      (refusal: unknown) => refusal,
    );
    if (refusal === undefined) return `denies its user the right to read $all: ${GRANT}`;
    // A server that is slow at this moment has not said who is at fault.
    const isSaid = refusalOf(refusal) !== undefined || (refusal as { type?: string }).type === 'access-denied';
    return isSaid ? refused : `refuses its user or the password, or denies the right to read $all: ${GRANT}`;
  }
}

function isTooOld(version: string): boolean {
  const [, major, minor] = /^(\d+)\.(\d+)/.exec(version) ?? [];
  // Servers built by hand call themselves 0.0.
  if (major === undefined || +major === 0) return false;
  return +major < OLDEST[0] || (+major === OLDEST[0] && +minor! < OLDEST[1]);
}

/** gRPC's own text may hold an address or a header; its code says as much as anybody needs. */
function codeOf(error: unknown): string {
  const { type, code } = error as { type?: unknown; code?: unknown };
  return typeof type === 'string' ? type : `gRPC ${typeof code === 'number' ? code : 'unknown'}`;
}
