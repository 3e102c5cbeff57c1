import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import { useEffect, useState } from 'react';
import { execute } from '../api/execute.js';
import { Fault, mayPass } from '../api/fault.js';
import { newCommandId } from '../api/ids.js';
import { positions } from '../api/positions.js';
import { alone, BUSY_PAUSE_MS } from './alone.js';
import { LogContact, type LogContactInput } from './log-contact.js';
import { sendAll, type QueueStore, type Verdict, type Waiting } from './queue.js';

export type WaitingContact = Waiting<LogContactInput> & {
  /** The client's name as the page showed it, for a reader of the queue. */
  readonly clientName: string;
};

interface Schema extends DBSchema {
  contacts: { key: string; value: WaitingContact; indexes: { byStateAndTime: [string, string, number] } };
}
let opening: Promise<IDBPDatabase<Schema>> | undefined;
const open = () =>
  (opening ??= openDB<Schema>('hengxin-outbox', 1, {
    upgrade: (made) =>
      void made
        .createObjectStore('contacts', { keyPath: 'commandId' })
        .createIndex('byStateAndTime', ['subject', 'state', 'at']),
  }));
const within = (subject: string, state: string) => IDBKeyRange.bound([subject, state, 0], [subject, state, Infinity]);

const store: QueueStore<LogContactInput> = {
  next: async (subject) => (await open()).getFromIndex('contacts', 'byStateAndTime', within(subject, 'waiting')),
  put: async (entry) => void (await (await open()).put('contacts', entry as WaitingContact)),
  drop: async (commandId) => {
    const entry = await (await open()).get('contacts', commandId);
    if (entry?.state === 'waiting') taken.set(commandId, { ...entry, state: 'taken' });
    await (await open()).delete('contacts', commandId);
  },
};

/** Other tabs of the console are told of every change too. */
const channel = new BroadcastChannel('hengxin-outbox');
type Listener = () => void | Promise<void>;
const listeners = new Set<Listener>();
const tellHere = async (): Promise<void> => void (await Promise.all([...listeners].map((tell) => tell())));
channel.addEventListener('message', () => void tellHere());
/** Resolves once this tab shows it. */
async function changed(): Promise<void> {
  channel.postMessage('changed');
  await tellHere();
}

async function send(input: LogContactInput): Promise<Verdict> {
  try {
    const { logContact } = await execute(LogContact, { input });
    const [refusal] = logContact.errors;
    if (refusal) return { refused: refusal };
    positions.seen(logContact.position);
    return { done: true };
  } catch (error) {
    if (mayPass(error)) return { later: true };
    if (!(error instanceof Fault)) throw error;
    return { refused: { code: error.code, field: [], message: error.message } };
  }
}

let again: ReturnType<typeof setTimeout> | undefined;
const sentListeners = new Set<() => Promise<void>>();
/**
 * Taken by the platform, and shown as taken until the page has been read again: an item must not look open again in
 * between.
 */
const taken = new Map<string, WaitingContact>();

/**
 * Contacts that were logged on this device and are not answered yet. They outlive the tab; each keeps its commandId.
 */
export const outbox = {
  async add(subject: string, clientName: string, input: Omit<LogContactInput, 'commandId'>): Promise<void> {
    const commandId = newCommandId();
    const entry = {
      commandId,
      subject,
      clientName,
      at: Date.now(),
      input: { ...input, commandId },
      tries: 0,
      state: 'waiting' as const,
    };
    await (await open()).add('contacts', entry);
    await changed();
  },
  async list(subject: string): Promise<WaitingContact[]> {
    const all = await (await open()).getAll('contacts');
    return [...all, ...taken.values()].filter((entry) => entry.subject === subject).sort((a, b) => a.at - b.at);
  },
  async drop(commandId: string): Promise<void> {
    await (await open()).delete('contacts', commandId);
    await changed();
  },
  /** Sends what waits; where no answer comes, tries again by itself. */
  async flush(subject: string): Promise<void> {
    clearTimeout(again);
    const { sent, againAfterMs } = await alone(
      'hengxin-outbox',
      () => sendAll(store, subject, send, () => void changed()),
      { sent: 0, againAfterMs: BUSY_PAUSE_MS },
    );
    if (againAfterMs !== null) again = setTimeout(() => void outbox.flush(subject), againAfterMs);
    if (sent === 0) return;
    const shown = [...taken.keys()];
    await Promise.all([...sentListeners].map((tell) => tell()));
    for (const commandId of shown) taken.delete(commandId);
    await changed();
  },
  onChange(tell: Listener): () => void {
    listeners.add(tell);
    return () => void listeners.delete(tell);
  },
  /** Tells when the platform has taken something; the listener's promise resolves once the page has been read again. */
  onSent(tell: () => Promise<void>): () => void {
    sentListeners.add(tell);
    return () => void sentListeners.delete(tell);
  },
};

/** What waits of one user, as it changes. */
export function useOutbox(subject: string): readonly WaitingContact[] {
  const [entries, setEntries] = useState<readonly WaitingContact[]>([]);
  useEffect(() => {
    let shown = true;
    const read = () =>
      outbox.list(subject).then((all) => {
        if (shown) setEntries(all);
      });
    void read();
    const stop = outbox.onChange(read);
    return () => {
      shown = false;
      stop();
    };
  }, [subject]);
  return entries;
}
