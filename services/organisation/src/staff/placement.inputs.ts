import { z } from 'zod';

const commandId = z.string().trim().min(1).max(200);
/** A staff id, a full stop and a number. */
const id = z.string().trim().min(1).max(80);

export const PlacementWordInput = z.object({ commandId, id });
export const ApprovePlacementsInput = z.object({ commandId, ids: z.array(id).min(1).max(100) });

/** A file's SHA-256, as it is sent with the file. */
export const ImportId = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .nullish();

export type PlacementWordInput = z.output<typeof PlacementWordInput>;
export type ApprovePlacementsInput = z.output<typeof ApprovePlacementsInput>;
