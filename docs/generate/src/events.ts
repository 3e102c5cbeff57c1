import { AGGREGATES } from '@hengxin/contracts';
import type { Aggregate, EventType } from '@hengxin/event-sourcing';
import { z } from 'zod';
import type { Page } from './page.js';

/** The JSON Schema of an event as others read it: personal fields left out, unknown fields allowed. */
export function publishedSchema(event: EventType): Record<string, unknown> {
  const hidden = new Set(event.personal.filter((path) => path.length === 1).map(([field]) => field!));
  const shape = Object.fromEntries(Object.entries(event.schema.shape).filter(([field]) => !hidden.has(field)));
  const schema = z.toJSONSchema(z.object(shape), { io: 'input' }) as Record<string, unknown>;
  return {
    $schema: schema['$schema'],
    title: `${event.type} v${event.version}`,
    description: event.summary,
    ...schema,
    additionalProperties: true,
  };
}

/** One JSON Schema a published event, an AsyncAPI 3 document of all topics, and a page for people. */
export function eventPages(): Page[] {
  const schemas = AGGREGATES.flatMap((aggregate) =>
    Object.values(aggregate.events).map((event): Page => ({
      path: `docs/reference/events/${schemaFile(event)}`,
      text: `${JSON.stringify(publishedSchema(event), null, 2)}\n`,
    })),
  );
  return [
    ...schemas,
    { path: 'docs/reference/asyncapi.json', text: `${JSON.stringify(asyncApi(), null, 2)}\n` },
    { path: 'docs/reference/events.md', text: eventsPage() },
  ];
}

function schemaFile(event: EventType): string {
  return `${event.type}.v${event.version}.json`;
}

function asyncApi(): Record<string, unknown> {
  const channels: Record<string, unknown> = {};
  const operations: Record<string, unknown> = {};
  const messages: Record<string, unknown> = {};
  for (const aggregate of AGGREGATES) {
    const id = `${aggregate.context}.${aggregate.name}`;
    const own = Object.values(aggregate.events);
    for (const event of own) messages[event.type] = message(aggregate, event);
    channels[id] = {
      address: aggregate.topic,
      description: `Key: ${keyOf(aggregate)}. Retained 30 days.`,
      messages: Object.fromEntries(own.map((event) => [event.type, { $ref: `#/components/messages/${event.type}` }])),
    };
    operations[`receive.${id}`] = { action: 'receive', channel: { $ref: `#/channels/${id.replace('/', '~1')}` } };
  }
  return {
    asyncapi: '3.1.0',
    info: {
      title: 'Hengxin events',
      version: '1',
      license: { name: 'Apache-2.0' },
      description: 'CloudEvents 1.0 in binary mode. No personal data.',
    },
    defaultContentType: 'application/json',
    channels,
    operations,
    components: { messages },
  };
}

function message(aggregate: Aggregate, event: EventType): Record<string, unknown> {
  return {
    name: `hengxin.${aggregate.context}.${event.type}.v${event.version}`,
    title: event.type,
    summary: event.summary,
    contentType: 'application/json',
    headers: {
      type: 'object',
      properties: Object.fromEntries(HEADERS.map(([name, description]) => [name, { type: 'string', description }])),
    },
    payload: { $ref: `./events/${schemaFile(event)}` },
  };
}

const HEADERS: readonly (readonly [string, string])[] = [
  ['ce_specversion', '1.0'],
  ['ce_id', 'Unique; a second delivery of the same event carries the same id.'],
  ['ce_type', 'hengxin.<context>.<Event>.v<version>'],
  ['ce_source', '/<context>'],
  ['ce_subject', 'The id of what the event is about.'],
  ['ce_time', 'When it was recorded, RFC 3339.'],
  ['ce_dataschema', 'Where the JSON Schema lies.'],
  ['ce_sourceposition', 'Place in the log; opaque.'],
  ['ce_correlationid', 'The call it came from.'],
  ['ce_causationid', 'What caused it.'],
  ['ce_businessdate', 'YYYY-MM-DD in the bank’s time zone.'],
  ['traceparent', 'W3C trace context.'],
];

function eventsPage(): string {
  const lines = [
    '# Events',
    '',
    'Generated from `libs/contracts` by `npm run generate`. Machine-readable: [AsyncAPI 3](asyncapi.json) and one JSON Schema an event.',
    '',
  ];
  for (const aggregate of AGGREGATES) {
    lines.push(`## \`${aggregate.topic}\``, '', `Written by ${aggregate.context}; key: \`${keyOf(aggregate)}\`.`, '');
    lines.push('| Event | Says | Fields | Kept from Kafka |', '|---|---|---|---|');
    for (const event of Object.values(aggregate.events)) {
      const hidden = event.personal.map((path) => path.join('.'));
      const fields = Object.keys(event.schema.shape).filter((field) => !hidden.includes(field));
      lines.push(
        `| [${event.type}](events/${schemaFile(event)}) | ${event.summary} | ${fields.map((f) => `\`${f}\``).join(' ')} | ${hidden.map((f) => `\`${f}\``).join(' ') || '-'} |`,
      );
    }
    lines.push('');
  }
  return lines.join('\n');
}

/** The field that keys an aggregate, found by asking. */
function keyOf(aggregate: Aggregate): string {
  const probe = new Proxy({}, { get: (_, field) => String(field) });
  return aggregate.keyOf(probe as Record<string, unknown>);
}
