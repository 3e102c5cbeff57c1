import { pause } from '@hengxin/waiting';
import { ImportFault } from './import.fault.js';
import { SERVICES } from './programs.js';

const LOOK_EVERY_MS = 200;
const COLLECTED = /^hengxin_collected_timestamp_seconds\{[^}]*\} (\S+)$/m;
const LAG = /^hengxin_projection_lag_seconds\{[^}]*\} (\S+)$/gm;

/**
 * Resolves once every list and every figure of the standalone platform behind a gateway's address holds what was stored
 * before: two looks in a row find no consumer behind. Throws ImportFault when a service does not answer beside it.
 */
export async function settled(gatewayUrl: string): Promise<void> {
  let since = Date.now() / 1000;
  for (let still = 0; still < 2;) {
    const finding = await look(gatewayUrl, since);
    if (finding === 'there') since = Date.now() / 1000;
    if (finding !== 'old') still = finding === 'there' ? still + 1 : 0;
    if (finding !== 'there') await pause(LOOK_EVERY_MS);
  }
}

/** A service keeps its figures for a second: those from before the question tell nothing. */
async function look(gatewayUrl: string, since: number): Promise<'there' | 'behind' | 'old'> {
  const looks = await Promise.all(
    SERVICES.filter(({ offset }) => offset > 0).map(({ offset }) => lookAt(gatewayUrl, offset)),
  );
  if (looks.some(({ collectedAt }) => collectedAt < since)) return 'old';
  return looks.some(({ lags }) => lags.some((seconds) => seconds > 0)) ? 'behind' : 'there';
}

async function lookAt(
  gatewayUrl: string,
  offset: number,
): Promise<{ readonly collectedAt: number; readonly lags: readonly number[] }> {
  const url = new URL('/metrics', gatewayUrl);
  url.port = String(Number(url.port || 80) + offset);
  const answer = await fetch(url).catch(() => undefined);
  if (!answer?.ok)
    throw new ImportFault(
      `${url.href} does not answer, so nobody can tell when all is there: --wait is for the standalone profile.`,
    );
  const text = await answer.text();
  return {
    collectedAt: Number(COLLECTED.exec(text)?.[1] ?? Infinity),
    lags: [...text.matchAll(LAG)].map(([, seconds]) => Number(seconds)),
  };
}
