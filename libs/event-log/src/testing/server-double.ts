import gossip from '@eventstore/db-client/generated/gossip_pb.js';
import { GossipService } from '@eventstore/db-client/generated/gossip_grpc_pb.js';
import serverFeatures from '@eventstore/db-client/generated/serverfeatures_pb.js';
import { ServerFeaturesService } from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js';
import { StreamsService } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import type { AppendReq, AppendResp, ReadReq, ReadResp } from '@eventstore/db-client/generated/streams_pb.js';
import * as grpc from '@grpc/grpc-js';
import { CERTIFICATE, KEY } from './double-certificates.js';
import { credentialsOf, failure, LARGEST_APPEND, member, notLeader, tooLarge } from './double-failures.js';
import { passing } from './double-filter.js';
import { Gate } from './double-gate.js';
import { appendAnswer, eventMessage, notFoundMessage, proposedEvent, streamName } from './double-messages.js';
import { DoubleStore, type KeptEvent, type NewKeptEvent } from './double-store.js';
import { DoubleSubscription } from './double-subscription.js';
import { send } from './double-writing.js';

type Answer<T = AppendResp> = (error: Partial<grpc.StatusObject> | null, response?: T) => void;

export interface ServerDoubleOptions {
  /** What it calls itself; `none` for a server that does not know the question, as before 21.10. */
  readonly version?: string;
  readonly tls?: boolean;
  /** Passwords by user, where it asks for one; `admin` may everything, the others what `readers` says. */
  readonly users?: Readonly<Record<string, string>>;
}

/**
 * A DOUBLE of an EventStoreDB, no server: the part of its gRPC protocol that the adapter uses, served from the client's
 * own service definitions over a real connection. What it proves is the adapter's use of the client; what a server
 * does, it only retells.
 */
export class ServerDouble {
  readonly store = new DoubleStore();
  /** Calls by kind. */
  readonly calls = { append: 0, batchAppend: 0, readStream: 0, readAll: 0, subscribe: 0 };
  /** How often connections were cut. */
  cuts = 0;
  /** Its MaxAppendSize. */
  largestAppend = LARGEST_APPEND;
  /** Answers a wrong revision as an error of the call, the way older servers do. */
  throwsWrongVersion = false;
  /** Tells no place where the events of an append stand. */
  tellsNoPosition = false;
  /** Who beside `admin` and those whom the metadata of $all names may read it; null for everybody. */
  readers: readonly string[] | null = [];
  /** Who leads the cluster: this node, another one, or nobody at the moment. */
  leader: 'itself' | 'nobody' | ServerDouble = 'itself';
  /** Search windows of filtered reads and subscriptions, as they were asked for. */
  readonly windows: number[] = [];
  /** Serves subscriptions of which nothing is ever told, not even that they began. */
  confirmsSubscriptions = true;
  /** A filtered read looks at no more events than this, and then hangs; as one that has a billion before it. */
  looksAtMost = Number.POSITIVE_INFINITY;
  private readonly subscriptions = new Set<DoubleSubscription>();
  private grpcServer: grpc.Server;
  private gate: Gate;
  private answersToLose = 0;
  private deliveriesUntilCut = Number.POSITIVE_INFINITY;

  private constructor(private readonly options: ServerDoubleOptions) {}

  static async started(options: ServerDoubleOptions = {}): Promise<ServerDouble> {
    const double = new ServerDouble(options);
    double.gate = new Gate(await double.serve());
    await double.gate.open();
    return double;
  }

  get port(): number {
    return this.gate.port;
  }

  get url(): string {
    return `esdb://127.0.0.1:${this.gate.port}?tls=false`;
  }

  /** The next append is stored, but the connection breaks before its answer. */
  loseNextAnswer(): void {
    this.answersToLose++;
  }

  /** All connections break after so many more events were sent to those who read. */
  cutAfterDeliveries(count: number): void {
    this.deliveriesUntilCut = count;
  }

  /** Puts every subscription back to catching up. */
  overtakeSubscriptions(): void {
    for (const subscription of this.subscriptions) subscription.overtake();
  }

  /** Cuts every connection; new ones are accepted. */
  cut(): void {
    this.cuts++;
    this.gate.cut();
  }

  /** Accepts connections and answers nothing, as a server that hangs. */
  hang(): void {
    this.gate.freeze();
  }

  recover(): void {
    this.gate.thaw();
  }

  /** Is away as a crashed server is: connections cut, new ones refused. What was stored stays. */
  crash(): Promise<void> {
    return this.gate.close();
  }

  restart(): Promise<void> {
    return this.gate.open();
  }

  async stop(): Promise<void> {
    await this.gate.close();
    this.grpcServer.forceShutdown();
  }

