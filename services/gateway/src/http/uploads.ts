import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { pipeline } from 'node:stream';
import { BodyDeadlines, SAFE_HEADERS, watchIdle } from '@hengxin/http-door';
import { INTERNAL_HEADER } from '@hengxin/identity';
import { after } from '@hengxin/waiting';
import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CONFIGURATION, type Configuration, type ServiceName } from '../configuration.js';
import { Refusal } from '../refusals.js';
import type { CallHeaders } from './call-headers.js';

/** Where a file goes. */
export interface Target {
  readonly service: ServiceName;
  /** With its query; never a host, no matter what the caller wrote. */
  readonly path: string;
}

/** How a file passes. */
export interface Passing {
  /** Which headers of the caller's go on, beside those that every call has. */
  readonly passedOn: readonly string[];
  /** How long the file may take to arrive as a whole; without an end where undefined. */
  readonly withinMs?: number | undefined;
}

interface Forwarded extends Pick<Passing, 'withinMs'> {
  readonly headers: Record<string, string | string[]>;
  /** Called where the service takes no more of it. */
  readonly letGo: () => void;
}

/** Files on their way to their owners, as streams in both directions: one of any size passes without being kept. */
@Injectable()
export class Uploads {
  constructor(@Inject(CONFIGURATION) private readonly configuration: Configuration) {}

  async stream(
    target: Target,
    request: FastifyRequest,
    reply: FastifyReply,
    call: CallHeaders,
    { passedOn, withinMs }: Passing,
  ): Promise<void> {
    const deadlines = BodyDeadlines.of(request.server);
    deadlines?.release(request);
    // What is still coming has nowhere to go; read to its end, the caller can read why. But not for ever.
    const letGo = (): void => {
      deadlines?.await(request, reply);
      request.raw.resume();
    };
    const headers = this.headersFor(request.raw, call, passedOn);
    const answer = await this.open(target, request, { headers, withinMs, letGo });
    reply.hijack();
    reply.raw.on('finish', letGo);
    reply.raw.writeHead(answer.statusCode ?? 502, {
      ...SAFE_HEADERS,
      'content-type': answer.headers['content-type'] ?? 'application/x-ndjson',
      'x-correlation-id': call.correlationId,
    });
    reply.raw.flushHeaders();
    // A service that stops half-way ends the caller's answer half-way too: without its account line it is not whole.
    pipeline(answer, reply.raw, () => {});
  }

  private open(
    { service, path }: Target,
    request: FastifyRequest,
    { headers, withinMs, letGo }: Forwarded,
  ): Promise<IncomingMessage> {
    const base = this.configuration.services[service];
    const open = base.protocol === 'https:' ? httpsRequest : httpRequest;
    return new Promise((resolve, reject) => {
      const upstream = open(new URL(path, base), { method: request.method, headers });
      let answer: IncomingMessage | undefined;
      upstream.on('response', (begun) => resolve((answer = begun)));
      upstream.on('error', () => {
        reject(new Refusal('SERVICE_UNAVAILABLE', { service }));
        letGo();
      });
      request.raw.on('close', () => request.raw.complete || upstream.destroy());
      request.raw.pipe(upstream);
      const end = (code: 'UPLOAD_IDLE' | 'REQUEST_NOT_IN_TIME') => (): void => {
        reject(new Refusal(code));
        upstream.destroy();
        if (answer) request.raw.destroy();
      };
      watchIdle(request.raw, upstream, this.configuration.connections.importIdleMs, end('UPLOAD_IDLE'));
      if (withinMs === undefined) return;
      // A byte a minute is not idle.
      const stop = after(withinMs, end('REQUEST_NOT_IN_TIME'), { holdsProcess: false });
      for (const over of ['end', 'close', 'error']) request.raw.once(over, stop);
    });
  }

  /**
   * A header that was sent twice goes on twice: Node itself would keep the first and say nothing, and the service
   * refuses it by name.
   */
  private headersFor(
    { headersDistinct }: IncomingMessage,
    call: CallHeaders,
    passedOn: readonly string[],
  ): Record<string, string | string[]> {
    const passed: Record<string, string | string[]> = {};
    for (let at = 0; at < call.forwarded.length; at += 2) passed[call.forwarded[at]!] = call.forwarded[at + 1]!;
    delete passed['content-type'];
    for (const name of passedOn) if (headersDistinct[name]) passed[name] = headersDistinct[name];
    const { internalSecret } = this.configuration;
    return internalSecret ? { ...passed, [INTERNAL_HEADER]: internalSecret } : passed;
  }
}
