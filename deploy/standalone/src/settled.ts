import { setTimeout as pause } from 'node:timers/promises';
import { ImportFault } from './import.fault.js';
import { SERVICES } from './programs.js';

/** Figures are up to a second old, so that a look after less might see what the one before it saw. */
const LOOK_EVERY_MS = 1_100;
const LAG = /^hengxin_projection_lag_seconds\{[^}]*\} (\S+)$/gm;

/**
 * Resolves once every list and every figure of the standalone platform behind a gateway's address holds what was stored before: two looks
 * in a row find no consumer behind. Throws ImportFault when a service does not answer beside it.
 */
export async function settled(gatewayUrl: string, lookEveryMs = LOOK_EVERY_MS): Promise<void> {
  for (let still = 0; still < 2; still = (await isBehind(gatewayUrl)) ? 0 : still + 1) await pause(lookEveryMs);
}

async function isBehind(gatewayUrl: string): Promise<boolean> {
  const lags = await Promise.all(SERVICES.filter(({ offset }) => offset > 0).map(({ offset }) => lagsOf(gatewayUrl, offset)));
  return lags.flat().some((seconds) => seconds > 0);
}

async function lagsOf(gatewayUrl: string, offset: number): Promise<number[]> {
  const url = new URL('/metrics', gatewayUrl);
  url.port = String(Number(url.port || 80) + offset);
  const answer = await fetch(url).catch(() => undefined);
  if (!answer?.ok)
    throw new ImportFault(`${url.href} does not answer, so nobody can tell when all is there: --wait is for the standalone profile.`);
  return [...(await answer.text()).matchAll(LAG)].map(([, seconds]) => Number(seconds));
}