  private serve(): Promise<number> {
    this.grpcServer = new grpc.Server({ 'grpc.max_receive_message_length': 17 * 1024 * 1024 });
    const unused = (_: unknown, answer: Answer): void => answer({ code: grpc.status.UNIMPLEMENTED });
    this.grpcServer.addService(StreamsService, {
      append: (call: grpc.ServerReadableStream<AppendReq, AppendResp>, answer: Answer) => this.append(call, answer),
      read: (call: grpc.ServerWritableStream<ReadReq, ReadResp>) => void this.read(call),
      batchAppend: (call: grpc.ServerDuplexStream<unknown, unknown>) => {
        this.calls.batchAppend++;
        call.emit('error', { code: grpc.status.UNIMPLEMENTED });
      },
      delete: unused,
      tombstone: unused,
    });
    this.grpcServer.addService(GossipService, {
      read: (_: unknown, answer: Answer<gossip.ClusterInfo>) => answer(null, this.cluster()),
    });
    if (this.options.version !== 'none')
      this.grpcServer.addService(ServerFeaturesService, {
        getSupportedMethods: (_: unknown, answer: Answer<serverFeatures.SupportedMethods>) =>
          answer(null, this.features()),
      });
    const credentials = this.options.tls
      ? grpc.ServerCredentials.createSsl(null, [
          { private_key: Buffer.from(KEY), cert_chain: Buffer.from(CERTIFICATE) },
        ])
      : grpc.ServerCredentials.createInsecure();
    return new Promise<number>((resolve, reject) =>
      this.grpcServer.bindAsync('127.0.0.1:0', credentials, (error, port) => (error ? reject(error) : resolve(port))),
    );
  }

  /** Offers BatchAppend, as every server does. */
  private features(): serverFeatures.SupportedMethods {
    const method = new serverFeatures.SupportedMethod()
      .setServiceName('event_store.client.streams.streams')
      .setMethodName('batchappend');
    return new serverFeatures.SupportedMethods()
      .setEventStoreServerVersion(this.options.version ?? '24.2.0')
      .setMethodsList([method]);
  }

  /** A cluster of this node and, where another one leads, of that. */
  private cluster(): gossip.ClusterInfo {
    const { LEADER, FOLLOWER, UNKNOWN } = gossip.MemberInfo.VNodeState;
    const { leader } = this;
    if (leader === 'itself' || leader === 'nobody')
      return new gossip.ClusterInfo().setMembersList([member(this.port, leader === 'itself' ? LEADER : UNKNOWN)]);
    return new gossip.ClusterInfo().setMembersList([member(this.port, FOLLOWER), member(leader.port, LEADER)]);
  }

  private append(call: grpc.ServerReadableStream<AppendReq, AppendResp>, answer: Answer): void {
    this.calls.append++;
    const refused = this.refusal(call.metadata);
    if (refused) return answer(refused);
    let stream = '';
    let expected = -1;
    let bytes = 0;
    const events: NewKeptEvent[] = [];
    call.on('data', (message: AppendReq) => {
      const options = message.getOptions();
      if (!options) {
        const event = proposedEvent(message.getProposedMessage()!);
        bytes += event.data.length + event.metadata.length + 2 * event.type.length;
        return void events.push(event);
      }
      if (options.hasAny() || options.hasStreamExists())
        return void answer({ code: grpc.status.INVALID_ARGUMENT, details: 'no exact revision' });
      stream = streamName(options.getStreamIdentifier());
      expected = options.hasNoStream() ? -1 : Number(options.getRevision());
    });
    call.on('end', () => {
      // System streams are written by administrators.
      if (stream.startsWith('$') && !this.isAdmin(call.metadata))
        return answer(failure(grpc.status.PERMISSION_DENIED, 'access-denied', {}));
      // Given up by its caller: what has come of it may be a part.
      if (call.cancelled || events.length === 0) return;
      if (bytes > this.largestAppend) return answer(tooLarge(this.largestAppend));
      this.answerAppend(stream, events, expected, answer);
    });
  }

  private answerAppend(stream: string, events: readonly NewKeptEvent[], expected: number, answer: Answer): void {
    const written = this.store.append(stream, events, expected);
    if (this.answersToLose > 0) {
      this.answersToLose--;
      return this.cut();
    }
    if ('deleted' in written)
      return answer(failure(grpc.status.FAILED_PRECONDITION, 'stream-deleted', { 'stream-name': stream }));
    if (written.ok || !this.throwsWrongVersion) {
      const response = appendAnswer(written, expected);
      if (this.tellsNoPosition) response.getSuccess()?.clearPosition();
      return answer(null, response);
    }
    const fields: Record<string, string> = { 'stream-name': stream, 'expected-version': String(expected) };
    if (written.actualRevision >= 0) fields['actual-version'] = String(written.actualRevision);
    answer(failure(grpc.status.FAILED_PRECONDITION, 'wrong-expected-version', fields));
  }

