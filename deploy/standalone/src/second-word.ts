import { randomUUID } from 'node:crypto';
import { ImportFault } from './import.fault.js';

/** Placements approved in one call. */
const PAGE = 100;

const AWAITING = `query ($importId: ID!, $first: Int!) {
  placementsAwaiting(importId: $importId, first: $first) { edges { node { id } } }
}`;
const APPROVE = `mutation ($input: ApprovePlacementsInput!) {
  approvePlacements(input: $input) { placements { id } errors { code message } position }
}`;

interface Awaiting {
  readonly placementsAwaiting: { readonly edges: readonly { readonly node: { readonly id: string } }[] };
}

interface Approved {
  readonly approvePlacements: {
    readonly placements: readonly unknown[];
    readonly errors: readonly { readonly code: string; readonly message: string }[];
    readonly position: string | null;
  };
}

export interface SecondWord {
  readonly url: string;
  /** Of an administrator other than the one who sent the file. */
  readonly token: string;
  readonly language: 'zh' | 'en';
}

/**
 * Approves what a staff file proposed, as a second administrator. Throws ImportFault with the platform's own sentence
 * when it is refused.
 */
export async function approveFile(
  word: SecondWord,
  importId: string,
): Promise<{ approved: number; position: string | null }> {
  let approved = 0;
  let position: string | null = null;
  for (
    let ids = await awaiting(word, importId, position);
    ids.length > 0;
    ids = await awaiting(word, importId, position)
  ) {
    const answer = await approve(word, ids);
    approved += answer.placements.length;
    position = answer.position ?? position;
  }
  return { approved, position };
}

async function awaiting(word: SecondWord, importId: string, atLeast: string | null): Promise<string[]> {
  const { placementsAwaiting } = await ask<Awaiting>(word, AWAITING, { importId, first: PAGE }, atLeast);
  return placementsAwaiting.edges.map(({ node }) => node.id);
}

async function approve(word: SecondWord, ids: readonly string[]): Promise<Approved['approvePlacements']> {
  const input = { commandId: randomUUID(), ids };
  const { approvePlacements } = await ask<Approved>(word, APPROVE, { input }, null);
  // What somebody else settled meanwhile is settled.
  const refused = approvePlacements.errors.find(({ code }) => code !== 'PLACEMENT_SETTLED');
  if (refused) throw new ImportFault(`The second word was refused: ${refused.message} (${refused.code})`);
  return approvePlacements;
}

async function ask<Data>(
  { url, token, language }: SecondWord,
  query: string,
  variables: object,
  atLeast: string | null,
): Promise<Data> {
  const answer = await fetch(new URL('/graphql', url), {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'accept-language': language,
      authorization: `Bearer ${token}`,
      ...(atLeast !== null && { 'hengxin-at-least': atLeast }),
    },
    body: JSON.stringify({ query, variables }),
  }).catch((error: Error) => {
    throw new ImportFault(`The second word could not be given: ${url} does not answer (${error.message}).`);
  });
  const body = (await answer.json().catch(() => ({}))) as {
    data?: Data | null;
    errors?: { message: string; extensions?: { code?: string } }[];
  };
  const [error] = body.errors ?? [];
  if (body.data && !error) return body.data;
  throw new ImportFault(
    `The second word was refused: ${error?.message ?? `status ${answer.status}`} (${error?.extensions?.code ?? 'no code'})`,
  );
}
