import type { INestApplication } from '@nestjs/common';
import type { Logger } from 'pino';
import { ConfigFault } from './environment.js';

/** A process that listens. */
export interface Started {
  readonly app: INestApplication;
  readonly logger: Logger;
  readonly port: number;
}

/**
 * Runs a process of the platform until it is told to stop. `start` answers once it listens. A fault at start is one
 * clear line each on stderr, and exit code 1.
 */
export async function runProcess(name: string, start: () => Promise<Started>): Promise<void> {
  try {
    const { app, logger, port } = await start();
    // Nest ends the process by itself: no new work, the work under way to its end, then the connections.
    app.enableShutdownHooks(['SIGTERM', 'SIGINT'], { useProcessExit: true });
    endOnUncaught(logger);
    const rssMb = Math.round(process.memoryUsage.rss() / 1e6);
    logger.info({ port, rssMb, startedInMs: Math.round(performance.now()) }, 'ready');
  } catch (error) {
    for (const line of faultLines(error)) process.stderr.write(`${name}: ${line}\n`);
    process.exit(1);
  }
}

/**
 * What nobody caught leaves the process in an unknown state: this is logged, and the process ends, to be started again.
 */
function endOnUncaught(logger: Logger): void {
  const end = (error: unknown): void => {
    logger.fatal({ err: error }, 'an error that nobody caught');
    process.exit(1);
  };
  process.on('uncaughtException', end);
  process.on('unhandledRejection', end);
}

function faultLines(error: unknown): readonly string[] {
  if (error instanceof ConfigFault) return error.faults;
  const { code, message } = error as { code?: string; message?: string };
  if (code === 'EADDRINUSE') return [`the port is taken by another process (${message})`];
  if (code === 'ECONNREFUSED')
    return [`the database does not answer at HENGXIN_DATABASE_URL (${message || 'connection refused'})`];
  return [error instanceof Error ? (error.stack ?? error.message) : String(error)];
}
