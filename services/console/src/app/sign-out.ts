import { closeLive } from '../api/live.js';
import { positions } from '../api/positions.js';
import { forgetKept } from '../offline/kept.js';
import { keptSheet } from '../offline/kept-sheet.js';
import { session } from '../session/session.js';
import { queries } from './queries.js';

interface Leaving {
  /** They did not ask for it: what they were writing waits in the tab for the same person. */
  readonly keepsForms?: boolean;
}

/** Lets the user out: what was read is forgotten, here and on the device; what waits to be sent stays for them. */
export async function signOut({ keepsForms = false }: Leaving = {}): Promise<void> {
  if (!keepsForms) keptSheet.dropAll();
  closeLive();
  queries.clear();
  positions.forget();
  await forgetKept().catch(() => undefined);
  await session.signOut();
}
