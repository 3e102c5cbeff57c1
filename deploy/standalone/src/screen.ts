import { type BusinessDate, businessDateOf, chinaCalendar, type DayKind, instantOf } from '@hengxin/contracts';
import { describeEventLog } from '@hengxin/event-log';
import type { Options } from './options.js';
import { SERVICES } from './programs.js';

const DAY_OFF: Partial<Record<DayKind, string>> = { WEEKEND: 'a weekend', HOLIDAY: 'a holiday' };

/** The one screen a start ends with: what runs where, who may sign in, what to ask, how to stop. */
export function screen(options: Options, database: string, now: number, demo: boolean): string {
  const url = `http://localhost:${options.port}`;
  const today = businessDateOf(now);
  const log = options.eventLogUrl === null ? [] : [`  Event log          ${describeEventLog(options.eventLogUrl)}`];
  return [
    '',
    `Hengxin 恒心 is up.  The console: ${url}/console/`,
    `                     GraphQL and GraphiQL: ${url}/graphql   subscriptions: the same path, graphql-ws`,
    '',
    `  Runs on 127.0.0.1  ${SERVICES.map(({ name, offset }) => `${name} :${options.port + offset}`).join(', ')}`,
    `  Database           ${database}`,
    ...log,
    `  Events             ${options.bus === 'kafka' ? `Kafka at ${options.brokers}` : 'straight from the log (npm run start:kafka for Kafka)'}`,
    `  Logs               ${options.dataDir}/logs`,
    ...(options.now === null
      ? []
      : [`  Demo clock         started at ${instantOf(now)}; POST ${url}/demo/clock {"now": "…"} moves it on`]),
    '',
    ...(demo ? signIns(url, today) : emptyBank(url)),
    '',
    'Stop: Ctrl-C. The data stays; npm start -- --reset empties it.',
    '',
  ].join('\n');
}

function emptyBank(url: string): string[] {
  return [
    '  The bank is empty. Load one:  npm run import -- --units F --staff F --clients F --contacts F --holdings F' +
      (url.endsWith(':8080') ? '' : ` --url ${url}`),
    '  or make one first:            npm run demo:generate -- --branches 4 --sub-branches 40 --rms 400 --clients 120000 --seed 42',
    '  No real clients here: the demo issuer hands a token to anyone who asks.',
  ];
}

function signIns(url: string, today: BusinessDate): string[] {
  const dayOff = DAY_OFF[chinaCalendar.dayKind(today)];
  const day = dayOff ? chinaCalendar.nextWorkingDay(today) : today;
  const ask = dayOff ? `(date: "${day}")` : '';
  return [
    '  Demo sign-ins (the demo issuer hands a token to anyone who asks: never use it for a real bank):',
    '    S0001 relationship manager   M00001 head of the sub-branch   B0001 head of the branch   H0001 head office',
    `    curl -s ${url}/demo/token -H 'content-type: application/json' -d '{"staffId":"S0001"}'`,
    ...(dayOff ? ['', `  Today, ${today}, is ${dayOff}: no plan is drawn. Ask for ${day}, the next working day.`] : []),
    '',
    `  Three things to ask (in GraphiQL, with the header {"authorization": "Bearer <token>"}):`,
    `    1  S0001  { myDay${ask} { date dayKind items { client { name tier } reason { text } channel } } }`,
    `    2  M00001 { kpiTable(unitId: "U200001", period: {grain: MONTH, start: "${today.slice(0, 7)}-01"}, metrics: [CONTACTS, COVERAGE]) { edges { node { rank staff { name } values { metric value } } } } }`,
    `    3  H0001  { kpi(scope: {unitId: "U0001"}, period: {grain: YEAR, start: "${today.slice(0, 4)}-01-01"}, metrics: [CONTACTS, COVERAGE]) { values { metric value numerator denominator } } }`,
  ];
}
