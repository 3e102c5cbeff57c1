import { PlacementApproved, PlacementDeclined, PlacementProposed, type Role, StaffPlaced } from '@hengxin/contracts';
import type { DataOf } from '@hengxin/event-sourcing';
import { day, integer, projection, type RowOf, table, text } from '@hengxin/projections';

const placementProposal = table('placement_proposal', {
  key: ['staff_id', 'proposal'],
  columns: {
    staff_id: text(),
    proposal: integer(),
    name: text().personal('staff_id'),
    role: text<Role>(),
    unit_id: text(),
    valid_from: day().orNull(),
    valid_to: day().orNull(),
    proposed_by: text(),
    /** The staff file that proposed it; null for a single command. */
    file: text().orNull(),
  },
});
const putNew = placementProposal.putting('new', { update: 'keep' });

type Word = Pick<DataOf<typeof PlacementApproved>, 'staffId' | 'proposal'>;
type PlacedDay = Pick<DataOf<typeof StaffPlaced>, 'staffId' | 'validFrom'>;

interface Batch {
  /** What awaits a second word, by the day that it is for. */
  readonly opened: Map<string, RowOf<typeof placementProposal>>;
  /** Days that are settled, or proposed otherwise, by now. */
  readonly days: PlacedDay[];
  readonly settled: Word[];
  hasSecondWord: boolean;
}

/** Keeps `placement_proposal`: what awaits a second word, and nothing else. */
export const proposals = projection({
  consumer: 'placement-proposals',
  events: [StaffPlaced, PlacementProposed, PlacementApproved, PlacementDeclined],
  tables: [placementProposal],
  batchSize: 2000,
  load: (): Batch => ({ opened: new Map(), days: [], settled: [], hasSecondWord: false }),
  on: {
    StaffPlaced({ data }, { opened, days }) {
      days.push(data);
      opened.delete(dayKey(data));
    },
    PlacementProposed({ data, meta }, { opened, days }) {
      days.push(data);
      opened.set(dayKey(data), {
        staff_id: data.staffId,
        proposal: data.proposal,
        name: data.name,
        role: data.role,
        unit_id: data.unitId,
        valid_from: data.validFrom,
        valid_to: data.validTo ?? null,
        proposed_by: data.proposedBy,
        file: fileOf(meta.commandId),
      });
    },
    PlacementApproved({ data }, batch) {
      batch.hasSecondWord = true;
      settle(batch, data);
    },
    PlacementDeclined: ({ data }, batch) => settle(batch, data),
  },
  async store({ opened, days, settled, hasSecondWord }, tx) {
    if (days.length > 0)
      await tx.query(
        DELETE_DAYS,
        [days.map(({ staffId }) => staffId), days.map(({ validFrom }) => validFrom)],
        'placement_proposal_days',
      );
    if (settled.length > 0)
      await tx.query(
        DELETE_SETTLED,
        [settled.map(({ staffId }) => staffId), settled.map(({ proposal }) => proposal)],
        'placement_proposal_settled',
      );
    // Somebody who gives a second word can give it for all that is to come.
    if (hasSecondWord) await tx.query('update first_load set over = true', [], 'first_load_over');
    await putNew(tx, [...opened.values()]);
  },
});

function settle({ opened, settled }: Batch, word: Word): void {
  settled.push(word);
  for (const [day, { staff_id, proposal }] of opened)
    if (staff_id === word.staffId && proposal === word.proposal) opened.delete(day);
}

const dayKey = ({ staffId, validFrom }: PlacedDay) => JSON.stringify([staffId, validFrom]);

/** The file that a row's command names, see `BatchContext`. */
function fileOf(commandId: string | undefined): string | null {
  const [prefix, file, , line] = commandId?.split('.') ?? [];
  return prefix === 'import' && line !== undefined ? file! : null;
}

const DELETE_DAYS = `
  delete from placement_proposal p using unnest($1::text[], $2::date[]) as d (staff_id, valid_from)
  where p.staff_id = d.staff_id and p.valid_from is not distinct from d.valid_from`;

const DELETE_SETTLED = `
  delete from placement_proposal p using unnest($1::text[], $2::int[]) as s (staff_id, proposal)
  where p.staff_id = s.staff_id and p.proposal = s.proposal`;
