import { testDatabase } from '@hengxin/testing';
import pg from 'pg';
import { pino } from 'pino';
import { createLogger, loggedError } from '@hengxin/identity';

/** What one statement is refused with, all that the driver hangs on it included. */
async function refused(text: string, values: unknown[] = []): Promise<Error> {
  const database = await testDatabase();
  const client = new pg.Client({ connectionString: database.url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query('create temporary table client (name text, phone text primary key)');
    await client.query({ name: 'held', text: "select 'Zhang Wei' as name" });
    return await client.query(text, values).then(
      () => Promise.reject(new Error('the statement passed')),
      (error: Error) => error,
    );
  } finally {
    await client.end();
    await database.drop();
  }
}

function faultOf(json: string): Error {
  try {
    throw new Error(`${JSON.parse(json)} is JSON`);
  } catch (error) {
    return error as Error;
  }
}

describe('an error in a log line', () => {
  it('shows type, message, stack, code and causes, and nothing of what drivers hang on it', () => {
    const cause = Object.assign(new TypeError('no connection'), {
      code: 'ECONNREFUSED',
      client: { parsedStatements: { held: 'select' } },
    });
    const error = Object.assign(new Error('a handler failed', { cause }), {
      detail: 'Key (phone)=(13800001234)',
      row: { name: '张伟' },
    });
    expect(loggedError(error)).toEqual({
      type: 'Error',
      message: 'a handler failed',
      stack: error.stack,
      cause: { type: 'TypeError', message: 'no connection', stack: cause.stack, code: 'ECONNREFUSED' },
    });
  });

  it('is what the logger writes under err', () => {
    const { serializersSym } = pino.symbols;
    const { err } = (createLogger('specs', 'info') as unknown as Record<symbol, { err: unknown }>)[serializersSym]!;
    expect(err).toBe(loggedError);
  });

  it('names no value that the database refused', async () => {
    const taken = await refused("insert into client values ('张伟', '13800001234'), ('李娜', '13800001234')");
    const unreadable = await refused('select $1::date', ['张伟 13800001234']);
    expect((taken as { detail?: string }).detail).toContain('13800001234');
    expect(unreadable.message).toContain('13800001234');
    for (const [error, code] of [
      [taken, '23505'],
      [unreadable, '22007'],
    ] as const) {
      const line = loggedError(error);
      expect(line.code).toBe(code);
      expect(JSON.stringify(line)).not.toMatch(/13800001234|张伟|parsedStatements/);
    }
    expect(loggedError(unreadable).message).toBe('invalid input syntax for type date: "…"');
  }, 60_000);

  it('names no text that was no JSON', () => {
    for (const text of ['{"name":"张伟"', '张伟 13800001234', '{"phone":13800001234,}']) {
      const error = faultOf(text);
      expect(error.name).toBe('SyntaxError');
      expect(JSON.stringify(loggedError(error))).not.toMatch(/张伟|13800001234/);
    }
  });

  it('ends where causes go round in a circle, and takes what is no error', () => {
    const error = new Error('round');
    error.cause = error;
    expect(JSON.stringify(loggedError(error)).match(/"message":"round"/g)).toHaveLength(5);
    expect(loggedError('gone')).toEqual({ type: 'string', message: 'gone' });
    expect(loggedError({ phone: '13800001234' })).toEqual({ type: 'object', message: 'not an error was thrown' });
  });
});
