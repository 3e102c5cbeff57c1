import type { BusinessDate } from '@hengxin/contracts';
import type { OpenClients } from './draw-plan.policy.js';

/** Clients of open items, each with the latest follow-up that its items were planned for. */
export function openClients(
  items: readonly { readonly clientId: string; readonly followUpOn: BusinessDate | null }[],
): OpenClients {
  const open = new Map<string, BusinessDate | null>();
  for (const { clientId, followUpOn } of items) {
    const known = open.get(clientId) ?? null;
    open.set(clientId, known !== null && (followUpOn === null || followUpOn < known) ? known : followUpOn);
  }
  return open;
}
