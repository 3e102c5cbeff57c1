const BETWEEN = '~';

/** Names a dossier: whose it is, and for which visit. Opaque for callers; services that know the client add to it. */
export function dossierIdOf(clientId: string, visitId: string): string {
  return `${clientId}${BETWEEN}${visitId}`;
}

/** The client of a dossier, by its id; undefined for what is no id of one. */
export function clientOfDossier(id: string): string | undefined {
  const at = id.lastIndexOf(BETWEEN);
  return at > 0 ? id.slice(0, at) : undefined;
}
