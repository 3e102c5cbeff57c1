import { PassThrough } from 'node:stream';
import { RequestBody } from './request-body.js';

describe('a body that is being sent', () => {
  it('is refused once nothing comes while more is awaited', async () => {
    const stream = new PassThrough();
    const chunks = new RequestBody(stream, 30)[Symbol.asyncIterator]();
    stream.write('a');
    expect(String((await chunks.next()).value)).toBe('a');
    await expect(chunks.next()).rejects.toMatchObject({ rejection: { code: 'UPLOAD_IDLE' } });
  });
  it('is not, for the time that its reader takes', async () => {
    const stream = new PassThrough();
    const chunks = new RequestBody(stream, 30)[Symbol.asyncIterator]();
    stream.write('a');
    await chunks.next();
    const idleElsewhere = new RequestBody(new PassThrough(), 60)[Symbol.asyncIterator]();
    await expect(idleElsewhere.next()).rejects.toMatchObject({ rejection: { code: 'UPLOAD_IDLE' } });
    stream.end('b');
    expect(String((await chunks.next()).value)).toBe('b');
    expect((await chunks.next()).done).toBe(true);
  });
  it('waits for nothing more of one that was idle, and for the rest of one that is refused otherwise', async () => {
    const idle = new RequestBody(new PassThrough(), 10);
    await expect(idle[Symbol.asyncIterator]().next()).rejects.toMatchObject({ rejection: { code: 'UPLOAD_IDLE' } });
    await idle.drain();
    const stream = new PassThrough();
    const rest = new RequestBody(stream, 60_000).drain();
    stream.end('the rest');
    await rest;
    expect(stream.readableEnded).toBe(true);
  });
});
