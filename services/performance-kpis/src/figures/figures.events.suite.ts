import { Client, Contact, Holdings, Plan, Signals, Staff, Unit, Visit } from '@hengxin/contracts';
import type { BatchContext } from '@hengxin/event-bus';
import { type Fact, TODAY } from '../metrics/histories.suite.js';
import type { FigureFact } from './figures.projection.js';

/** A batch of the figures' consumer in a transaction. */
export function contextOf(tx: BatchContext['tx'], source: string, partition: number): BatchContext {
  return { tx, consumer: 'figures', source, partition, afterCommit: () => undefined };
}

/** The topic that the event of a fact stands on. */
export function sourceOf(fact: Fact): string {
  if (fact.kind === 'unit') return Unit.topic;
  if (fact.kind === 'contact') return Contact.topic;
  if (fact.kind === 'holding') return Holdings.topic;
  if (fact.kind === 'reviewed') return Visit.topic;
  if (fact.kind === 'signal' || fact.kind === 'signal-lost') return Signals.topic;
  if ('clientId' in fact) return Client.topic;
  return fact.kind === 'staff' ? Staff.topic : Plan.topic;
}

/** A fact of the oracle as the event that the platform publishes. */
export function eventOf(fact: Fact): FigureFact {
  const [type, data] = typeAndData(fact);
  return {
    id: '',
    type,
    version: 1,
    data,
    meta: fact.kind === 'signal' ? { businessDate: fact.toldOn } : {},
    stream: '',
    revision: 0,
    position: '',
    recordedAt: `${TODAY}T02:00:00Z`,
  } as FigureFact;
}

function typeAndData(fact: Fact): [string, object] {
  switch (fact.kind) {
    case 'unit':
      return ['UnitPlaced', { ...fact, kind: 'BRANCH', name: fact.unitId }];
    case 'staff':
      return ['StaffPlaced', { ...fact, role: 'RM' }];
    case 'registered':
      return ['ClientRegistered', { ...fact, registeredOn: fact.on, consents: [] }];
    case 'rate':
      return ['ClientProfileChanged', { ...fact, changedOn: fact.on }];
    case 'assigned':
      return ['ClientAssigned', fact];
    case 'contact':
      return [
        'ContactLogged',
        {
          ...fact,
          businessDate: fact.on,
          startedAt: `${fact.on}T${String(fact.hour ?? 10).padStart(2, '0')}:00:00+08:00`,
          loggedAt: `${fact.loggedOn ?? fact.on}T10:30:00+08:00`,
        },
      ];
    case 'holding':
      return ['HoldingsTold', { clientId: fact.clientId, rows: [rowOf(fact)] }];
    case 'reviewed':
      return [
        'VisitReviewed',
        {
          ...{ visitId: 'V1', clientId: fact.clientId, staffId: 'S9', result: 'MISSED', findings: 0, score: 5 },
          ...{ endedOn: fact.on, nextOn: fact.nextOn, onTime: true },
          reviewedAt: `${fact.on}T${String(fact.hour).padStart(2, '0')}:00:00+08:00`,
        },
      ];
    case 'signal':
      return ['SignalFired', { clientId: fact.clientId, kind: fact.signal, firedOn: fact.on, lapsesOn: fact.lapsesOn }];
    case 'signal-lost':
      return ['SignalTakenBack', { clientId: fact.clientId, kind: fact.signal, firedOn: fact.on }];
    case 'drawn':
      return [
        'PlanDrawn',
        { staffId: fact.staffId, date: fact.on, items: fact.items.map((itemId) => itemOf(itemId, fact.promised)) },
      ];
    case 'added':
      return ['PlanItemAdded', { staffId: fact.staffId, date: fact.on, item: itemOf(fact.item) }];
    case 'done':
      return [
        'PlanItemDone',
        {
          staffId: fact.staffId,
          date: fact.on,
          itemId: fact.item,
          contactId: 'X1',
          doneAt: `${fact.on}T11:00:00+08:00`,
        },
      ];
    case 'skipped':
      return ['PlanItemSkipped', { staffId: fact.staffId, date: fact.on, itemId: fact.item, clientId: 'C1' }];
    case 'consent':
      return [
        fact.granted ? 'ConsentGranted' : 'ConsentWithdrawn',
        { ...fact, purpose: 'SERVICE', decidedAt: `${fact.on}T09:00:00+08:00` },
      ];
    case 'cancelled':
      return [
        'PlanItemCancelled',
        { staffId: fact.staffId, date: fact.on, itemId: fact.item, because: 'CONSENT_WITHDRAWN' },
      ];
  }
}

const rowOf = ({ holdingId, product, cents, on, closedOn }: Extract<Fact, { kind: 'holding' }>) => ({
  holdingId,
  asOf: on,
  kind: product,
  balanceCents: cents,
  closedOn,
});

const itemOf = (itemId: string, promised: Readonly<Record<string, string>> = {}) => ({
  itemId,
  clientId: 'C1',
  reason: { promisedOn: promised[itemId] ?? null },
});
