import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import { useSyncExternalStore } from 'react';
import { execute } from '../api/execute.js';
import { Fault, mayPass } from '../api/fault.js';
import { newCommandId } from '../api/ids.js';
import { positions } from '../api/positions.js';
import { queries } from '../app/queries.js';
import { session } from '../session/session.js';
import { alone, BUSY_PAUSE_MS } from './alone.js';
import {
  asSentAgain,
  nextAt,
  sendSteps,
  type StepStore,
  type StepVerdict,
  verdictsOf,
  withThoseBehind,
} from './visit-queue.js';
import { SyncVisits, type VisitStep } from './visit-step.js';

interface Schema extends DBSchema {
  steps: { key: string; value: VisitStep };
}
/** A database of its own: one of a later version could not be opened beside a tab of an earlier build. */
const NAME = 'hengxin-visit-steps';
let opening: Promise<IDBPDatabase<Schema>> | undefined;
const open = () =>
  (opening ??= openDB<Schema>(NAME, 1, {
    upgrade: (made) => void made.createObjectStore('steps', { keyPath: 'commandId' }),
  }));

/** Taken by the platform, and shown as taken until the page has been read again. */
const taken = new Map<string, VisitStep>();
let shown: readonly VisitStep[] = [];
const listeners = new Set<() => void>();

async function kept(): Promise<VisitStep[]> {
  return (await (await open()).getAll('steps')).sort((a, b) => a.at - b.at);
}

/** Shows what lies on the device by now. */
async function read(): Promise<void> {
  const untaken = (await kept()).filter(({ commandId }) => !taken.has(commandId));
  shown = [...untaken, ...taken.values()].sort((a, b) => a.at - b.at);
  listeners.forEach((tell) => tell());
}

/** Other tabs are told of every change: a position says that the platform has taken something, as of then. */
const channel = new BroadcastChannel(NAME);
channel.addEventListener('message', ({ data }: MessageEvent<string | null>) => void heard(data));
async function heard(position: string | null): Promise<void> {
  positions.seen(position);
  // The page is read before the steps go from it: it must not look as it did before them in between.
  if (position) await queries.invalidateQueries();
  await read();
}
async function changed(): Promise<void> {
  channel.postMessage(null);
  await read();
}

const store: StepStore = {
  waiting: async (subject) => (await kept()).filter((step) => step.subject === subject && step.state === 'waiting'),
  put: async (step) => void (await (await open()).put('steps', step)),
  take: async (step) => {
    taken.set(step.commandId, { ...step, state: 'taken' });
    await (await open()).delete('steps', step.commandId);
  },
};

async function send(steps: readonly VisitStep[]): Promise<readonly StepVerdict[] | null> {
  try {
    const { syncVisits } = await execute(SyncVisits, { input: { commands: steps.map(({ input }) => input) } });
    positions.seen(syncVisits.position);
    return verdictsOf(syncVisits, steps.length);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    // Without a code it was not the platform that spoke, but something on the way to it.
    if (mayPass(error) || error.code === '') return null;
    const { code, message } = error;
    return verdictsOf({ results: [], errors: [{ code, field: [], message }] }, steps.length);
  }
}

let again: ReturnType<typeof setTimeout> | undefined;

/** Steps of visits that were taken on this device and are not answered yet. They outlive the tab; each keeps its id. */
export const steps = {
  async add(step: Pick<VisitStep, 'commandId' | 'name' | 'visitId' | 'clientName' | 'input' | 'form'>): Promise<void> {
    const change = (await open()).transaction('steps', 'readwrite');
    const at = nextAt(Date.now(), await change.store.getAll());
    await change.store.put({ ...step, subject: session.subject(), at, tries: 0, state: 'waiting' });
    await change.done;
    await changed();
    void steps.flush();
  },
  async drop(commandId: string): Promise<void> {
    await (await open()).delete('steps', commandId);
    await changed();
  },
  /** Sends a refused step once more, with those that were refused behind it, in their order. */
  async sendAgain(step: VisitStep): Promise<void> {
    const change = (await open()).transaction('steps', 'readwrite');
    for (const one of withThoseBehind(shown, step)) {
      // Another tab may have done so already.
      if (!(await change.store.get(one.commandId))) continue;
      const at = nextAt(Date.now(), await change.store.getAll());
      await change.store.delete(one.commandId);
      await change.store.put(asSentAgain(one, newCommandId(), at));
    }
    await change.done;
    await changed();
    void steps.flush();
  },
  /** Sends what waits of who is signed in; where no answer comes, tries again by itself. */
  async flush(): Promise<void> {
    clearTimeout(again);
    const subject = session.subject();
    if (!subject) return;
    const { answered, againAfterMs } = await alone(NAME, () => sendSteps(store, subject, send, read), {
      answered: 0,
      againAfterMs: BUSY_PAUSE_MS,
    });
    if (againAfterMs !== null) again = setTimeout(() => void steps.flush(), againAfterMs);
    channel.postMessage(taken.size > 0 ? positions.latest() : null);
    if (answered > 0) {
      const told = [...taken.keys()];
      await queries.invalidateQueries();
      for (const commandId of told) taken.delete(commandId);
    }
    await read();
  },
};

const subscribe = (tell: () => void) => {
  listeners.add(tell);
  return () => void listeners.delete(tell);
};

/** What lies on the device of who is signed in, as it changes, oldest first. */
export function useSteps(): readonly VisitStep[] {
  const all = useSyncExternalStore(subscribe, () => shown);
  return all.filter(({ subject }) => subject === session.subject());
}

void read().catch(() => undefined);
