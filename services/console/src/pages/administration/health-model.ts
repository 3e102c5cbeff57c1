/** What `/health/ready` says: a service is `ok`, or in some words what is wrong with it. */
export interface Health {
  readonly ready: boolean;
  readonly reason: string | null;
  readonly services: readonly { readonly name: string; readonly isWell: boolean; readonly words: string }[];
}

/** Reads the report; null where it is none, as when it is told elsewhere. Pure. */
export function healthOf(report: unknown): Health | null {
  if (typeof report !== 'object' || report === null || !('services' in report)) return null;
  const { ready, reason, services } = report as { ready?: unknown; reason?: unknown; services: unknown };
  if (typeof services !== 'object' || services === null) return null;
  return {
    ready: ready === true,
    reason: typeof reason === 'string' ? reason : null,
    services: Object.entries(services).map(([name, said]) => ({ name, isWell: said === 'ok', words: wordsOf(said) })),
  };
}

function wordsOf(said: unknown): string {
  if (typeof said === 'string') return said;
  if (typeof said !== 'object' || said === null) return '';
  return Object.entries(said)
    .filter(([, word]) => word !== 'ok')
    .map(([name, word]) => `${name}: ${String(word)}`)
    .join(', ');
}
