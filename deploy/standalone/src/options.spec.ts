import { type Options, readOptions, StartFault } from './options.js';
import { programs } from './programs.js';
import { screen } from './screen.js';

const SECRET = 'hunter2';
const CLUSTER = `esdb://bank:${SECRET}@a:2113,b:2113`;

const faultOf = (args: readonly string[], env: NodeJS.ProcessEnv = {}): string => {
  try {
    readOptions(args, env, '/');
  } catch (error) {
    if (error instanceof StartFault) return error.message;
  }
  throw new Error('no fault');
};

describe('the event log of npm start', () => {
  it.each([
    { args: ['--event-log', CLUSTER], env: {} },
    { args: ['--event-log', CLUSTER, '--bus', 'kafka'], env: { HENGXIN_EVENT_LOG_URL: 'postgres://elsewhere/bank' } },
    { args: [], env: { HENGXIN_EVENT_LOG_URL: CLUSTER } },
  ])('is handed to every service: $args $env', ({ args, env }) => {
    const options = readOptions(args, env, '/') as Options;
    const handed = programs(options, 'postgres://db/bank', '/').map((program) => program.env['HENGXIN_EVENT_LOG_URL']);
    expect(handed).toEqual(Array.from({ length: 7 }, () => CLUSTER));
    const shown = screen(options, 'PostgreSQL', 0, false);
    expect(shown).toContain('EventStoreDB at a:2113, b:2113, epoch 1');
    expect(shown).not.toContain(SECRET);
  });

  it('is the database where none is named', () => {
    const options = readOptions([], {}, '/') as Options;
    expect(options.eventLogUrl).toBeNull();
    expect(programs(options, 'postgres://db/bank', '/')[0]!.env['HENGXIN_EVENT_LOG_URL']).toBe('postgres://db/bank');
  });

  it.each([
    [
      ['--event-log', `mongodb://bank:${SECRET}@a`],
      /^--event-log must be a URL that starts with postgres:\/\/.*esdb\+discover:\/\/\.$/,
    ],
    [
      ['--event-log', `esdb://bank:${SECRET}@a?tlsVerifyCert=false`],
      /^--event-log is not valid: tlsVerifyCert has no effect/,
    ],
    [['--event-log', `esdb://bank:1?${SECRET}=@a`], /^--event-log is not valid: it has an @ behind its \?/],
    [['--event-log', `postgres://bank:1/${SECRET}@a/bank`], /^--event-log is not valid: it has an @ behind its host/],
    [['--port', `esdb://bank:${SECRET}@a`], /^--port takes a number/],
    [['--now', `esdb://bank:${SECRET}@a`], /^--now takes a moment/],
    [[CLUSTER], /^Unexpected argument.*in quotes/],
    [[`esdb://bank:it's ${SECRET}@a`], /^Unexpected argument/],
    [[`esdb://bank:${SECRET}@${SECRET}@a`], /^Unexpected argument/],
    [['--event-log', 'esdb://bank:one', SECRET, 'three@a'], /^Unexpected argument/],
    [[`--evnt-log=${CLUSTER}`], /^Unknown option '--evnt-log'/],
  ])('is refused by name, without its credentials: %j', (args, sentence) => {
    expect(faultOf(args)).toMatch(sentence);
    expect(faultOf(args)).not.toContain(SECRET);
  });

  it('is refused by the name under which it was given', () => {
    const wrong = `mongodb://bank:${SECRET}@a`;
    for (const name of ['HENGXIN_EVENT_LOG_URL', 'DATABASE_URL']) {
      expect(faultOf([], { [name]: wrong })).toMatch(new RegExp(`^${name} must be a URL that starts with postgres://`));
      expect(faultOf([], { [name]: wrong })).not.toContain(SECRET);
    }
    expect(faultOf(['--event-log', wrong], { HENGXIN_EVENT_LOG_URL: CLUSTER })).toMatch(/^--event-log must/);
  });

  it('an argument without a URL near it is repeated', () => {
    expect(faultOf(['resett'])).toMatch(/^Unexpected argument 'resett'/);
  });
});
