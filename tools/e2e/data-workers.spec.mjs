import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as rest } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { columnarDataset, DataLoader, DataModule, ndArray, pad, Project, projectFromConfig } from '@lml/core';
import {
  cached,
  classBalancedSampler,
  concat,
  datasetSubset,
  iris,
  labelled,
  lengthBucketedSampler,
  pairs,
  repeat,
  triplets,
  windows,
  zip,
} from '@lml/datasets';
import '@lml/learners';
import '@lml/losses';
import '@lml/models';
import '@lml/optimizers';
import { ROOT } from '../workspace/packages.mjs';
import { node } from '../workspace/run.mjs';
import { mixed, noisy, numbered, numberStream, watched } from './programs/slow-data.mjs';

const programs = new URL('./programs/', import.meta.url).pathname;
const plugin = join(programs, 'slow-data.mjs');
// One object for each number of threads: loaders that are given it share them.
const [one, two, four] = [1, 2, 4].map((count) => ({ count, modules: [plugin] }));
let folder = '';
let files = 0;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lml-data-workers-'));
});
afterAll(async () => {
  const dataset = numbered({ length: 1 });
  for (const workers of [one, two, four]) await new DataLoader({ dataset, workers }).close();
  rmSync(folder, { recursive: true });
});

const newFile = () => join(folder, String((files += 1)));
const linesOf = (file) => (existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : []);

async function until(holds) {
  while (!holds()) await rest(5);
}

/** All that is in the batches of some epochs, as text. */
async function contentOf(loader, places = [[0], [1]]) {
  await loader.open();
  const contents = [];
  for (const [epoch, from] of places) {
    for await (const loaded of loader.iterate(epoch, from)) {
      const { batch, index, size, end } = loaded;
      const plain = JSON.stringify({ batch, index, size, end }, (_, value) =>
        ArrayBuffer.isView(value) ? [value.constructor.name, ...value] : value,
      );
      contents.push(plain);
      loaded.release();
    }
  }
  return contents;
}

async function moduleContent(workers) {
  const data = new DataModule({
    dataset: numbered({ length: 40 }),
    split: { validation: 0.3 },
    batchSize: 4,
    transforms: { all: [noisy(), noisy({ scale: 2 })], train: [mixed()] },
    workers,
  });
  await data.setup({ seed: 3 });
  const places = [[0], [1, 12], [0, 6]];
  const train = await contentOf(data.loader('train'), places);
  return [...train, ...(await contentOf(data.loader('validation')))];
}

