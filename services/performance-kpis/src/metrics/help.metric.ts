import { HelpAccepted, HelpAsked } from '@hengxin/contracts';
import { counting, measure } from './measure.js';
import { metric } from './metric.js';

const helpAsked = measure('help_asked', 'HELP_REQUEST', {
  subject: 'fact',
  counts: [counting(HelpAsked, ({ data }) => ({ staffId: data.askerId, date: data.askedOn, value: 1 }))],
});
const helpGiven = measure('help_given', 'HELP_REQUEST', {
  subject: 'fact',
  counts: [counting(HelpAccepted, ({ data }) => ({ staffId: data.helperId, date: data.acceptedOn, value: 1 }))],
});
/** A declined request climbs by it: only one that was accepted is answered before its first climb. */
const helpInTime = measure('help_in_time', 'HELP_REQUEST', {
  subject: 'fact',
  counts: [
    counting(HelpAccepted, ({ data }) => ({
      staffId: data.askedBy,
      date: data.askedOn,
      value: data.inTime ? 1 : 0,
    })),
  ],
});

/** What help is counted by. */
export const HELP_MEASURES = [helpAsked, helpGiven, helpInTime] as const;

const common = { group: 'TEAM', rule: 11, drillDown: 'NONE', counted: 'FACTS', isRestated: false } as const;

export const HELP_ASKED = metric('HELP_ASKED', {
  ...common,
  direction: 'NEUTRAL',
  name: { en: 'Help asked', zh: '求助次数' },
  summary: 'Requests for help that were asked.',
  summaryZh: '提出的求助。',
  formula: { kind: 'count', of: helpAsked },
});
export const HELP_GIVEN = metric('HELP_GIVEN', {
  ...common,
  direction: 'HIGHER_IS_BETTER',
  name: { en: 'Help given', zh: '协助次数' },
  summary: 'Requests for help that were accepted, by who accepted them.',
  summaryZh: '接受的求助，计入接受人。',
  formula: { kind: 'count', of: helpGiven },
});
export const HELP_IN_TIME = metric('HELP_IN_TIME', {
  ...common,
  direction: 'HIGHER_IS_BETTER',
  name: { en: 'Help in time', zh: '求助及时答复率' },
  summary: 'Requests accepted before their first climb over requests asked, by the day on which they were asked.',
  summaryZh: '首次升级前被接受的求助占提出求助的比例，按提出日计。',
  formula: { kind: 'ratio', of: helpInTime, over: helpAsked },
});

/** The figures of help, in the order in which the API answers them. */
export const HELP_METRICS = [HELP_ASKED, HELP_GIVEN, HELP_IN_TIME] as const;
