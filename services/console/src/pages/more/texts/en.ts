import type { TextsOf } from '../../../app/texts.js';
import type { zh } from './zh.js';

export const en: TextsOf<typeof zh> = {
  title: 'More',
  nothing: 'No other pages',
  entry: {
    visits: 'Visits',
    complaints: 'Complaints',
    cockpit: 'Cockpit',
    segments: 'Segments',
    groups: 'Groups',
    playbooks: 'Playbooks',
    gifts: 'Gifts',
    help: 'Help',
    greetings: 'Festival greetings',
    mastery: 'The road to 10,000 hours',
    leave: 'Leave',
    organisation: 'Organisation',
  },
  hint: {
    visits: 'Visits, reviews and why goals were missed',
    complaints: 'Answered in time, and closed',
    cockpit: 'Trends, heat map, targets, coaching',
    segments: 'Clients by saved conditions',
    groups: 'Members and posts',
    playbooks: 'What to say about topics and products',
    gifts: 'Reserve, issue, hand over; stock of units',
    help: 'Ask colleagues and heads, answer theirs',
    greetings: 'Each client by one tap before a festival',
    mastery: 'Minutes, study and the streak',
    leave: 'Who is away, and who covers',
    organisation: 'Units and people',
  },
  waits: (count) => `${count} waiting`,
};
