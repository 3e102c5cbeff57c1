import { pino } from 'pino';
import { gatewayLogger, loggedError } from './logger.js';

describe('an error in the log', () => {
  it('tells what it is and why, and nothing that hangs on it', () => {
    const cause = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
    const error = Object.assign(new Error('no answer', { cause }), { request: { headers: { authorization: 'Bearer x' } } });
    expect(loggedError(error)).toEqual({
      type: 'Error',
      message: 'no answer',
      stack: error.stack,
      cause: { type: 'Error', message: 'connect ECONNREFUSED', stack: cause.stack, code: 'ECONNREFUSED' },
    });
  });
  it('keeps what could not be read to itself, in its stack too', () => {
    const error = (() => {
      try {
        return JSON.parse('{"phone":13800001234 张伟}') as never;
      } catch (fault) {
        return fault;
      }
    })();
    expect(JSON.stringify(loggedError(error))).not.toMatch(/张伟|13800001234/);
  });
  it('ends where its causes go round', () => {
    const error = new Error('round');
    error.cause = error;
    expect(JSON.stringify(loggedError(error)).match(/"message":"round"/g)).toHaveLength(5);
    expect(loggedError({ phone: '13800001234' })).toEqual({ type: 'object', message: 'not an error was thrown' });
  });
  it('is written so by the gateway’s log', () => {
    const { serializersSym } = pino.symbols;
    const { err } = (gatewayLogger('silent') as unknown as Record<symbol, { err: unknown }>)[serializersSym]!;
    expect(err).toBe(loggedError);
  });
});
