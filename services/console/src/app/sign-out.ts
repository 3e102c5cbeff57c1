import { closeLive } from '../api/live.js';
import { positions } from '../api/positions.js';
import { forgetKept } from '../offline/kept.js';
import { keptSheet } from '../offline/kept-sheet.js';
import { session } from '../session/session.js';
import { queries } from './queries.js';

/** Lets the user out: what was read is forgotten, here and on the device; what waits to be sent stays for them. */
export async function signOut(): Promise<void> {
  keptSheet.drop();
  closeLive();
  queries.clear();
  positions.forget();
  await forgetKept().catch(() => undefined);
  await session.signOut();
}
