import { PlacementApproved, PlacementDeclined, PlacementProposed, StaffPlaced } from '@hengxin/contracts';
import { type BatchContext, Consumes } from '@hengxin/event-bus';
import type { DataOf, RecordedEvent } from '@hengxin/event-sourcing';
import { Controller } from '@nestjs/common';

/** The name under which this read model hears of events: what `atLeast` waits for. */
export const PROPOSALS = 'placement-proposals';

type Proposed = DataOf<typeof PlacementProposed> & { readonly file: string | null };

/** Keeps `placement_proposal`: what awaits a second word, and nothing else. */
@Controller()
export class ProposalsProjection {
  @Consumes({ consumer: PROPOSALS, events: [StaffPlaced, PlacementProposed, PlacementApproved, PlacementDeclined], batchSize: 2000 })
  async proposals(events: readonly RecordedEvent[], { tx }: BatchContext): Promise<void> {
    const opened = new Map<string, Proposed>();
    const days: DataOf<typeof StaffPlaced>[] = [];
    const settled: DataOf<typeof PlacementApproved | typeof PlacementDeclined>[] = [];
    for (const { type, data, meta } of events) {
      if (type === PlacementApproved.type || type === PlacementDeclined.type) {
        const word = data as DataOf<typeof PlacementApproved | typeof PlacementDeclined>;
        settled.push(word);
        for (const [day, { staffId, proposal }] of opened) if (staffId === word.staffId && proposal === word.proposal) opened.delete(day);
        continue;
      }
      const placement = data as DataOf<typeof PlacementProposed>;
      const day = `${placement.staffId}|${placement.validFrom ?? ''}`;
      days.push(placement);
      if (type === PlacementProposed.type) opened.set(day, { ...placement, file: fileOf(meta.commandId) });
      else opened.delete(day);
    }
    if (days.length > 0)
      await tx.query(
        `delete from placement_proposal p using unnest($1::text[], $2::date[]) as d (staff_id, valid_from)
          where p.staff_id = d.staff_id and p.valid_from is not distinct from d.valid_from`,
        [days.map(({ staffId }) => staffId), days.map(({ validFrom }) => validFrom)],
        'placement_proposal_days',
      );
    if (settled.length > 0)
      await tx.query(
        `delete from placement_proposal p using unnest($1::text[], $2::int[]) as s (staff_id, proposal)
          where p.staff_id = s.staff_id and p.proposal = s.proposal`,
        [settled.map(({ staffId }) => staffId), settled.map(({ proposal }) => proposal)],
        'placement_proposal_settled',
      );
    // Whoever gives a second word can give it for all that is to come.
    if (events.some(({ type }) => type === PlacementApproved.type))
      await tx.query('update first_load set over = true', [], 'first_load_over');
    await insert(tx, [...opened.values()]);
  }
}

async function insert(tx: BatchContext['tx'], rows: readonly Proposed[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.query(
    `insert into placement_proposal (staff_id, proposal, name, role, unit_id, valid_from, valid_to, proposed_by, file)
     select * from unnest($1::text[], $2::int[], $3::text[], $4::text[], $5::text[], $6::date[], $7::date[], $8::text[], $9::text[])
     on conflict (staff_id, proposal) do nothing`,
    [
      rows.map(({ staffId }) => staffId),
      rows.map(({ proposal }) => proposal),
      rows.map(({ name }) => name),
      rows.map(({ role }) => role),
      rows.map(({ unitId }) => unitId),
      rows.map(({ validFrom }) => validFrom),
      rows.map(({ validTo }) => validTo ?? null),
      rows.map(({ proposedBy }) => proposedBy),
      rows.map(({ file }) => file),
    ],
    'placement_proposal_put',
  );
}

/** The file that a row's command names, see `BatchContext`. */
function fileOf(commandId: string | undefined): string | null {
  const [prefix, file, , line] = commandId?.split('.') ?? [];
  return prefix === 'import' && line !== undefined ? file! : null;
}