  private async read(call: grpc.ServerWritableStream<ReadReq, ReadResp>): Promise<void> {
    const options = call.request.getOptions()!;
    const refused = this.refusal(call.metadata, options.hasAll());
    if (refused) return void call.emit('error', refused);
    if (options.hasFilter()) this.windows.push(options.getFilter()!.getMax());
    if (options.hasSubscription()) return this.subscribe(call);
    this.calls[options.hasAll() ? 'readAll' : 'readStream']++;
    const name = options.hasStream() ? streamName(options.getStream()!.getStreamIdentifier()) : undefined;
    const kept = name === undefined ? this.store.all : this.store.stream(name);
    if (kept === 'tombstoned')
      return void call.emit(
        'error',
        failure(grpc.status.FAILED_PRECONDITION, 'stream-deleted', { 'stream-name': name! }),
      );
    if (kept) for (const event of this.asked(options, kept)) await this.deliver(call, event);
    else call.write(notFoundMessage(name!));
    if (options.hasFilter() && this.looksAtMost < this.store.all.length) return;
    call.end();
  }

  /** The events that a read asks for, in its order. */
  private *asked(options: ReadReq.Options, kept: readonly KeptEvent[]): Generator<KeptEvent> {
    const count = Number(options.getCount());
    const all = options.getAll();
    const position = all?.hasPosition() ? all.getPosition()! : undefined;
    if (options.getReadDirection() === 1) {
      const end = position
        ? this.store.firstFrom(BigInt(position.getCommitPosition()), { inclusive: true })
        : kept.length;
      return yield* kept.slice(Math.max(0, end - count), end).reverse();
    }
    const from = options.getStream();
    const first = from?.hasRevision() ? Number(from.getRevision()) : 0;
    const passes = passing(options.getFilter());
    let index = position ? this.store.firstFrom(BigInt(position.getCommitPosition()), { inclusive: true }) : 0;
    if (from) index = kept.findIndex(({ revision }) => revision >= first);
    for (
      let found = 0, looked = 0;
      index >= 0 && index < kept.length && found < count && looked < this.looksAtMost;
      index++, looked++
    ) {
      if (!passes(kept[index]!)) continue;
      found++;
      yield kept[index]!;
    }
  }

  private async deliver(call: grpc.ServerWritableStream<ReadReq, ReadResp>, event: KeptEvent): Promise<void> {
    this.delivered();
    await send(call, eventMessage(event));
  }

  private delivered(): void {
    if (--this.deliveriesUntilCut === 0) setImmediate(() => this.cut());
  }

  private subscribe(call: grpc.ServerWritableStream<ReadReq, ReadResp>): void {
    this.calls.subscribe++;
    if (!this.confirmsSubscriptions) return;
    const subscription = new DoubleSubscription(this.store, call, () => this.delivered());
    this.subscriptions.add(subscription);
    for (const over of ['close', 'cancelled']) call.on(over, () => this.subscriptions.delete(subscription));
    subscription.start();
  }

  /** Who is not known is refused; who is, may everything but $all. */
  private refusal(metadata: grpc.Metadata, all = false): Partial<grpc.StatusObject> | undefined {
    if (this.leader !== 'itself' && metadata.get('requires-leader')[0] === 'true') return notLeader(this.leader);
    const { users } = this.options;
    if (!users) return undefined;
    const { user, password } = credentialsOf(metadata);
    if (users[user] === undefined || users[user] !== password)
      return { code: grpc.status.UNAUTHENTICATED, details: 'Unauthenticated' };
    if (!all || user === 'admin' || this.readers === null || this.readers.includes(user) || this.named().includes(user))
      return undefined;
    return failure(grpc.status.PERMISSION_DENIED, 'access-denied', {});
  }

  private isAdmin(metadata: grpc.Metadata): boolean {
    return !this.options.users || credentialsOf(metadata).user === 'admin';
  }

  /** Readers in the metadata of $all. */
  private named(): readonly string[] {
    const kept = this.store.stream('$$$all');
    const last = Array.isArray(kept) ? (kept.at(-1) as KeptEvent | undefined) : undefined;
    const metadata =
      last && (JSON.parse(Buffer.from(last.data).toString('utf8')) as { $acl?: { $r?: string | string[] } });
    return [metadata?.$acl?.$r ?? []].flat();
  }
}
