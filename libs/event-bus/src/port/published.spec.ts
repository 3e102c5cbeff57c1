import { catalogue } from '@hengxin/contracts';
import type { EventMeta, RecordedEvent } from '@hengxin/event-sourcing';
import { contact } from '../conformance/bench.suite.js';
import { published } from './published.js';

const UUID = '6f3c1d52-b1c6-4f6f-9a0f-4d0f5a7be2c1';
const metaOf = (meta: EventMeta): EventMeta =>
  published(
    {
      ...contact('C1', 1),
      stream: 'contact-C1.1',
      revision: 0,
      position: '1:1:1',
      recordedAt: '',
      meta,
    } as RecordedEvent,
    catalogue,
  ).meta;

describe('the data of a published event', () => {
  const called = {
    ...contact('C1', 1),
    stream: 'contact-C1.1',
    revision: 0,
    position: '1:1:1',
    recordedAt: '',
    meta: {},
  } as unknown as RecordedEvent;
  const told = { ...called, data: { ...(called.data as object), notes: '孙女考上大学' } } as RecordedEvent;

  it('holds no personal field', () => expect(published(told, catalogue).data).not.toHaveProperty('notes'));
  it('holds the one that its reader is entitled to, and invents none', () => {
    expect(published(told, catalogue, new Set(['notes'])).data).toHaveProperty('notes', '孙女考上大学');
    expect(published(told, catalogue, new Set(['name'])).data).not.toHaveProperty('name');
  });
  it('holds the one that lies within others, by its path, and nothing beside it', () => {
    const findings = [{ kind: 'NEED', text: '孙女考上大学', productCode: 'P1', amountCents: 5, dueOn: null }];
    const ended = { ...called, type: 'VisitEnded', data: { visitId: 'V1', notes: 'n', findings } } as RecordedEvent;
    const seen = (...entitled: string[]) => published(ended, catalogue, new Set(entitled)).data;
    const { text, amountCents: _amount, ...bare } = findings[0]!;
    expect(seen('findings.text')).toEqual({ visitId: 'V1', findings: [{ ...bare, text }] });
    expect(seen()).toEqual({ visitId: 'V1', findings: [bare] });
    expect(seen('findings')).toEqual(seen());
  });
});

describe('what surrounds a published event', () => {
  it('holds no word of a caller', () => {
    const meta = metaOf({
      commandId: '王小明 13812345678',
      correlationId: 'call-13812345678',
      actor: 'S0001',
      businessDate: '2026-03-02',
    });
    expect(meta).toEqual({
      causationId: expect.stringMatching(/^[\w-]{26}$/),
      correlationId: expect.stringMatching(/^[\w-]{26}$/),
      businessDate: '2026-03-02',
    });
    expect(metaOf({ commandId: '王小明 13812345678' }).causationId).toBe(meta.causationId);
    expect(metaOf({ commandId: '王小明 13812345679' }).causationId).not.toBe(meta.causationId);
  });

  it('keeps the ids that the platform made', () => {
    expect(metaOf({ causationId: UUID, commandId: 'tap-1', correlationId: UUID })).toEqual({
      causationId: UUID,
      correlationId: UUID,
    });
  });
});