describe('batches that worker threads make', () => {
  it('are those of this thread, with everything that is drawn and learnt, from any place on', async () => {
    const here = await moduleContent(0);
    expect(here).toHaveLength(7 + 4 + 6 + 2 * 3);
    expect(await moduleContent(one)).toEqual(here);
    expect(await moduleContent(four)).toEqual(here);
  });

  it('are those of several sets, which are read together', async () => {
    const contents = [];
    for (const workers of [0, two]) {
      const train = { short: numbered({ length: 10 }), long: numbered({ length: 24 }) };
      const data = new DataModule({ train, batchSize: 4, transforms: { train: [watched(), mixed()] }, workers });
      await data.setup({ seed: 6 });
      contents.push(await contentOf(data.loader('train'), [[0], [1]]));
    }
    expect(contents[0]).toHaveLength(12);
    expect(contents[1]).toEqual(contents[0]);
  });

  it('are those of this thread where datasets are made of datasets, with the partners that are drawn', async () => {
    const some = () => datasetSubset({ dataset: iris(), start: 40, end: 64 });
    const kept = cached({ dataset: some(), in: 'disk', path: newFile(), partSize: 7 });
    const made = {
      concat: concat({ datasets: [some(), repeat({ dataset: kept, times: 2 })] }),
      zip: zip({ datasets: { left: some(), right: kept } }),
      pairs: pairs({ dataset: kept }),
      triplets: triplets({ dataset: some(), keepTarget: true }),
      windows: windows({ dataset: some(), size: 3, targets: [1] }),
    };
    for (const dataset of Object.values(made)) {
      const sampler = classBalancedSampler();
      const settings = {
        dataset,
        batchSize: 5,
        seed: 3,
        ...(dataset === made.concat ? { sampler } : { shuffle: true }),
      };
      expect(await contentOf(new DataLoader({ ...settings, workers: two }))).toEqual(
        await contentOf(new DataLoader(settings)),
      );
    }
    const sampler = lengthBucketedSampler({ column: 'target', boundaries: [1] });
    const bucketed = { dataset: made.triplets, batchSize: 5, sampler };
    expect(await contentOf(new DataLoader({ ...bucketed, workers: two }))).toEqual(
      await contentOf(new DataLoader(bucketed)),
    );
  });

  it('keep lists, texts and arrays of other types, from memory that threads share', async () => {
    const inputs = ndArray(Float64Array.from({ length: 24 }, Math.sqrt), { shape: [12, 2] });
    const dataset = () =>
      labelled({
        inputs,
        targets: BigInt64Array.from({ length: 12 }, (_, at) => BigInt(at)),
        metadata: [...'abcdefghijkl'],
      });
    // Its numbers are too large for JSON.
    const text = async (loader) => {
      const read = [];
      for await (const { batch } of loader.iterate(1))
        read.push([[...batch.input.data], batch.target.dtype, batch.target.data.join(), batch.metadata]);
      return read;
    };
    const contents = [];
    for (const workers of [0, two]) {
      const loader = new DataLoader({ dataset: dataset(), batchSize: 5, shuffle: true, collate: pad(), workers });
      await loader.open();
      contents.push(await text(loader));
    }
    expect(contents[0]).toHaveLength(3);
    expect(contents[1]).toEqual(contents[0]);
  });

  it('are those of a stream, which is read here in its order', async () => {
    const loader = (workers) =>
      new DataLoader({
        dataset: numberStream({ length: 23 }),
        batchSize: 4,
        shuffle: true,
        shuffleBuffer: 7,
        transforms: [watched(), mixed()],
        seed: 5,
        workers,
      });
    const places = [[0], [1, 8]];
    const here = await contentOf(loader(0), places);
    expect(here).toHaveLength(6 + 4);
    expect(await contentOf(loader(one), places)).toEqual(here);
    expect(await contentOf(loader(four), places)).toEqual(here);
  });

  it('come in order, and none waits for a slow one but to be handed over; no more than prefetch a thread are ahead', async () => {
    const [log, waitFor] = [newFile(), newFile()];
    const loader = new DataLoader({
      dataset: numbered({ length: 20 }),
      batchSize: 2,
      transforms: [watched({ log, waitFor, waitAt: [0] })],
      prefetch: 2,
      workers: two,
    });
    const batches = loader.iterate(0);
    const first = batches.next();
    // The first batch and the four after it are asked for: of the first, one sample waits.
    await until(() => linesOf(log).length === 10);
    await rest(50);
    const begun = linesOf(log).map((line) => Number(line.split(' ')[0]));
    expect(begun.toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    writeFileSync(waitFor, '');
    const order = [(await first).value.index];
    for await (const { index } of batches) order.push(index);
    expect(order).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(new Set(linesOf(log).map((line) => line.split(' ')[1])).size).toBe(2);
  });

  it('fail where they belong, by the code and words of this thread', async () => {
    for (const workers of [0, two]) {
      const read = [];
      const reading = async () => {
        for await (const { index } of new DataLoader({
          dataset: numbered({ length: 20, bad: [9, 18] }),
          batchSize: 4,
          workers,
        }).iterate(0))
          read.push(index);
      };
      await expect(reading()).rejects.toMatchObject({
        code: 'LML_FILE_FORMAT',
        message: 'row 9 of numbers.csv is empty (LML_FILE_FORMAT)',
      });
      expect(read).toEqual([0, 1]);
    }
  });

  it('name the part that cannot leave the thread', async () => {
    const options = { dataset: numbered({ length: 4 }), transforms: [watched({ odd: true })], workers: two };
    await expect(new DataLoader(options).iterate(0).next()).rejects.toMatchObject({
      code: 'LML_DATA_WORKER',
      message: expect.stringContaining("'metadata' of a batch"),
    });
  });

  it('are no more made when the reader leaves, and begin anew', async () => {
    const log = newFile();
    const loader = new DataLoader({
      dataset: numbered({ length: 200 }),
      batchSize: 2,
      transforms: [watched({ log })],
      workers: two,
    });
    for (let turn = 0; turn < 3; turn++) for await (const { index } of loader.iterate(0)) if (index === 1) break;
    expect(linesOf(log).length).toBeLessThanOrEqual(3 * 2 * 6);
    expect(await contentOf(loader, [[0, 190]])).toHaveLength(5);
  });

  it('come from the same threads epoch after epoch', async () => {
    const log = newFile();
    const options = { dataset: numbered({ length: 12 }), batchSize: 1, transforms: [watched({ log })] };
    const loader = new DataLoader({ ...options, workers: { count: 2, modules: [plugin] } });
    for (let epoch = 0; epoch < 5; epoch++) for await (const loaded of loader.iterate(epoch)) loaded.release();
    expect(linesOf(log)).toHaveLength(60);
    expect(new Set(linesOf(log).map((line) => line.split(' ')[1])).size).toBeLessThanOrEqual(2);
    await loader.close();
  });
});

describe('a worker thread', () => {
  it('that ends is named where its batch belongs, and replaced', async () => {
    const loader = new DataLoader({
      dataset: numbered({ length: 12 }),
      batchSize: 2,
      transforms: [watched({ exitAt: [4] })],
      workers: { count: 2, modules: [plugin] },
    });
    const batches = loader.iterate(0);
    expect((await batches.next()).value.index).toBe(0);
    expect((await batches.next()).value.index).toBe(1);
    await expect(batches.next()).rejects.toMatchObject({
      code: 'LML_DATA_WORKER',
      message: expect.stringMatching(/lml-data-\d+ ended while it made this batch, with the exit code 7/),
    });
    expect(await contentOf(loader, [[0, 6]])).toHaveLength(3);
    await loader.close();
  });

  it('cannot make what the registry did not, and says which part that is', async () => {
    const dataset = columnarDataset(() => ({ input: ndArray([1, 2]) }));
    const refused = (path) => ({ code: 'LML_DATA_WORKER', message: expect.stringContaining(path) });
    await expect(new DataLoader({ dataset, workers: 2 }).open()).rejects.toMatchObject(refused('make dataset,'));
    const own = { dataset: numbered({ length: 2 }), workers: 2 };
    const transforms = [watched(), { apply: (sample) => sample }];
    await expect(new DataLoader({ ...own, transforms }).open()).rejects.toMatchObject(refused('make transforms.1,'));
    const collate = () => ({});
    await expect(new DataLoader({ ...own, collate }).open()).rejects.toMatchObject(refused('make collate,'));
  });

  it('needs to know the modules of a plugin', async () => {
    const dataset = numbered({ length: 2 });
    const first = (workers) => new DataLoader({ dataset, workers }).iterate(0).next();
    await expect(first({ count: 1 })).rejects.toMatchObject({
      code: 'LML_DATA_WORKER',
      message: expect.stringContaining("needs components of 'slow-data'"),
    });
    await expect(first({ count: 1, modules: ['./no-such-module.mjs'] })).rejects.toMatchObject({
      code: 'LML_DATA_WORKER',
      message: expect.stringContaining("cannot import the module './no-such-module.mjs'"),
    });
  });
});

describe('two threads that write one file', () => {
  it('do so by different names, which are swept as those of their process', async () => {
    const module = pathToFileURL(join(ROOT, 'packages/core/dist/node/temporary.js')).href;
    const { temporaryOf } = await import(module);
    const program = `const { parentPort } = require('node:worker_threads');
      import(${JSON.stringify(module)}).then(({ temporaryOf }) => parentPort.postMessage(temporaryOf('runs/last')));`;
    const [name] = await once(new Worker(program, { eval: true }), 'message');
    expect(name).not.toBe(temporaryOf('runs/last'));
    expect(name.replace(/last\.\d+\./, 'last.')).toBe(temporaryOf('runs/last'));
  });
});

/** Runs the program in a way, and gives what it printed; it has to end by itself. */
function inProcess(way, ...flags) {
  return new Promise((resolve, reject) => {
    const args = [...flags, join(programs, 'data-workers.mjs'), way, newFile()];
    const env = { ...process.env, NODE_OPTIONS: '' };
    execFile(process.execPath, args, { env, timeout: 60_000 }, (error, stdout, stderr) =>
      error === null
        ? resolve({ value: JSON.parse(stdout.trim().split('\n').at(-1)), stderr })
        : reject(new Error(`${error.message}\n${stdout}\n${stderr}`)),
    );
  });
}

describe('a process with worker threads', () => {
  it.each([
    ['whole', 24],
    ['broken', 0],
    ['stuck', 0],
  ])('waits for batches and for nothing else: %s', async (way, value) => {
    expect((await inProcess(way)).value).toBe(value);
  });

  it.each([[[]], [['--max-old-space-size=500']]])('may be one of code in the command line: %j', async (flags) => {
    const urlOf = (name) => JSON.stringify(pathToFileURL(join(ROOT, `packages/${name}/dist/index.js`)).href);
    const code = `import { DataLoader } from ${urlOf('core')};
      import { iris } from ${urlOf('datasets')};
      const loader = new DataLoader({ dataset: iris(), workers: 1 });
      await loader.open();
      for await (const { size } of loader.iterate(0)) console.log(size);`;
    expect(await node([...flags, '--input-type=module', '-e', code])).toBe('32\n32\n32\n32\n22\n');
  });

  it('lives on when one has no memory left', async () => {
    expect((await inProcess('eaten', '--max-old-space-size=200')).value).toEqual({
      code: 'LML_DATA_WORKER',
      message: expect.stringMatching(/lml-data-\d+ ended while it made this batch, with an error: .*memory/),
    });
  });

  it('tells their warnings once', async () => {
    const { stderr } = await inProcess('warned');
    expect(stderr.split('The cup is empty.')).toHaveLength(2);
  });

  it('has none left once loaders are closed, or nobody has them', async () => {
    expect((await inProcess('closed')).value).toEqual({ samples: 48, left: 0 });
    expect((await inProcess('forgotten', '--expose-gc')).value).toEqual({ started: true, left: 0 });
  });
});

const learner = {
  name: 'supervised',
  model: { name: 'mlp', inputSize: 2, hiddenSizes: [4], outputSize: 3 },
  loss: 'cross-entropy',
  optimizer: { name: 'adam', lr: 0.01 },
};

describe('a run with worker threads', () => {
  const projectWith = (workers, callbacks = []) =>
    new Project({
      name: 'threads',
      seed: 4,
      folder,
      learner,
      data: new DataModule({
        dataset: numbered({ length: 30 }),
        split: { validation: 0.2 },
        batchSize: 4,
        transforms: { all: [noisy()], train: [mixed()] },
        workers,
      }),
      trainer: { maxEpochs: 2, loggers: [], progressBar: false, engine: 'eager', callbacks },
    });

  it('has the numbers of one without, also when it was stopped within an epoch', async () => {
    const whole = await projectWith(0).train();
    const save = {
      name: 'saver',
      phase: 'persist',
      async trainBatchEnd(run) {
        if (run.clock.batch !== 9) return;
        await run.save('here');
        throw new Error('power cut');
      },
    };
    let run = '';
    const note = { name: 'note', trainStart: ({ folder: own }) => void (run = own) };
    await expect(projectWith(two, [save, note]).train()).rejects.toThrow('power cut');
    const resumed = await projectWith(four).train({ resumeFrom: join(run, 'checkpoints', 'here') });
    expect(resumed.values).toEqual(whole.values);
    const losses = ({ history }) => history.map(({ clock, values }) => [clock.step, values]);
    expect(losses(resumed)).toEqual(losses(whole));
  });

  it('predicts rows that it is handed, which are here already', async () => {
    const project = projectWith(two);
    await project.train();
    const dataset = { open() {}, length: 1, get: () => ({ input: ndArray([1, 2]) }) };
    expect((await project.predict({ dataset })).shape).toEqual([1, 3]);
  });

  it('is written down with their number alone, as files name no modules', async () => {
    const project = projectFromConfig({
      learner,
      data: { dataset: 'iris', workers: 2 },
      trainer: { maxEpochs: 1 },
      folder: false,
    });
    expect(project.data.options.workers).toBe(2);
    expect(() =>
      projectFromConfig({ learner, data: { dataset: 'iris', workers: { count: 2, modules: ['./x.js'] } } }),
    ).toThrow('data.workers');
    let run = '';
    await projectWith(two, [{ name: 'note', trainStart: ({ folder: own }) => void (run = own) }]).train();
    expect(readFileSync(join(run, 'config.yaml'), 'utf8')).toMatch(/^ {2}workers: 2$/m);
  });

  it('is that of a file, with its plugins', async () => {
    const core = join(ROOT, 'packages/core/dist/index.js');
    const text = readFileSync(plugin, 'utf8')
      .replace("'@lml/core'", `'${core}'`)
      .replace("'zod'", `'${join(ROOT, 'node_modules/zod/index.js')}'`);
    writeFileSync(join(folder, 'slow-data.mjs'), text);
    const file = join(folder, 'threads.json');
    const log = newFile();
    const lml = (workers, name) => {
      const data = {
        dataset: { name: 'numbered', length: 30 },
        split: { test: 0.2 },
        batchSize: 4,
        transforms: { all: ['noisy'], train: [{ name: 'watched', log: `${log}-${workers}` }, 'mixed'] },
        workers,
      };
      const config = {
        name,
        plugins: ['./slow-data.mjs'],
        learner,
        data,
        trainer: { maxEpochs: 1, engine: 'eager', loggers: ['json-lines'] },
      };
      writeFileSync(file, JSON.stringify(config));
      const args = [join(ROOT, 'packages/cli/dist/lml.js'), 'train', file];
      return new Promise((resolve, reject) => {
        execFile(
          process.execPath,
          args,
          { cwd: folder, env: { ...process.env, NODE_OPTIONS: '' } },
          (error, ...streams) =>
            error === null ? resolve(streams.join('')) : reject(new Error(`${streams.join('')}\n${error.message}`)),
        );
      });
    };
    await lml(0, 'here');
    await lml(2, 'there');
    const threadsOf = (workers) => linesOf(`${log}-${workers}`).map((line) => line.split(' ')[1]);
    expect(new Set(threadsOf(0))).toEqual(new Set(['0']));
    expect(threadsOf(2)).not.toContain('0');
    const weights = (name) => {
      const checkpoints = join(folder, 'runs', name, '1', 'checkpoints');
      return readFileSync(join(checkpoints, readdirSync(checkpoints)[0], 'weights.safetensors'));
    };
    expect(weights('there').equals(weights('here'))).toBe(true);
  });
});
