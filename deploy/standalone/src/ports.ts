import { createServer } from 'node:net';
import { StartFault } from './options.js';

/** Refuses to start when a port is taken: better one sentence now than a service that dies later. */
export async function assertPortFree(port: number, who: string): Promise<void> {
  await new Promise<void>((free, taken) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE')
        taken(
          new StartFault(`Port ${port} (${who}) is taken by another program: stop that one, or start with --port N.`),
        );
      else if (error.code === 'EACCES')
        taken(new StartFault(`Port ${port} (${who}) may not be opened by this user: start with --port N above 1023.`));
      else taken(error);
    });
    probe.listen(port, '127.0.0.1', () => probe.close(() => free()));
  });
}
