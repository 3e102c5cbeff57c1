import { defineAggregate, defineEvent, personal } from '@hengxin/event-sourcing';
import { z } from 'zod';
import { BusinessDate, Id, Role, UnitKind } from '../values.js';

export const UnitPlaced = defineEvent('UnitPlaced', {
  version: 1,
  summary: 'A unit hangs under a parent, with this name and kind, from a day on; without a day, from the beginning.',
  data: z.object({
    unitId: Id,
    parentId: Id.nullable(),
    kind: UnitKind,
    name: z.string().min(1).max(200),
    validFrom: BusinessDate.nullable(),
  }),
});

export const StaffPlaced = defineEvent('StaffPlaced', {
  version: 1,
  summary: 'A member of staff works in a unit, in this role, from a day on; a later one is a transfer.',
  data: z.object({
    staffId: Id,
    name: personal(z.string().min(1).max(200)),
    role: Role,
    unitId: Id,
    validFrom: BusinessDate.nullable(),
  }),
});

export const Unit = defineAggregate({ context: 'organisation', name: 'unit', key: 'unitId', events: { UnitPlaced } });
export const Staff = defineAggregate({ context: 'organisation', name: 'staff', key: 'staffId', events: { StaffPlaced } });
