import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A broker that the launcher starts itself: the log has no part in it. */
const NO_LOG = "Platform.start({ bus: 'kafka', env: { KAFKA_BROKERS: '' } })";

/** A browser sees the same API on either log. */
const SEES_THE_API_ALONE = ['test/console/oidc/oidc.spec.ts'];

/** Specs and suites by their path, but those of an adapter, which is one log's own. */
function specs(): [path: string, text: string][] {
  return ['libs', 'services', 'deploy', 'test'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .map((name) => join(folder, name))
      .filter(
        (path) =>
          /\.(spec|suite)\.ts$/.test(path) &&
          !/\/(dist|node_modules)\/|^libs\/event-log\/src\/(postgres|eventstoredb)\//.test(path),
      )
      .map((path): [string, string] => [path, readFileSync(path, 'utf8')]),
  );
}

/** How a suite would run on PostgreSQL's log alone; undefined for one that does not. */
function onOneLog(text: string): string | undefined {
  const code = text.replaceAll(NO_LOG, '');
  if (/Platform\.start\((?!\{ \.\.\.\w+\.options|\w+\.options)/.test(code))
    return 'starts a platform without the options of a source';
  if (/createPostgresEventLog\(/.test(code) && !/createEventStoreDbEventLog\(/.test(code))
    return 'opens the log of PostgreSQL alone';
  if (/eventLog: 'postgres'/.test(code)) return 'starts a service on the log of PostgreSQL alone';
  if (/\.log === 'PostgreSQL'(?! \|\|)/.test(code)) return 'leaves out what is not on the log of PostgreSQL';
  if (/\bstores(\[0\]|\.at\(|\.slice\()/.test(code)) return 'takes one of the logs';
  if (spawnsOf(code).some((call) => call.includes('HENGXIN_DATABASE_URL') && !call.includes('HENGXIN_EVENT_LOG_URL')))
    return 'starts a process without the URL of the log';
  return undefined;
}

/** What stands in the parentheses of each spawn. */
function spawnsOf(code: string): string[] {
  return code
    .split(/\bspawn\(/)
    .slice(1)
    .map((rest) => rest.slice(0, endOfCall(rest)));
}

function endOfCall(rest: string): number {
  let open = 1;
  for (let at = 0; at < rest.length; at++) {
    if (rest[at] === '(') open++;
    if (rest[at] === ')' && --open === 0) return at;
  }
  return rest.length;
}

it('every suite that needs an event log runs on both', () => {
  const files = specs();
  expect(files.filter(([, text]) => text.includes('Platform.start(')).length).toBeGreaterThan(2);
  // This one holds what must fail.
  const others = files.filter(([path]) => !path.endsWith('both-logs.spec.ts'));
  const faults = others.map(([path, text]) => [path, onOneLog(text)]).filter(([, fault]) => fault !== undefined);
  expect(faults).toEqual(SEES_THE_API_ALONE.map((path) => [path, 'takes one of the logs']));
});

it.each([
  ['platform = await Platform.start();', 'starts a platform without the options of a source'],
  ['platform = await Platform.start({ dataDir });', 'starts a platform without the options of a source'],
  ['log = createPostgresEventLog({ url });', 'opens the log of PostgreSQL alone'],
  ["startTestService(organisation, { eventLog: 'postgres' })", 'starts a service on the log of PostgreSQL alone'],
  ["if (source.log === 'PostgreSQL') killSuite(() => bank);", 'leaves out what is not on the log of PostgreSQL'],
  ['source = await stores[0]!.open();', 'takes one of the logs'],
  ['describe.each(stores.slice(0, 1))', 'takes one of the logs'],
  [
    'spawn(node, [CLI], { env: { HENGXIN_DATABASE_URL: await urlOf(platform) } }); // HENGXIN_EVENT_LOG_URL',
    'starts a process without the URL of the log',
  ],
])('%s is found out', (text, fault) => expect(onOneLog(text)).toBe(fault));

it.each([
  'Platform.start(open.options)',
  'Platform.start({ ...open.options, demo: true })',
  "if (source.bus === 'kafka' && (source.log === 'PostgreSQL' || !isPaired)) brokerSuite(() => bank);",
  'describe.each(stores)',
  'spawn(node, [CLI], { env: { HENGXIN_DATABASE_URL: await urlOf(platform), HENGXIN_EVENT_LOG_URL: log } })',
  'kept ? createEventStoreDbEventLog({ url }) : createPostgresEventLog({ url })',
  NO_LOG,
])('%s is not', (text) => expect(onOneLog(text)).toBeUndefined());
