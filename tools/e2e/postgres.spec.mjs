import { build, DataModule, LmlError, Project, Trainer } from '@lml/core';
import { postgres, postgresStream } from '@lml/datasets';
import { supervised } from '@lml/learners';
import { mse } from '@lml/losses';
import { mlp } from '@lml/models';
import { sgd } from '@lml/optimizers';
import { PGlite } from '@electric-sql/pglite';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './redis-server.mjs';

const SECRET = 'open%2Fsesame';

describe('PostgreSQL', () => {
  /** @type {PGlite} */
  let database;
  /** @type {PGLiteSocketServer} */
  let server;
  let connection = '';

  beforeAll(async () => {
    database = await PGlite.create();
    await database.exec(`
      create type colour as enum ('red', 'blue');
      create table flowers (id int primary key, width numeric(6, 2), height float4, kind text, seen bool, day date,
        at timestamptz, clock time, wide bigint, code uuid, colour colour, notes jsonb, pair float8[]);
      insert into flowers values
        (1, 1.25, 0.5, 'setosa', true, '2026-11-30', '2026-11-30 12:00:00.5+02', '01:02:03.5', 9007199254740993,
          '00000000-0000-0000-0000-000000000001', 'red', '{}', '{1,2}'),
        (2, -3, 'NaN', 'virginica', false, '1969-12-31', '1970-01-01 00:00:00Z', '00:00:00', 1, null, 'blue', null, null),
        (3, null, null, null, null, null, null, null, -5, null, null, null, null);
      create table numbers as select n as id, n * 2.5 as twice, case when n % 2 = 0 then 'even' else 'odd' end as kind
        from generate_series(1, 1000) as n;
      create table "Odd name" (a int, b text)`);
    const port = await freePort();
    server = new PGLiteSocketServer({ db: database, port, host: '127.0.0.1' });
    await server.start();
    connection = `postgres://postgres:${SECRET}@127.0.0.1:${port}/postgres`;
  }, 60_000);

  afterAll(async () => {
    await server.stop();
    await database.close();
  });

  const samplesOf = async (/** @type {any} */ dataset) => {
    await dataset.open();
    const samples = [];
    if ('iterate' in dataset) for await (const sample of dataset.iterate({ epoch: 0, seed: 0 })) samples.push(sample);
    else for (let index = 0; index < dataset.length; index++) samples.push(await dataset.get(index));
    return samples;
  };

  const errorOf = async (/** @type {any} */ dataset) => {
    try {
      await dataset.open();
    } catch (error) {
      return LmlError.isInstance(error) ? error : Promise.reject(error);
    }
    return undefined;
  };

  it('reads types as those of tables', async () => {
    const query = 'select id, width, height, kind, seen, day, at, clock, wide, code, colour from flowers order by id;';
    const [first, second, third] = await samplesOf(postgres({ connection, query, as: 'columns' }));
    const plain = (/** @type {any} */ { input }) =>
      Object.fromEntries(Object.entries(input).map(([name, value]) => [name, value.data?.[0] ?? value]));
    expect(plain(first)).toEqual({
      id: 1,
      width: 1.25,
      height: 0.5,
      kind: 'setosa',
      seen: 1,
      day: Date.UTC(2026, 10, 30),
      at: Date.UTC(2026, 10, 30, 10, 0, 0, 500),
      clock: 3_723_500,
      wide: 2n ** 53n + 1n,
      code: '00000000-0000-0000-0000-000000000001',
      colour: 'red',
    });
    expect(plain(second)).toMatchObject({
      width: -3,
      height: NaN,
      seen: 0,
      day: -86_400_000,
      at: 0,
      clock: 0,
      wide: 1n,
    });
    expect(plain(third)).toMatchObject({ width: NaN, kind: '', seen: NaN, day: NaN, wide: -5n, colour: '' });
  });

  it('makes samples of a query with parameters, from a config', async () => {
    const query = 'select id, twice, kind from numbers where id > $1 and kind <> $2 order by id';
    const dataset = build('dataset', {
      name: 'postgres',
      connection,
      query,
      parameters: [996, 'none'],
      target: 'kind',
    });
    const samples = await samplesOf(dataset);
    expect(samples.map(({ input }) => Array.from(input.data))).toEqual([
      [997, 2492.5],
      [998, 2495],
      [999, 2497.5],
      [1000, 2500],
    ]);
    expect(dataset.classNames).toEqual(['even', 'odd']);
  });

  it('gives the same samples as a stream, some rows at a time', async () => {
    const options = { connection, query: 'select * from numbers order by id', inputs: ['twice'], target: 'kind' };
    const stream = postgresStream({ ...options, fetchSize: 64 });
    expect(await samplesOf(stream)).toEqual(await samplesOf(postgres(options)));
    expect(stream.classNames).toEqual(['even', 'odd']);
  });

  it('knows columns where there are no rows', async () => {
    expect(await samplesOf(postgresStream({ connection, table: 'public.Odd name', inputs: ['a'] }))).toEqual([]);
  });

  it.each([
    ['select no from flowers', 'LML_INVALID_ARGUMENT', 'column "no" does not exist'],
    ['select * from', 'LML_INVALID_ARGUMENT', 'syntax error'],
    ['delete from numbers returning id', 'LML_INVALID_ARGUMENT', 'It says'],
    ['select notes from flowers', 'LML_FILE_FORMAT', "column 'notes' is of type jsonb"],
    ['select pair from flowers', 'LML_FILE_FORMAT', "column 'pair' is of type float8[]"],
    ['select id, id from flowers', 'LML_FILE_FORMAT', "two columns 'id'"],
    ['select 1 / (id - 500) as id from numbers', 'LML_INVALID_ARGUMENT', 'division by zero'],
  ])('refuses %s', async (query, code, words) => {
    const error = await errorOf(postgres({ connection, query }));
    expect(error).toMatchObject({ code, message: expect.stringContaining(words) });
    expect(`${error?.stack}`).not.toMatch(/sesame/);
    expect(
      (await samplesOf(postgres({ connection, query: 'select count(*) as n from numbers' })))[0].input.data[0],
    ).toBe(1000);
  });

  it('says that there is no server, and that it goes, and never a password', async () => {
    const nowhere = `postgres://postgres:${SECRET}@127.0.0.1:${await freePort()}/postgres`;
    const error = await errorOf(postgres({ connection: nowhere, query: 'select 1' }));
    expect(error).toMatchObject({ code: 'LML_FILE_NOT_FOUND', message: expect.stringMatching(/postgres:\/\/\*\*\*@/) });
    // A server that hangs up.
    const broken = createServer((socket) => socket.once('data', () => socket.destroy()));
    await new Promise((resolve) => void broken.listen(0, '127.0.0.1', () => resolve(undefined)));
    const { port } = /** @type {import('node:net').AddressInfo} */ (broken.address());
    const gone = await errorOf(postgres({ connection: nowhere.replace(/:\d+\//, `:${port}/`), query: 'select 1' }));
    expect(gone?.code).toBe('LML_FILE_NOT_FOUND');
    for (const each of [error, gone]) expect(`${each?.stack} ${String(each?.cause)}`).not.toMatch(/sesame/);
    broken.close();
  });

  it('says that a connection was lost while rows came', async () => {
    const { port } = new URL(connection);
    const cut = createServer((socket) => {
      const behind = connect(Number(port), '127.0.0.1');
      let given = 0;
      socket.pipe(behind);
      behind.on('data', (bytes) => {
        given += bytes.length;
        if (given < 10_000) socket.write(bytes);
        else for (const each of [socket, behind]) each.destroy();
      });
      for (const each of [socket, behind]) each.on('error', () => undefined);
    });
    await new Promise((resolve) => void cut.listen(0, '127.0.0.1', () => resolve(undefined)));
    const address = /** @type {import('node:net').AddressInfo} */ (cut.address());
    const through = connection.replace(`:${port}/`, `:${address.port}/`);
    const stream = postgresStream({ connection: through, query: 'select id, twice from numbers', fetchSize: 50 });
    await expect(samplesOf(stream)).rejects.toMatchObject({ code: 'LML_FILE_READ' });
    cut.close();
  });

  it('keeps the password out of all files of a run', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'lml-postgres-'));
    const dataset = postgres({
      connection,
      query: 'select id, twice from numbers order by id limit 32',
      target: 'twice',
    });
    const data = new DataModule({ train: dataset, batchSize: 8 });
    const model = mlp({ inputSize: 1, hiddenSizes: [], outputSize: 1 });
    const learner = supervised({ data, model, loss: mse(), optimizer: sgd({ lr: 1e-9 }) });
    const project = new Project({ learner, trainer: new Trainer({ maxEpochs: 1 }), seed: 1, folder });
    await project.train();
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const texts = files.map((entry) => readFileSync(join(entry.parentPath ?? entry.path, entry.name), 'latin1'));
    expect(files.map(({ name }) => name)).toContain('config.yaml');
    expect(texts.filter((text) => text.includes('sesame'))).toEqual([]);
    expect(texts.some((text) => text.includes(connection.replace(`:${SECRET}@`, '@')))).toBe(true);
    rmSync(folder, { recursive: true, force: true });
  });
});
