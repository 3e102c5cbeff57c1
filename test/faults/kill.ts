import { eventually, type Platform } from '../platform/platform.js';

/** Kills a service with -9. Resolves once the launcher has started it again; it may not answer yet. */
export async function kill(platform: Platform, name: string): Promise<void> {
  // It has none while the launcher waits before it starts it again.
  const pidOf = async () => (await platform.pids())[name];
  const pid = await eventually(pidOf, (now) => typeof now === 'number');
  process.kill(pid!, 'SIGKILL');
  await eventually(pidOf, (now) => typeof now === 'number' && now !== pid);
}

/** Resolves once every service is ready. */
export async function whole(platform: Platform): Promise<void> {
  await eventually(
    async () => (await fetch(`${platform.url}/health/ready`)).status,
    (status) => status === 200,
    60_000,
  );
}
