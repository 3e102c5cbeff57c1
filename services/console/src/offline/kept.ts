import { dehydrate, type DehydratedState, hydrate, type QueryClient } from '@tanstack/react-query';
import { type IDBPDatabase, openDB } from 'idb';

/** Names and masked phones lie in it: a day at most, and until the one who read them signs out. */
const KEPT_FOR_MS = 86_400_000;
const WRITE_AFTER_MS = 500;

interface Kept {
  readonly at: number;
  readonly build: string;
  readonly state: DehydratedState;
}
let opening: Promise<IDBPDatabase> | undefined;
const open = () =>
  (opening ??= openDB('hengxin-kept', 1, { upgrade: (made) => void made.createObjectStore('answers') }));

/** Puts back what this user read last on this device, as long as the same build wrote it. */
export async function restoreKept(queries: QueryClient, subject: string, build: string): Promise<void> {
  const db = await open();
  const kept = (await db.get('answers', subject)) as Kept | undefined;
  if (!kept) return;
  if (kept.build === build && Date.now() - kept.at < KEPT_FOR_MS) hydrate(queries, kept.state);
  else await db.delete('answers', subject);
}

/** Writes down answers that are marked `keep` as they come, for the person who `subject` says is signed in. */
export function keepAnswers(queries: QueryClient, subject: () => string, build: string): void {
  let due: ReturnType<typeof setTimeout> | undefined;
  const write = async () => {
    due = undefined;
    if (!subject()) return;
    const state = dehydrate(queries, {
      shouldDehydrateQuery: ({ meta, state: { status } }) => meta?.['keep'] === true && status === 'success',
      shouldDehydrateMutation: () => false,
    });
    if (state.queries.length > 0)
      await (await open()).put('answers', { at: Date.now(), build, state } satisfies Kept, subject());
  };
  queries.getQueryCache().subscribe(({ type }) => {
    if (type === 'updated') due ??= setTimeout(() => void write(), WRITE_AFTER_MS);
  });
}

/** Forgets what everybody read on this device. */
export async function forgetKept(): Promise<void> {
  await (await open()).clear('answers');
}
