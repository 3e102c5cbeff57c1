import { deadline } from '@hengxin/deadlines';
import { z } from 'zod';
import { HelpLadder } from './help-ladder.js';

/** 18:00 of the second working day after a step began: what is not answered by then climbs (rule 11). */
export const helpAnswerDue = deadline('help-answer-due', {
  schema: z.object({ helpId: z.string() }),
  provider: () => HelpLadder,
  act: ({ data, commandId, at }, ladder) => ladder.passDeadline(data.helpId, { commandId, at }),
});
