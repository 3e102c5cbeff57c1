import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer as createHttpServer } from 'node:http';
import { createServer, connect, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startTestService, type TestService } from '@hengxin/service-kit/testing';
// The real service: a service is a program, not a library, so it has no name to import it by.
// eslint-disable-next-line @nx/enforce-module-boundaries
import { organisation } from '../../../services/organisation/src/organisation.module.js';
import { importFiles, type ImportOptions } from './import.js';

const UNITS =
  'unit_id,parent_id,kind,name,valid_from\nH,,HEAD_OFFICE,总行,\nE,H,BRANCH,东区分行,\nE1,E,SUB_BRANCH,东一支行,\n';
const GB18030 = 'd6dcc7bf'; // 周强

describe('npm run import', () => {
  let service: TestService;
  let url: string;
  let token: string;
  let folder: string;
  beforeAll(async () => {
    service = await startTestService(organisation);
    await service.app.listen(0, '127.0.0.1');
    url = `http://127.0.0.1:${(service.app.getHttpServer().address() as AddressInfo).port}`;
    token = await service.token('import', { role: 'ADMIN' });
    folder = await mkdtemp(join(tmpdir(), 'hengxin-import-'));
  }, 120_000);
  afterAll(async () => {
    await service?.stop();
    await rm(folder, { recursive: true, force: true });
  }, 60_000);

  async function file(name: string, content: string | Uint8Array): Promise<string> {
    const path = join(folder, name);
    await writeFile(path, content);
    return path;
  }
  const send = (files: ImportOptions['files'], more: Partial<ImportOptions> = {}) =>
    importFiles({ url, files, token, quiet: true, language: 'en', ...more });

  it('sends units, then staff who refer to them; the same again changes nothing', async () => {
    const files = {
      units: await file('units.csv', UNITS),
      staff: await file('staff.csv', 'staff_id,name,role,unit_id\nS1,王芳,RM,E1\nS2,李强,UNIT_HEAD,E\n'),
    };
    expect(await send(files)).toMatchObject([
      { kind: 'units', read: 3, taken: 3, unchanged: 0, rejected: 0, rejectsPath: null },
      { kind: 'staff', read: 2, taken: 2, unchanged: 0, rejected: 0, rejectsPath: null },
    ]);
    expect(await send(files)).toMatchObject([
      { taken: 0, unchanged: 3 },
      { taken: 0, unchanged: 2 },
    ]);
  });

  describe('rows that give wide rights, once the bank has a head', () => {
    const wide = (id: string) => file(`${id}.csv`, `staff_id,name,role,unit_id\n${id},吴敏,UNIT_HEAD,E1\n`);
    const roleOf = async (as: string) => (await service.graphql('{ me { role } }', { as })).data?.me.role;

    it('await another administrator’s word where nobody can give it', async () => {
      const staff = await wide('W1');
      expect(await send({ staff })).toMatchObject([{ taken: 1, awaiting: 1, approved: 0, byDemoAccounts: false }]);
      await service.caughtUp();
      expect(await roleOf('W1')).toBeUndefined();
    });

    it('hold by the word of a second token, be it that the file was sent before', async () => {
      const secondToken = await service.token('another', { role: 'ADMIN' });
      expect(await send({ staff: join(folder, 'W1.csv') }, { secondToken })).toMatchObject([
        { unchanged: 1, awaiting: 0, approved: 1 },
      ]);
      await service.caughtUp();
      expect(await roleOf('W1')).toBe('UNIT_HEAD');
    });

    it('do not hold by the word of the same administrator, nor of no administrator', async () => {
      const staff = await wide('W2');
      await expect(send({ staff }, { secondToken: token })).rejects.toMatchObject({
        message: expect.stringContaining('SECOND_WORD_MISSING'),
      });
      await expect(send({ staff }, { secondToken: await service.token('S2') })).rejects.toMatchObject({
        message: expect.stringContaining('NOT_ALLOWED'),
      });
      await expect(send({ staff }, { secondToken: 'x.y.z' })).rejects.toMatchObject({
        message: expect.stringContaining('TOKEN_INVALID'),
      });
      await service.caughtUp();
      expect(await roleOf('W2')).toBeUndefined();
    });
  });

  it('writes rejected rows to a file that, mended, can be imported as it is', async () => {
    const staff = await file(
      'bad.csv',
      '\uFEFFstaff_id,nickname,name,role,unit_id\r\nS3,"a, ""b""\r\nc",陈静,RM,NOWHERE\r\nS4,,赵敏,RM,E1\r\nS5,,吴磊,BOSS,E1\r\n',
    );
    const [account] = await send({ staff });
    expect(account).toMatchObject({
      read: 3,
      taken: 1,
      rejected: 2,
      unknownColumns: ['nickname'],
      rejectsPath: `${staff}.rejects.csv`,
    });
    const rejects = await readFile(`${staff}.rejects.csv`, 'utf8');
    expect(rejects).toBe(
      '\uFEFFline,field,code,message,staff_id,nickname,name,role,unit_id,text\n' +
        '2,unit_id,UNIT_UNKNOWN,"No unit NOWHERE is known. Import the units first, or check the code.",S3,"a, ""b""\r\nc",陈静,RM,NOWHERE,\n' +
        '5,role,CHOICE_UNKNOWN,Expected one of: RM UNIT_HEAD HEAD_OFFICE INTEGRATION ADMIN.,S5,,吴磊,BOSS,E1,\n',
    );
    const mended = await file('mended.csv', rejects.replaceAll('NOWHERE', 'E1').replace('BOSS', 'RM'));
    expect(await send({ staff: mended })).toMatchObject([
      { read: 2, taken: 2, rejected: 0, rejectsPath: null, unknownColumns: ['nickname'] },
    ]);
    await expect(stat(`${mended}.rejects.csv`)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('passes over rows that hold nothing, and says how many', async () => {
    const staff = await file('gaps.csv', 'staff_id,name,role,unit_id\nS1,王芳,RM,E1\n,,,\n  ,,,\n');
    expect(await send({ staff })).toMatchObject([{ read: 1, unchanged: 1, rejected: 0, blank: 2, rejectsPath: null }]);
  });

  it('gives back formulas that no spreadsheet computes, and takes them as they were', async () => {
    const name = '=HYPERLINK(1)';
    const staff = await file('formula.csv', `staff_id,name,role,unit_id\nS10,${name},RM,NOWHERE\n`);
    await send({ staff });
    const rejects = await readFile(`${staff}.rejects.csv`, 'utf8');
    expect(rejects).toContain(`,'${name},`);
    const mended = await file('formula-mended.csv', rejects.replaceAll('NOWHERE', 'E1'));
    expect(await send({ staff: mended })).toMatchObject([{ taken: 1, rejected: 0 }]);
    await service.caughtUp();
    expect((await service.graphql('{ me { name } }', { as: 'S10' })).data.me.name).toBe(name);
  });

  it('reads gb18030, and a rejects file in UTF-8 under the same option', async () => {
    const head = 'staff_id,name,role,unit_id\n';
    const row = (id: string, unit: string) =>
      Buffer.concat([Buffer.from(`${id},`), Buffer.from(GB18030, 'hex'), Buffer.from(`,RM,${unit}\n`)]);
    const staff = await file('old.csv', Buffer.concat([Buffer.from(head), row('S6', 'E1'), row('S7', 'NOWHERE')]));
    expect(await send({ staff }, { encoding: 'gb18030' })).toMatchObject([{ taken: 1, rejected: 1 }]);
    const rejects = await readFile(`${staff}.rejects.csv`, 'utf8');
    expect(rejects).toContain('周强');
    const mended = await file('old-mended.csv', rejects.replaceAll('NOWHERE', 'E1'));
    expect(await send({ staff: mended }, { encoding: 'gb18030' })).toMatchObject([{ taken: 1, rejected: 0 }]);
    await service.caughtUp();
    const people = await service.graphql('{ me { name } }', { as: 'S7' });
    expect(people.data.me.name).toBe('周强');
  });

  it('reads NDJSON by the ending of the name', async () => {
    const staff = await file(
      'staff.ndjson',
      '{"staff_id":"S8","name":"孙丽","role":"RM","unit_id":"E1"}\n{"staff_id":"S9"\n',
    );
    expect(await send({ staff })).toMatchObject([{ read: 2, taken: 1, rejected: 1 }]);
    const rejects = await readFile(`${staff}.rejects.csv`, 'utf8');
    expect(rejects.split('\n')[1]).toBe(
      '2,,JSON_MALFORMED,The line is not a JSON object.,,,,,,,"{""staff_id"":""S9"""',
    );
  });

  it('does not go on to staff when nothing of the units was taken', async () => {
    const units = await file('broken.csv', `${UNITS}X,NOWHERE,BRANCH,孤儿,\n`);
    const accounts = await send({
      units,
      staff: await file('later.csv', 'staff_id,name,role,unit_id\nS1,王芳,RM,E1\n'),
    });
    expect(accounts).toMatchObject([{ kind: 'units', taken: 0, rejected: 4 }]);
  });

  it('tells what the platform says is to be minded', async () => {
    const account = { type: 'account', read: 1, taken: 1, unchanged: 0, rejected: 0, position: null };
    const platform = createHttpServer((request, response) => {
      request
        .resume()
        .on('end', () =>
          response.end(`${JSON.stringify({ ...account, warnings: [{ code: 'X', message: 'Mind it.' }] })}\n`),
        );
    });
    await new Promise<void>((resolve) => platform.listen(0, '127.0.0.1', resolve));
    try {
      const clients = await file('clients.csv', 'client_id,name\nC1,王芳\n');
      const at = `http://127.0.0.1:${(platform.address() as AddressInfo).port}`;
      expect(await send({ clients }, { url: at })).toMatchObject([
        { kind: 'clients', taken: 1, warnings: ['Mind it.'] },
      ]);
    } finally {
      platform.close();
    }
  });

  it('goes on where it stopped when the connection breaks off', async () => {
    const rows = 5_000;
    const lines = Array.from({ length: rows }, (_, i) => `R${i},员工${i},RM,${i % 250 === 7 ? 'NOWHERE' : 'E1'}\n`);
    const staff = await file('many.csv', `staff_id,name,role,unit_id\n${lines.join('')}`);
    const line = await BreakingLine.to(url, 75_000);
    try {
      const [account] = await send({ staff }, { url: line.url });
      expect(account).toMatchObject({ read: rows, taken: rows - 20, unchanged: 0, rejected: 20 });
      expect(line.breaks).toBeGreaterThan(0);
      expect((await readFile(`${staff}.rejects.csv`, 'utf8')).trim().split('\n')).toHaveLength(21);
    } finally {
      await line.close();
    }
  }, 60_000);

  it('hears why a large file is refused while it is still being sent', async () => {
    const staff = await file('large.csv', `staff_id,name\n${'S1,王芳\n'.repeat(2_000_000)}`);
    await expect(send({ staff })).rejects.toMatchObject({ message: expect.stringContaining('COLUMN_MISSING') });
    await expect(send({ staff }, { token: 'x.y.z' })).rejects.toMatchObject({
      message: expect.stringContaining('TOKEN_INVALID'),
    });
  });

  it.each([
    [
      'a folder where the rejected rows should go',
      async () => {
        const staff = await file('blocked.csv', 'staff_id,name,role,unit_id\nS1,x,BOSS,E1\n');
        await mkdir(`${staff}.rejects.csv`);
        return send({ staff });
      },
      'blocked.csv.rejects.csv (ERR_FS_EISDIR)',
    ],
    ['no such file', () => send({ units: join(folder, 'nothing.csv') }), 'There is no file'],
    [
      'a file without the columns',
      async () => send({ staff: await file('columns.csv', 'staff_id,name\nS1,x\n') }),
      'The header lacks the column role, unit_id. (COLUMN_MISSING)',
    ],
    [
      'a token of nobody',
      async () => send({ units: await file('u.csv', UNITS) }, { token: 'x.y.z' }),
      '(TOKEN_INVALID)',
    ],
    [
      'a platform without demo tokens',
      async () => send({ units: await file('u.csv', UNITS) }, { token: undefined }),
      'hands out no demo tokens',
    ],
    [
      'no platform',
      async () => send({ units: await file('u.csv', UNITS) }, { token: undefined, url: 'http://127.0.0.1:9' }),
      'does not answer at http://127.0.0.1:9',
    ],
  ])('says in a sentence: %s', async (_title, sending, sentence) => {
    await expect(sending()).rejects.toMatchObject({ name: 'ImportFault', message: expect.stringContaining(sentence) });
  });
});

/** A network on the way that breaks the first connection after so many bytes of the file. */
class BreakingLine {
  breaks = 0;
  private readonly sockets = new Set<Socket>();

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async to(target: string, afterBytes: number): Promise<BreakingLine> {
    const { port } = new URL(target);
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const line = new BreakingLine(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    server.on('connection', (caller) => line.carry(caller, Number(port), afterBytes));
    return line;
  }

  private carry(caller: Socket, port: number, afterBytes: number): void {
    const callee = connect(port, '127.0.0.1');
    const breakUp = () => (caller.destroy(), callee.destroy());
    for (const socket of [caller, callee]) {
      this.sockets.add(socket);
      socket.on('error', breakUp);
    }
    let carried = 0;
    caller.on('data', (bytes) => {
      carried += bytes.length;
      if (this.breaks > 0 || carried < afterBytes) return;
      this.breaks++;
      breakUp();
    });
    caller.pipe(callee).pipe(caller);
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
