/** A phone call of ten minutes, as `ContactLogged` tells it: for specs in which it does not matter what was said. */
export const CONTACT_FACTS = {
  contactId: 'N1',
  clientId: 'C1',
  staffId: 'S1',
  unitId: 'U2',
  channel: 'PHONE',
  startedAt: '2026-03-02T08:00:00+08:00',
  endedAt: '2026-03-02T08:10:00+08:00',
  outcome: 'ENGAGED',
  effective: true,
  late: false,
  loggedAt: '2026-03-02T09:00:00+08:00',
  businessDate: '2026-03-02',
  planItemId: null,
  followUpOn: null,
  notes: null,
} as const;
