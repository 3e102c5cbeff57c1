import serverFeatures from '@eventstore/db-client/generated/serverfeatures_pb.js';
import { ServerFeaturesService } from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js';
import { StreamsService } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import type { AppendReq, AppendResp, ReadReq, ReadResp } from '@eventstore/db-client/generated/streams_pb.js';
import * as grpc from '@grpc/grpc-js';
import { Gate } from './double-gate.suite.js';
import { appendAnswer, eventMessage, notFoundMessage, proposedEvent, streamName } from './double-messages.suite.js';
import { DoubleStore, type NewKeptEvent, type Written } from './double-store.suite.js';
import { DoubleSubscription } from './double-subscription.suite.js';

type Answer = (error: Partial<grpc.StatusObject> | null, response?: AppendResp) => void;

/**
 * A DOUBLE of an EventStoreDB, no server: the part of its gRPC protocol that the adapter uses, served from the client's own service
 * definitions over a real connection. What it proves is the adapter's use of the client; what a server does, it only retells.
 */
export class ServerDouble {
  readonly store = new DoubleStore();
  /** Calls of methods that the adapter must not use. */
  batchAppends = 0;
  /** Answers a wrong revision as an error of the call, the way older servers do. */
  throwsWrongVersion = false;
  private readonly subscriptions = new Set<DoubleSubscription>();
  private grpcServer: grpc.Server;
  private gate: Gate;
  private answersToLose = 0;
  private deliveriesUntilCut = Number.POSITIVE_INFINITY;

  static async started(): Promise<ServerDouble> {
    const double = new ServerDouble();
    double.gate = new Gate(await double.serve());
    await double.gate.open();
    return double;
  }

  get url(): string {
    return `esdb://127.0.0.1:${this.gate.port}?tls=false`;
  }

  /** The next append is stored, but the connection breaks before its answer. */
  loseNextAnswer(): void {
    this.answersToLose++;
  }

  /** All connections break after so many more events were sent to subscriptions. */
  cutAfterDeliveries(count: number): void {
    this.deliveriesUntilCut = count;
  }

  /** Tells every subscription that it is too slow. */
  overtakeSubscriptions(): void {
    for (const subscription of this.subscriptions) subscription.fallBehind();
  }

  /** Cuts every connection; new ones are accepted. */
  cut(): void {
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
    this.grpcServer = new grpc.Server();
    const unused = (_: unknown, answer: Answer): void => answer({ code: grpc.status.UNIMPLEMENTED });
    this.grpcServer.addService(StreamsService, {
      append: (call: grpc.ServerReadableStream<AppendReq, AppendResp>, answer: Answer) => this.append(call, answer),
      read: (call: grpc.ServerWritableStream<ReadReq, ReadResp>) => this.read(call),
      batchAppend: (call: grpc.ServerDuplexStream<unknown, unknown>) => {
        this.batchAppends++;
        call.emit('error', { code: grpc.status.UNIMPLEMENTED });
      },
      delete: unused,
      tombstone: unused,
    });
    // Offers BatchAppend, as every server does.
    const method = new serverFeatures.SupportedMethod().setServiceName('event_store.client.streams.streams').setMethodName('batchappend');
    const features = new serverFeatures.SupportedMethods().setEventStoreServerVersion('23.10.0').setMethodsList([method]);
    this.grpcServer.addService(ServerFeaturesService, {
      getSupportedMethods: (_: unknown, answer: (error: null, response: unknown) => void) => answer(null, features),
    });
    return new Promise<number>((resolve, reject) =>
      this.grpcServer.bindAsync('127.0.0.1:0', grpc.ServerCredentials.createInsecure(), (error, port) =>
        error ? reject(error) : resolve(port),
      ),
    );
  }

  private append(call: grpc.ServerReadableStream<AppendReq, AppendResp>, answer: Answer): void {
    let stream = '';
    let expected = -1;
    const events: NewKeptEvent[] = [];
    call.on('data', (message: AppendReq) => {
      const options = message.getOptions();
      if (!options) return void events.push(proposedEvent(message.getProposedMessage()!));
      if (options.hasAny() || options.hasStreamExists())
        return void answer({ code: grpc.status.INVALID_ARGUMENT, details: 'no exact revision' });
      stream = streamName(options.getStreamIdentifier());
      expected = options.hasNoStream() ? -1 : Number(options.getRevision());
    });
    call.on('end', () => this.answerAppend(stream, expected, this.store.append(stream, events, expected), answer));
  }

  private answerAppend(stream: string, expected: number, written: Written, answer: Answer): void {
    // The claims of event ids, which the adapter appends first, keep their answers: it is the append itself that is to be in doubt.
    if (this.answersToLose > 0 && !stream.startsWith('eventid-')) {
      this.answersToLose--;
      return this.cut();
    }
    if (written.ok || !this.throwsWrongVersion) return answer(null, appendAnswer(written, expected));
    const metadata = new grpc.Metadata();
    metadata.set('exception', 'wrong-expected-version');
    metadata.set('stream-name', stream);
    metadata.set('expected-version', String(expected));
    if (written.actualRevision >= 0) metadata.set('actual-version', String(written.actualRevision));
    answer({ code: grpc.status.FAILED_PRECONDITION, details: 'wrong expected version', metadata });
  }

  private read(call: grpc.ServerWritableStream<ReadReq, ReadResp>): void {
    const options = call.request.getOptions()!;
    if (options.hasSubscription()) return this.subscribe(call);
    const [from, backwards, count] = [options.getStream(), options.getReadDirection() === 1, Number(options.getCount())];
    const name = from ? streamName(from.getStreamIdentifier()) : undefined;
    const kept = name === undefined ? this.store.all : this.store.stream(name);
    if (!kept) call.write(notFoundMessage(name!));
    else if (backwards) {
      const position = options.getAll()?.getPosition()?.getCommitPosition();
      const before = position ? kept.filter((event) => event.position < BigInt(position)) : kept;
      for (const event of before.slice(-count).reverse()) call.write(eventMessage(event));
    } else {
      const first = from?.hasRevision() ? Number(from.getRevision()) : 0;
      for (const event of kept.slice(first, first + count)) call.write(eventMessage(event));
    }
    call.end();
  }

  private subscribe(call: grpc.ServerWritableStream<ReadReq, ReadResp>): void {
    const subscription = new DoubleSubscription(this.store, call, () => {
      if (--this.deliveriesUntilCut === 0) setImmediate(() => this.cut());
    });
    this.subscriptions.add(subscription);
    call.on('close', () => this.subscriptions.delete(subscription));
    call.on('cancelled', () => this.subscriptions.delete(subscription));
    subscription.start();
  }
}
