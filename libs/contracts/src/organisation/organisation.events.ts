import { defineAggregate, defineEvent, personal } from '@hengxin/event-sourcing';
import { z } from 'zod';
import { storedText } from '../plain-text.js';
import { BusinessDate, Id, Role, UnitKind } from '../values.js';

export const UnitPlaced = defineEvent('UnitPlaced', {
  version: 1,
  summary: 'A unit hangs under a parent, with this name and kind, from a day on; without a day, from the beginning.',
  data: z.object({
    unitId: Id,
    parentId: Id.nullable(),
    kind: UnitKind,
    name: storedText({ min: 1, max: 200 }),
    validFrom: BusinessDate.nullable(),
  }),
});

/**
 * Who works where, in which role, from which day on; `validTo` is the last day, included, and left out where none is
 * set.
 */
const placement = {
  staffId: Id,
  name: personal(storedText({ min: 1, max: 200 })),
  role: Role,
  unitId: Id,
  validFrom: BusinessDate.nullable(),
  validTo: BusinessDate.nullish(),
};
/** Counts what was proposed for one person; with the staff id it names the proposal. */
const proposal = z.int32().min(1);

export const StaffPlaced = defineEvent('StaffPlaced', {
  version: 1,
  summary:
    'A member of staff works in a unit, in this role, from a day on, up to a last day where one is set; a later one is a transfer.',
  data: z.object(placement),
});

export const PlacementProposed = defineEvent('PlacementProposed', {
  version: 1,
  summary:
    'A placement that gives wide rights was proposed. It holds for nothing until another administrator approves it.',
  data: z.object({ ...placement, proposal, proposedBy: storedText({ min: 1 }) }),
});

export const PlacementApproved = defineEvent('PlacementApproved', {
  version: 1,
  summary: 'A second administrator approved a proposed placement; the StaffPlaced behind it puts it into effect.',
  data: z.object({ staffId: Id, proposal, approvedBy: storedText({ min: 1 }) }),
});

export const PlacementDeclined = defineEvent('PlacementDeclined', {
  version: 1,
  summary: 'A proposed placement was let go; nothing came of it.',
  data: z.object({ staffId: Id, proposal, declinedBy: storedText({ min: 1 }) }),
});

export const Unit = defineAggregate({ context: 'organisation', name: 'unit', key: 'unitId', events: { UnitPlaced } });
export const Staff = defineAggregate({
  context: 'organisation',
  name: 'staff',
  key: 'staffId',
  events: { StaffPlaced, PlacementProposed, PlacementApproved, PlacementDeclined },
});
