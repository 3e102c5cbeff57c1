import { defineAggregate, defineEvent, personal } from '@hengxin/event-sourcing';
import { z } from 'zod';
import { storedText } from '../plain-text.js';
import { BusinessDate, HoldingKind, Id, Instant } from '../values.js';

/** Cents of one balance at most: twelve digits of yuan. */
export const LARGEST_BALANCE_CENTS = 99_999_999_999_999;
/** Rows of one event at most, so that none is larger than the log takes. */
export const ROWS_AN_EVENT = 300;

/** What the bank's core system says of one product of a client at the end of a day. It stands until the next row. */
export const HoldingRow = z.object({
  holdingId: Id,
  asOf: BusinessDate.describe('The day at whose end the balance was so.'),
  productCode: Id,
  productName: storedText({ min: 1, max: 200 }).nullable(),
  kind: HoldingKind,
  balanceCents: z.int().min(-LARGEST_BALANCE_CENTS).max(LARGEST_BALANCE_CENTS),
  openedOn: BusinessDate.nullable(),
  maturesOn: BusinessDate.nullable(),
  closedOn: BusinessDate.nullable().describe('From this day on the client has it no more.'),
});
export type HoldingRow = z.infer<typeof HoldingRow>;

export const HoldingsTold = defineEvent('HoldingsTold', {
  version: 1,
  summary: 'The core system told what a client has: many rows at once. A row of a day told before corrects it.',
  data: z.object({
    clientId: Id.describe('The client, whether the registry knows it yet or not.'),
    toldAt: Instant,
    rows: personal(z.array(HoldingRow).max(ROWS_AN_EVENT)),
  }),
});

/** A stream holds what was told of one client in one quarter of a year, so that none grows for ever. */
export const Holdings = defineAggregate({
  context: 'client-insight',
  name: 'holdings',
  key: 'clientId',
  events: { HoldingsTold },
});
