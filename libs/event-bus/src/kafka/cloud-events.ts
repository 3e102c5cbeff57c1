import type { Aggregate, EventCatalogue, EventType, RecordedEvent, ValueRules } from '@hengxin/event-sourcing';
import type { Consumer } from '../port/consumer.js';
import { isLogPosition } from '../position/log-position.js';
import { published } from '../port/published.js';
import { storableId } from '../checkpoint/storable-text.js';
import { acceptsPublished } from './published-schema.js';

/** A message for a topic: CloudEvents 1.0 in binary mode. */
export interface CloudEventMessage {
  readonly key: string;
  readonly value: string;
  readonly headers: Record<string, string>;
}

/** A message of a topic, its bytes read as UTF-8. */
export interface ReceivedMessage {
  readonly key: string | null;
  readonly value: string | null;
  readonly headers: Readonly<Record<string, string>>;
}

/** Why a message can't be delivered. */
export interface Unreadable {
  readonly code: 'NOT_A_CLOUD_EVENT' | 'UNKNOWN_VERSION' | 'NOT_JSON' | 'AGAINST_SCHEMA';
  readonly reason: string;
  readonly type: string;
  readonly position: string | null;
}

/**
 * An event as its topic carries it. `dataSchemaBase`: where the published sources lie, e.g.
 * `https://schemas.bank.example/hengxin`.
 */
export function toMessage(event: RecordedEvent, catalogue: EventCatalogue, dataSchemaBase = ''): CloudEventMessage {
  const aggregate = catalogue.aggregateOfStream(event.stream);
  const { data, meta } = published(event, catalogue);
  return {
    key: aggregate.keyOf(data as Record<string, unknown>),
    value: JSON.stringify(data),
    headers: {
      ce_specversion: '1.0',
      ce_id: event.id,
      ce_type: `hengxin.${aggregate.context}.${event.type}.v${event.version}`,
      ce_source: `/${aggregate.context}`,
      ce_subject: event.stream.slice(aggregate.name.length + 1),
      ce_time: event.recordedAt,
      ce_dataschema: `${dataSchemaBase.replace(/\/+$/, '')}${dataSchema(event)}`,
      ce_sourceposition: event.position,
      ce_streamrevision: String(event.revision),
      ...(meta.correlationId === undefined ? {} : { ce_correlationid: meta.correlationId }),
      ...(meta.causationId === undefined ? {} : { ce_causationid: meta.causationId }),
      ...(meta.businessDate === undefined ? {} : { ce_businessdate: meta.businessDate }),
      ...(meta.traceparent === undefined ? {} : { traceparent: meta.traceparent }),
      'content-type': 'application/json',
    },
  };
}

/** Where the JSON Schema of an event lies, from the root of the published sources. */
function dataSchema({ type, version }: { type: string; version: number }): string {
  return `/docs/reference/events/${type}.v${version}.json`;
}

const TYPE = /^hengxin\.([a-z-]+)\.([A-Za-z]+)\.v(\d{1,4})$/;
const REQUIRED = ['ce_id', 'ce_type', 'ce_subject', 'ce_time', 'ce_sourceposition'] as const;

/** Headers that end up in columns and comparisons: what these can't hold is no event of ours. */
const UNDERSTOOD: readonly (readonly [string, (value: string, rules: ValueRules) => boolean])[] = [
  ['ce_id', (id) => id === storableId(id)],
  ['ce_sourceposition', isLogPosition],
  ['ce_time', (time, rules) => rules.isMoment(time)],
  ['ce_businessdate', (date, rules) => rules.isBusinessDate(date)],
  ['ce_streamrevision', (revision) => /^\d{1,9}$/.test(revision)],
];

/**
 * The event in a message, of an aggregate's topic. `skip`: of a type that the consumer doesn't ask for or that this
 * version doesn't know. A type it does ask for in a version that it can't read is unreadable: it must not be passed
 * over.
 */
export function fromMessage(
  { value, headers }: ReceivedMessage,
  aggregate: Aggregate,
  { types, catalogue }: Pick<Consumer, 'types' | 'catalogue'>,
): RecordedEvent | Unreadable | 'skip' {
  const position = headers['ce_sourceposition'] ?? null;
  const refuse = (code: Unreadable['code'], reason: string): Unreadable => ({
    code,
    reason,
    type: headers['ce_type'] ?? '',
    position,
  });
  const [, , type = '', versionText] = TYPE.exec(headers['ce_type'] ?? '') ?? [];
  if (type !== '' && !types.has(type)) return 'skip';
  const missing = REQUIRED.find((name) => headers[name] === undefined);
  if (missing) return refuse('NOT_A_CLOUD_EVENT', `header ${missing} is missing`);
  const unfit = UNDERSTOOD.find(
    ([name, fits]) => headers[name] !== undefined && !fits(headers[name], catalogue.values),
  );
  if (unfit) return refuse('NOT_A_CLOUD_EVENT', `header ${unfit[0]} is malformed`);
  const definition = catalogue.definitionOf(type);
  if (!definition) return refuse('NOT_A_CLOUD_EVENT', `header ce_type names no event`);
  const version = Number(versionText);
  if (version > definition.event.version || version < 1)
    return refuse('UNKNOWN_VERSION', `version ${version} of ${type} is not known here; ${definition.event.version} is`);
  const data = parse(value);
  if (data === undefined) return refuse('NOT_JSON', 'the value is no JSON object');
  const current = catalogue.upcast(type, version, data).data;
  const fault = acceptsPublished(definition.event, current);
  if (fault !== undefined) return refuse('AGAINST_SCHEMA', fault);
  return record(aggregate, definition.event, current, headers);
}

function record(
  aggregate: Aggregate,
  { type, version }: EventType,
  data: unknown,
  headers: Readonly<Record<string, string>>,
): RecordedEvent {
  const {
    ce_correlationid: correlationId,
    ce_causationid: causationId,
    ce_businessdate: businessDate,
    traceparent,
  } = headers;
  return {
    id: headers['ce_id']!,
    type,
    version,
    data,
    meta: {
      ...(correlationId === undefined ? {} : { correlationId }),
      ...(causationId === undefined ? {} : { causationId }),
      ...(businessDate === undefined ? {} : { businessDate }),
      ...(traceparent === undefined ? {} : { traceparent }),
    },
    stream: aggregate.stream(headers['ce_subject']!),
    revision: Number(headers['ce_streamrevision'] ?? 0),
    position: headers['ce_sourceposition']!,
    recordedAt: headers['ce_time']!,
  };
}

function parse(value: string | null): Record<string, unknown> | undefined {
  try {
    const data: unknown = JSON.parse(value ?? '');
    return typeof data === 'object' && data !== null && !Array.isArray(data)
      ? (data as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}
