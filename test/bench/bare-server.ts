import { createServer } from 'node:http';
import pg from 'pg';

/*
 * The physical limit beside each GraphQL figure: the least any service could do for the same answer. One process,
 * Node's own HTTP server, one prepared statement a call, no GraphQL, no token, no rules.
 */
const [, , port] = process.argv;
// Not by an argument, which a list of processes shows.
const pool = new pg.Pool({ connectionString: process.env['HENGXIN_DATABASE_URL'], max: 16 });
await pool.query('create schema if not exists bench');
await pool.query(
  'create table if not exists bench.bare (id bigint generated always as identity primary key, body jsonb not null)',
);
await pool.query(
  'create table if not exists bench.bare_item (owner int, place int, body jsonb not null, primary key (owner, place))',
);
await pool.query(
  `insert into bench.bare_item select o, p, jsonb_build_object('id', o * 10 + p, 'status', 'OPEN', 'client', jsonb_build_object('name', 'x', 'tier', 'GOLD'))
   from generate_series(1, 400) o, generate_series(1, 10) p on conflict do nothing`,
);

const server = createServer((request, response) => {
  let body = '';
  request.on('data', (chunk: Buffer) => (body += chunk.toString()));
  request.on('end', async () => {
    const { rows } =
      request.url === '/insert'
        ? await pool.query({
            name: 'insert',
            text: 'insert into bench.bare (body) values ($1) returning id',
            values: [body],
          })
        : await pool.query({
            name: 'list',
            text: 'select body from bench.bare_item where owner = $1 order by place',
            values: [1 + Math.floor(Math.random() * 400)],
          });
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ data: rows }));
  });
});
server.listen(Number(port), '127.0.0.1', () => process.send?.('ready'));
process.on('disconnect', () => process.exit(0));
