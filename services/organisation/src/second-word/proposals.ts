import type { Role } from '@hengxin/contracts';
import { ImportRuns } from '@hengxin/import';
import { Database } from '@hengxin/service-kit';
import { Injectable } from '@nestjs/common';
import type { Proposal } from '../staff/staff.decider.js';

interface StoredProposal {
  readonly staff_id: string;
  readonly proposal: number;
  readonly name: string;
  readonly role: Role;
  readonly unit_id: string;
  readonly valid_from: string | null;
  readonly valid_to: string | null;
  readonly proposed_by: string;
}

/** Placements that await a second administrator's word. */
@Injectable()
export class Proposals {
  private readonly runs: ImportRuns;

  constructor(private readonly database: Database) {
    this.runs = new ImportRuns(database);
  }

  /** By staff id and number, behind `after`; of one file alone where its SHA-256 is given. */
  async awaiting(
    limit: number,
    after: readonly [staffId: string, proposal: number] | undefined,
    importId: string | undefined,
  ): Promise<readonly Proposal[]> {
    const files = importId === undefined ? null : await this.runs.fileNames('staff', importId);
    const rows = await this.database.query<StoredProposal>(
      `select staff_id, proposal, name, role, unit_id, valid_from, valid_to, proposed_by from placement_proposal
        where ($1::text[] is null or file = any($1)) and (staff_id, proposal) > ($2, $3)
        order by staff_id, proposal limit $4`,
      [files, after?.[0] ?? '', after?.[1] ?? 0, limit],
      'placement_proposal_page',
    );
    return rows.map(proposalRow);
  }

  /** How many of the file that a run belongs to. */
  async countOf(run: string): Promise<number> {
    const file = run.slice(0, run.lastIndexOf('.'));
    const [row] = await this.database.query<{ count: number }>(
      'select count(*)::int as count from placement_proposal where file = $1',
      [file],
      'placement_proposal_count',
    );
    return row!.count;
  }
}

function proposalRow(row: StoredProposal): Proposal {
  const { staff_id: staffId, proposal, name, role, unit_id: unitId, valid_from: validFrom, valid_to: validTo } = row;
  return { staffId, proposal, name, role, unitId, validFrom, validTo, proposedBy: row.proposed_by };
}
