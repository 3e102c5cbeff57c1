import { UnitPlaced } from '@hengxin/contracts';
import { type Decider, defineRejections, type EventOf } from '@hengxin/event-sourcing';
import { specify } from './specify.js';

type Open = { type: 'Open'; data: { unitId: string } };
const rejections = defineRejections({
  UNIT_OPEN_ALREADY: { field: ['input'], en: '{unitId} is open.', zh: '{unitId} 已开业。' },
});
const opened = (unitId: string) =>
  UnitPlaced.of({ unitId, parentId: null, kind: 'BRANCH', name: unitId, validFrom: null });

const opening: Decider<Open, EventOf<typeof UnitPlaced>, boolean> = {
  initial: false,
  decide: { Open: ({ unitId }, open) => (open ? rejections.UNIT_OPEN_ALREADY({ unitId }) : [opened(unitId)]) },
  evolve: { UnitPlaced: () => true },
};

specify(opening, {
  'a unit opens': { when: { type: 'Open', data: { unitId: 'U1' } }, then: [opened('U1')] },
  'a unit opens once': {
    given: [opened('U1')],
    when: { type: 'Open', data: { unitId: 'U1' } },
    then: rejections.UNIT_OPEN_ALREADY({ unitId: 'U1' }),
  },
  'a code will do for a rejection': {
    given: [opened('U1')],
    when: { type: 'Open', data: { unitId: 'U1' } },
    then: 'UNIT_OPEN_ALREADY',
  },
});
