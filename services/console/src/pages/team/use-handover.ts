import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { execute } from '../../api/execute.js';
import { newCommandId } from '../../api/ids.js';
import { positions } from '../../api/positions.js';
import { AssignClient, TeamClients } from './documents.js';
import { atRest, handOver, type Outcome, type Progress } from './handover.js';

const PAGE = 100;

interface Wanted {
  readonly rmId: string;
  readonly from: string;
  readonly clientIds: readonly string[];
}
export interface Handover {
  readonly progress: Progress | null;
  start(wanted: Wanted): void;
  stop(): void;
  resume(): void;
}

async function clientsOf(rmId: string, signal: AbortSignal): Promise<readonly string[]> {
  const ids: string[] = [];
  let after: string | null = null;
  do {
    const {
      clients,
    }: {
      clients: { edges: { node: { id: string } }[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } };
    } = await execute(TeamClients, { rmId, first: PAGE, after, atLeast: positions.latest() }, signal);
    ids.push(...clients.edges.map(({ node }) => node.id));
    after = clients.pageInfo.hasNextPage ? clients.pageInfo.endCursor : null;
  } while (after);
  return ids;
}

/** Whom a relationship manager keeps, gathered before the first is handed over: pages shrink under a handover. */
export function usePortfolio(rmId: string) {
  return useQuery({ queryKey: ['Portfolio', rmId], queryFn: ({ signal }) => clientsOf(rmId, signal), gcTime: 0 });
}

/**
 * Hands clients over one by one. Each has a commandId of its own, kept until it is answered, so that what is sent again
 * takes effect once.
 */
export function useHandover(): Handover {
  const queries = useQueryClient();
  const [progress, setProgress] = useState<Progress | null>(null);
  const wanted = useRef<Wanted>(null);
  const commandIds = useRef(new Map<string, string>());
  const stopping = useRef<AbortController>(null);
  useEffect(() => () => stopping.current?.abort(), []);

  const send = async (clientId: string): Promise<Outcome> => {
    const commandId = commandIds.current.get(clientId) ?? newCommandId();
    commandIds.current.set(clientId, commandId);
    const { rmId, from } = wanted.current!;
    const { assignClient } = await execute(AssignClient, { input: { commandId, clientId, rmId, from } });
    positions.seen(assignClient.position);
    const [error] = assignClient.errors;
    return error ? { kind: 'refused', message: error.message } : { kind: 'done' };
  };
  const run = async (from: Progress) => {
    stopping.current = new AbortController();
    await handOver(from, send, setProgress, stopping.current.signal);
    await queries.invalidateQueries();
  };
  return {
    progress,
    start(next) {
      wanted.current = next;
      commandIds.current.clear();
      void run(atRest(next.clientIds));
    },
    stop: () => stopping.current?.abort(),
    resume: () => progress && void run(progress),
  };
}
