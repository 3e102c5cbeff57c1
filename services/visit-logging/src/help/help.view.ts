import { isDueProvisional } from '@hengxin/contracts';
import type { HelpRequest } from './help.decider.js';

interface Reference<Type extends string> {
  readonly __typename: Type;
  readonly id: string;
}

/** A request for help as the schema has it. The visit is resolved apart, out of `stored`. */
export interface HelpView {
  readonly __typename: 'HelpRequest';
  readonly id: string;
  readonly stored: HelpRequest;
  readonly client: Reference<'Client'> | null;
  readonly asker: Reference<'Staff'>;
  readonly step: string;
  readonly addressee: Reference<'Staff'> | null;
  readonly unit: Reference<'Unit'>;
  readonly text: string;
  readonly state: string;
  readonly askedAt: string;
  readonly answerDueAt: string;
  readonly answerDueProvisional: boolean;
  readonly climbs: number;
  readonly overdue: boolean;
  readonly helper: Reference<'Staff'> | null;
}

/** What two missed visits running say for themselves. */
const BY_ITSELF = {
  en: 'Two visits running did not meet their goals.',
  zh: '连续两次拜访未达成目标。',
} as const;

const staff = (id: string | null): Reference<'Staff'> | null => (id === null ? null : { __typename: 'Staff', id });

export function viewOfHelp(help: HelpRequest, language: 'en' | 'zh', showsTexts: boolean): HelpView {
  const { helpId, clientId, askerId, addresseeId, helperId, unitId, text } = help;
  return {
    __typename: 'HelpRequest',
    id: helpId,
    stored: help,
    client: clientId === null ? null : { __typename: 'Client', id: clientId },
    asker: { __typename: 'Staff', id: askerId },
    step: help.step,
    addressee: staff(addresseeId),
    unit: { __typename: 'Unit', id: unitId },
    text: text === null ? BY_ITSELF[language] : showsTexts ? text : '',
    state: help.state,
    askedAt: help.askedAt,
    answerDueAt: help.answerDueAt,
    answerDueProvisional: isDueProvisional(help.answerDueAt),
    climbs: help.climbs,
    overdue: help.overdue,
    helper: staff(helperId),
  };
}
