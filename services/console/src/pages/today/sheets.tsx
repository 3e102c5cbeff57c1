import type { ResultOf } from '../../api/graphql.js';
import { AddSheet } from './add-sheet.js';
import type { DayFields } from './documents.js';
import type { Doing } from './groups.js';
import { LogSheet, whomOf } from './log-sheet.js';
import { MoreSheet } from './more-sheet.js';
import { OverdueSheet } from './overdue-sheet.js';
import { DeferSheet, SkipSheet } from './settle-sheet.js';

interface Props {
  readonly doing: Doing;
  readonly plan: ResultOf<typeof DayFields>;
  onDo(doing: Doing): void;
  onClose(): void;
}

/** The sheet for what is being done; loaded when the first one opens. */
export function Sheets({ doing, plan, onDo, onClose }: Props) {
  switch (doing.kind) {
    case 'log':
      return <LogSheet whom={whomOf(doing.item)} onClose={onClose} />;
    case 'fix':
      return <LogSheet refused={doing.entry} onClose={onClose} />;
    case 'resume':
      return <LogSheet whom={doing.left.whom} begun={doing.left.draft} onClose={onClose} />;
    case 'more':
      return <MoreSheet item={doing.item} onDo={onDo} onClose={onClose} />;
    case 'defer':
      return <DeferSheet item={doing.item} today={plan.date} nextWorkingDay={plan.nextWorkingDay} onClose={onClose} />;
    case 'skip':
      return <SkipSheet item={doing.item} onClose={onClose} />;
    case 'add':
      return <AddSheet day={doing.day} onClose={onClose} />;
    case 'overdue':
      return <OverdueSheet onDo={onDo} onClose={onClose} />;
  }
}
