import { HELP_STATES, Id, line, prose } from '@hengxin/contracts';
import { z } from 'zod';

const commandId = line(200);

export const AskForHelpInput = z.object({
  commandId,
  clientId: Id.nullish(),
  visitId: Id.nullish(),
  text: prose(2000),
  peerId: Id.nullish(),
});
export type AskForHelpInput = z.output<typeof AskForHelpInput>;

export const AnswerHelpInput = z.object({
  commandId,
  helpRequestId: Id,
  accept: z.boolean(),
  reason: prose(500).trim().min(1).nullish(),
});
export type AnswerHelpInput = z.output<typeof AnswerHelpInput>;

export const CloseHelpInput = z.object({ commandId, helpRequestId: Id, withdrawn: z.boolean().nullish() });
export type CloseHelpInput = z.output<typeof CloseHelpInput>;

export const HelpFilter = z.object({
  mine: z.boolean().nullish(),
  toMe: z.boolean().nullish(),
  unitId: Id.nullish(),
  states: z.array(z.enum(HELP_STATES)).nullish(),
});
export type HelpFilter = z.output<typeof HelpFilter>;
