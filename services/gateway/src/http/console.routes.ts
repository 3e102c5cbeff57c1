import { existsSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import fastifyStatic from '@fastify/static';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { CONFIGURATION, type Configuration } from '../configuration.js';
import { Refusal } from '../refusals.js';
import { consoleHeaders } from './console.headers.js';

const PREFIX = '/console/';

/**
 * The built console under `/console/`, with a route a file: what is no file and asks for a page is an address of the
 * app itself, which its one page answers. A browser that asks for `/` is led there. Files are looked up at start: a new
 * build needs a new start.
 */
@Injectable()
export class ConsoleRoutes implements OnModuleInit {
  private readonly root: string;

  constructor(
    @Inject(HttpAdapterHost) private readonly host: HttpAdapterHost,
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
  ) {
    this.root = resolve(configuration.console.directory);
  }

  async onModuleInit(): Promise<void> {
    const fastify = this.host.httpAdapter.getInstance<FastifyInstance>();
    const isBuilt = existsSync(join(this.root, 'index.html'));
    await fastify.register(async (scope) => {
      if (isBuilt) await scope.register(fastifyStatic, this.options());
      const page = isBuilt ? pageOrNothing : notBuilt;
      scope.get('/', leadToTheConsole);
      scope.get('/console', (_request, reply) => reply.redirect(PREFIX, 308));
      scope.get(PREFIX, page);
      scope.get(`${PREFIX}*`, page);
    });
  }

  private options() {
    const { connect } = this.configuration.console;
    return {
      root: this.root,
      prefix: PREFIX,
      wildcard: false,
      index: false as const,
      // The build puts a .br and a .gz beside each file that is worth it.
      preCompressed: true,
      globIgnore: ['**/*.br', '**/*.gz', '.vite/**'],
      cacheControl: false,
      setHeaders: (reply: FastifyReply, path: string) =>
        void reply.headers({
          ...consoleHeaders(relative(this.root, path).replaceAll('\\', '/'), connect),
          vary: 'accept-encoding',
        }),
    };
  }
}

const wantsPage = ({ headers }: FastifyRequest): boolean => headers.accept?.includes('text/html') === true;
const pathOf = ({ url }: FastifyRequest): string => url.split('?')[0]!;

/** A chunk of an older build that is gone must not be answered with a page. */
function pageOrNothing(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const path = pathOf(request);
  if (path.startsWith(`${PREFIX}assets/`) || !wantsPage(request)) throw new Refusal('NOT_FOUND', { path });
  return reply.sendFile('index.html');
}

/** A person reads a sentence, a program a code. */
function notBuilt(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const refusal = new Refusal('CONSOLE_NOT_BUILT');
  if (!wantsPage(request)) throw refusal;
  const said = [refusal.answer('zh').message, refusal.answer('en').message].join('\n\n');
  return reply.code(refusal.status).type('text/plain; charset=utf-8').send(`${said}\n`);
}

function leadToTheConsole(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (!wantsPage(request)) throw new Refusal('NOT_FOUND', { path: pathOf(request) });
  return reply.header('vary', 'accept').redirect(PREFIX, 302);
}
