import { jest } from '@jest/globals';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import * as tf from '@tensorflow/tfjs';

import {
  columnarDataset,
  DataModule,
  eager,
  LmlError,
  modelCheckpoint,
  ndArray,
  toConfig,
  type Callback,
  type FitResult,
  type HostBatch,
  type Logger,
  type LoggerContext,
  type NdArray,
  type Snapshot,
} from '../index.js';
import { tinyData, tinyLearner } from './tiny-learner.fixture.js';
import { Trainer, type RequiredLimit, type TrainerOptions } from './trainer.js';

type Limited = TrainerOptions & RequiredLimit;

const quiet = { loggers: [], progressBar: false } satisfies TrainerOptions;
const folders: string[] = [];

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'lml-trainer-'));
  folders.push(folder);
  return folder;
}

afterAll(async () => {
  for (const folder of folders) await rm(folder, { recursive: true });
});

async function bytesOf(learner: ReturnType<typeof tinyLearner>): Promise<Record<string, number[]>> {
  const weights: Record<string, NdArray> = await learner.model.getWeights();
  return Object.fromEntries(
    Object.entries(weights).map(([name, { data }]) => [
      name,
      Array.from(new Uint8Array((data as Float32Array).slice().buffer)),
    ]),
  );
}

/** A callback that throws at training batch `at`. */
function throwingAt(at: number): Callback {
  return {
    name: 'thrower',
    trainBatchEnd(run) {
      if (run.clock.batch === at) throw new Error('stop here');
    },
  };
}

describe('Trainer.fit', () => {
  it('lowers the loss, and leaves the trained weights in the model', async () => {
    const learner = tinyLearner();
    const result = await new Trainer({ ...quiet, maxEpochs: 40 }).fit(learner, { seed: 3 });
    expect(result.status).toBe('completed');
    expect(result.stopReason).toBe('max-epochs');
    expect(result.history).toHaveLength(40);
    expect(result.values['validation/loss']).toBeLessThan(result.history[0]!.values['validation/loss']! / 2);
    const test = await new Trainer({ ...quiet, maxEpochs: 1 }).validate(learner, { seed: 3 });
    expect(test['validation/loss']).toBeCloseTo(result.values['validation/loss']!, 6);
  });

  it('gives the same bytes for the same seed, and others for another', async () => {
    const train = async (seed: number): Promise<Record<string, number[]>> => {
      const learner = tinyLearner();
      await new Trainer({ ...quiet, maxEpochs: 2 }).fit(learner, { seed });
      return bytesOf(learner);
    };
    const first = await train(5);
    expect(await train(5)).toEqual(first);
    expect(await train(6)).not.toEqual(first);
  });

  it('keeps the number of tensors flat over epochs, after the fit and after an error', async () => {
    const learner = tinyLearner();
    await learner.model.build({ random: new (await import('../index.js')).RandomStreams(0) });
    const before = tf.memory().numTensors;
    const counts: number[] = [];
    const counter: Callback = { name: 'counter', trainEpochEnd: () => void counts.push(tf.memory().numTensors) };
    await new Trainer({ ...quiet, maxEpochs: 3, callbacks: [counter] }).fit(learner);
    expect(new Set(counts).size).toBe(1);
    expect(tf.memory().numTensors).toBe(before);
    await expect(new Trainer({ ...quiet, maxEpochs: 3, callbacks: [throwingAt(5)] }).fit(learner)).rejects.toThrow(
      'stop here',
    );
    expect(tf.memory().numTensors).toBe(before);
  });

  it.each([
    [{ maxEpochs: 1, epochs: 3 }, 'epochs'],
    [{ maxEpochs: 1, validate: { every: 1, unit: 'epochs' } }, 'validate.unit'],
    [{ maxEpochs: 1, log: { every: 0, unit: 'step' } }, 'log.every'],
    [{ maxEpochs: -1 }, 'maxEpochs'],
    [{ maxEpochs: 0 }, 'maxEpochs'],
    [{ maxSteps: 0 }, 'maxSteps'],
    [{ maxSeconds: 0 }, 'maxSeconds'],
  ])('refuses the settings %o', (options, path) => {
    expect(() => new Trainer(options as unknown as Limited)).toThrow(path);
    expect(() => new Trainer(options as unknown as Limited)).toThrow(
      expect.objectContaining({ code: 'LML_INVALID_OPTIONS' }),
    );
  });

  it('uses the arrays of batches again, but not of those that a callback looked at', async () => {
    const given = new Set<unknown>();
    const kept: [HostBatch, number[]][] = [];
    const arrayOf = (batch: HostBatch): Float32Array => (batch['input'] as NdArray<'float32'>).data;
    const fit = async (looksAt: number): Promise<void> => {
      const engine = eager();
      const run = engine.run.bind(engine);
      engine.run = (step, batch, input) => {
        given.add(arrayOf(batch));
        return run(step, batch, input);
      };
      const looking: Callback = {
        name: 'looking',
        trainBatchStart(_, seen) {
          if (seen.index === looksAt) kept.push([seen.batch, [...arrayOf(seen.batch)]]);
        },
      };
      await new Trainer({ ...quiet, maxEpochs: 3, engine, callbacks: [looking] }).fit(tinyLearner());
    };
    await fit(-1);
    // 30 samples by 8: a batch that is full, and one that is not, of training; one that is full and one that is not of validation.
    expect(given.size).toBe(4);
    await fit(1);
    expect(kept).toHaveLength(3);
    for (const [batch, values] of kept) expect([...arrayOf(batch)]).toEqual(values);
    expect(new Set(kept.map(([batch]) => arrayOf(batch))).size).toBe(3);
  });

  it('needs a limit', async () => {
    await expect(new Trainer(quiet as unknown as Limited).fit(tinyLearner())).rejects.toMatchObject({
      code: 'LML_INVALID_ARGUMENT',
    });
  });

  it('stops in mid-epoch at maxSteps and still closes the epoch', async () => {
    const result = await new Trainer({ ...quiet, maxSteps: 6 }).fit(tinyLearner());
    expect(result.clock).toMatchObject({ step: 6, batch: 6, epoch: 1 });
    expect(result.stopReason).toBe('max-steps');
    expect(result.history).toHaveLength(2);
  });

  it('uses no more of an epoch than its limit', async () => {
    const options = {
      ...quiet,
      maxEpochs: 2,
      limits: { train: { batches: 3 }, validation: { fraction: 0.5 } },
    } as const;
    const result = await new Trainer(options).fit(tinyLearner());
    expect(result.clock).toMatchObject({ epoch: 2, batch: 6 });
    expect(result.values['validation/loss']).toEqual(expect.any(Number));
  });

  it('validates at the interval, in any unit of the clock', async () => {
    const at: number[] = [];
    const watcher: Callback = { name: 'watcher', validationEnd: (run) => void at.push(run.clock.step) };
    await new Trainer({ ...quiet, maxEpochs: 3, validate: { every: 5, unit: 'step' }, callbacks: [watcher] }).fit(
      tinyLearner(),
    );
    expect(at).toEqual([5, 10, 12]);
    at.length = 0;
    await new Trainer({ ...quiet, maxEpochs: 4, validate: { every: 2, unit: 'epoch' }, callbacks: [watcher] }).fit(
      tinyLearner(),
    );
    expect(at).toEqual([8, 16]);
  });

  it('validates the last weights where the run ends between two times, and keeps the best by that', async () => {
    const folder = await temporaryFolder();
    const short = await new Trainer({ ...quiet, maxSteps: 3 }).fit(tinyLearner(), { folder });
    expect(short.values['validation/loss']).toEqual(expect.any(Number));
    expect(short.history.at(-1)!.values['validation/loss']).toBe(short.values['validation/loss']);
    expect(short.bestCheckpoint).toContain('step-0000003');
    const judged: number[] = [];
    const watcher: Callback = { name: 'watcher', validationEnd: (run) => void judged.push(run.clock.step) };
    const seldom = { ...quiet, maxSteps: 6, validate: { every: 1000, unit: 'step' } } as const;
    const warning = jest.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
    const late = await new Trainer({ ...seldom, callbacks: [watcher] }).fit(tinyLearner(), {
      folder: await temporaryFolder(),
    });
    expect(judged).toEqual([6]);
    expect(short.warnings).toEqual([]);
    expect(late.warnings).toEqual([expect.stringContaining('never came in a run of 6 steps')]);
    expect(warning).toHaveBeenCalledWith(expect.anything(), expect.objectContaining({ code: 'LML_VALIDATED_LATE' }));
    warning.mockRestore();
    expect(late.bestCheckpoint).toContain('step-0000006');
  });

  it('lets timers fire during an epoch', async () => {
    const order: string[] = [];
    const data = tinyData(1000, { batchSize: 4 });
    const timer = setTimeout(() => order.push('timer'), 5);
    await new Trainer({ ...quiet, maxEpochs: 1, validate: { every: 2, unit: 'epoch' } }).fit(tinyLearner({ data }));
    order.push('end');
    clearTimeout(timer);
    expect(order).toEqual(['timer', 'end']);
  });

  it('ends after the running step when the signal aborts, with what was learnt', async () => {
    const controller = new AbortController();
    const aborter: Callback = {
      name: 'aborter',
      trainBatchEnd(run) {
        if (run.clock.batch === 6) controller.abort();
      },
    };
    const folder = await temporaryFolder();
    const learner = tinyLearner();
    const result = await new Trainer({ ...quiet, maxEpochs: 9, callbacks: [aborter] }).fit(learner, {
      folder,
      signal: controller.signal,
    });
    expect(result.status).toBe('interrupted');
    expect(result.clock.batch).toBe(6);
    expect(await readdir(join(folder, 'checkpoints'))).toContain('epoch-0001-step-0000006');
  });
});

describe('hooks', () => {
  it('are called in the order of the contract', async () => {
    const trace: string[] = [];
    const names = [
      'setup',
      'fitStart',
      'trainStart',
      'trainEpochStart',
      'trainBatchStart',
      'trainBatchEnd',
      'validationStart',
      'validationBatchEnd',
      'validationEnd',
      'trainEpochEnd',
      'trainEnd',
      'fitEnd',
      'exception',
      'teardown',
    ] as const;
    const tracer = {
      name: 'tracer',
      ...Object.fromEntries(names.map((name) => [name, () => void trace.push(name)])),
    } as Callback;
    const limits = { train: { batches: 2 }, validation: { batches: 1 } };
    await new Trainer({ ...quiet, maxEpochs: 2, limits, callbacks: [tracer] }).fit(tinyLearner());
    const epoch = [
      'trainEpochStart',
      'trainBatchStart',
      'trainBatchEnd',
      'trainBatchStart',
      'trainBatchEnd',
      'validationStart',
      'validationBatchEnd',
      'validationEnd',
      'trainEpochEnd',
    ];
    expect(trace).toEqual(['setup', 'fitStart', 'trainStart', ...epoch, ...epoch, 'trainEnd', 'fitEnd', 'teardown']);
  });

  it('after an error are exception and teardown, nothing else', async () => {
    const trace: string[] = [];
    const tracer: Callback = {
      name: 'tracer',
      trainEnd: () => void trace.push('trainEnd'),
      fitEnd: () => void trace.push('fitEnd'),
      exception: (_run, error) => void trace.push((error as Error).message),
      teardown: () => void trace.push('teardown'),
    };
    await expect(
      new Trainer({ ...quiet, maxEpochs: 2, callbacks: [throwingAt(1), tracer] }).fit(tinyLearner()),
    ).rejects.toThrow();
    expect(trace).toEqual(['stop here', 'teardown']);
  });

  describe('that fail when the run is closed', () => {
    const failing = (name: string, trace: string[]): Callback => ({
      name,
      exception() {
        trace.push(`${name} exception`);
        throw new Error(`${name} exception`);
      },
      teardown() {
        trace.push(`${name} teardown`);
        throw new Error(`${name} teardown`);
      },
    });
    const loggers = (trace: string[]): Logger[] =>
      ['a', 'b'].map((name) => ({
        name,
        log: () => undefined,
        close({ status }) {
          trace.push(`${name} ${status}`);
          throw new Error(`${name} close`);
        },
      }));

    it('do not hide the first error, and do not leave others open', async () => {
      const warned = jest.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
      const trace: string[] = [];
      const callbacks = [throwingAt(1), failing('one', trace), failing('two', trace)];
      const trainer = new Trainer({ ...quiet, maxEpochs: 2, callbacks, loggers: loggers(trace) });
      await expect(trainer.fit(tinyLearner())).rejects.toThrow('stop here');
      const ends = ['one teardown', 'two teardown', 'a failed', 'b failed'];
      expect(trace).toEqual(['one exception', 'two exception', ...ends]);
      const codes = warned.mock.calls.map(([, options]) => (options as { code?: string }).code);
      expect(codes).toContain('LML_ALSO_FAILED');
      warned.mockRestore();
    });

    it('fail a run that was good until then, with the first of their errors', async () => {
      const warned = jest.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
      for (const action of ['fit', 'validate'] as const) {
        const trace: string[] = [];
        const callbacks = [failing('one', trace), failing('two', trace)];
        const trainer = new Trainer({ ...quiet, maxEpochs: 1, callbacks, loggers: loggers(trace) });
        await expect(trainer[action](tinyLearner())).rejects.toThrow('one teardown');
        expect(trace).toEqual(['one teardown', 'two teardown', 'a completed', 'b completed']);
      }
      warned.mockRestore();
    });
  });

  it.each(['trainEpochEnd', 'trainEnd', 'fitEnd'] as const)(
    'that fail do not throw away what was learnt: %s',
    async (name) => {
      const whole = tinyLearner();
      await new Trainer({ ...quiet, maxEpochs: 1 }).fit(whole, { seed: 3 });
      const learner = tinyLearner();
      const fail: Callback = {
        name: 'fail',
        [name]: () => {
          throw new Error('full');
        },
      };
      const trainer = new Trainer({ ...quiet, maxEpochs: 1, callbacks: [fail] });
      await expect(trainer.fit(learner, { seed: 3 })).rejects.toThrow('full');
      expect(await learner.model.getWeights()).toEqual(await whole.model.getWeights());
    },
  );

  describe('of a second fit at the same time', () => {
    it('are refused where the first one has them, and so are its learner, its model and loggers', async () => {
      const watch: Callback = { name: 'watch', trainEnd: () => undefined };
      const logger: Logger = { name: 'notes', log: () => undefined };
      const shared = new Trainer({ ...quiet, maxEpochs: 1, callbacks: [watch] });
      const logging = new Trainer({ ...quiet, maxEpochs: 1, loggers: [logger] });
      const plain = new Trainer({ ...quiet, maxEpochs: 1 });
      const learner = tinyLearner();
      const one = tinyLearner();
      const other = Object.assign(tinyLearner(), { model: one.model });
      const pairs: [Promise<unknown>, Promise<unknown>, string][] = [
        [
          shared.fit(tinyLearner()),
          shared.fit(tinyLearner()),
          "the callback 'watch' must be one that nothing else is using",
        ],
        [
          logging.fit(tinyLearner()),
          logging.fit(tinyLearner()),
          "the logger 'notes' must be one that nothing else is using",
        ],
        [plain.fit(learner), plain.fit(learner), 'learner must be one that nothing else is using'],
        [plain.fit(one), plain.fit(other), 'model must be one that nothing else is using'],
      ];
      for (const [first, second, message] of pairs) {
        await expect(second).rejects.toThrow(message);
        expect(await first).toMatchObject({ status: 'completed' });
      }
      // Once the first is over they are free again, also where it could not begin.
      expect(await shared.fit(learner)).toMatchObject({ status: 'completed' });
      await expect(plain.fit(learner, { resumeFrom: 'no/such' })).rejects.toMatchObject({ code: 'LML_FILE_NOT_FOUND' });
      expect(await plain.fit(learner)).toMatchObject({ status: 'completed' });
    });

    it('are their own where the trainer makes them', async () => {
      const trainer = new Trainer({ ...quiet, maxEpochs: 2 });
      const folders = [await temporaryFolder(), await temporaryFolder()];
      const results = await Promise.all(folders.map((folder) => trainer.fit(tinyLearner(), { folder, seed: 1 })));
      for (const [index, { bestCheckpoint }] of results.entries()) expect(bestCheckpoint).toContain(folders[index]);
      expect(results[0]!.values).toEqual(results[1]!.values);
    });
  });

  it('that take time are waited for before the next callback has its turn, and fail the run with their error', async () => {
    const trace: string[] = [];
    const slow: Callback = {
      name: 'slow',
      async trainBatchEnd({ clock }) {
        await new Promise((resolve) => setTimeout(resolve, 1));
        trace.push(`slow ${clock.batch}`);
        if (clock.batch === 2) throw new Error('too slow');
      },
    };
    const quick: Callback = { name: 'quick', trainBatchEnd: ({ clock }) => void trace.push(`quick ${clock.batch}`) };
    const callbacks = [quick, slow, { ...quick, name: 'last' }];
    await expect(new Trainer({ ...quiet, maxEpochs: 1, callbacks }).fit(tinyLearner())).rejects.toThrow('too slow');
    expect(trace).toEqual(['quick 1', 'slow 1', 'quick 1', 'quick 2', 'slow 2']);
  });

  it('are called by phase: compute, observe, persist', async () => {
    const trace: string[] = [];
    const make = (phase: Callback['phase']): Callback => ({
      name: `in ${phase}`,
      phase,
      trainEnd: () => void trace.push(phase!),
    });
    await new Trainer({ ...quiet, maxEpochs: 1, callbacks: [make('persist'), make('observe'), make('compute')] }).fit(
      tinyLearner(),
    );
    expect(trace).toEqual(['compute', 'observe', 'persist']);
  });

  it('of the step change loss, gradients and update', async () => {
    const seen: Record<string, number> = {};
    const frozen: Callback = {
      name: 'frozen',
      phase: 'compute',
      transformLoss: (loss) => tf.mul(loss, 2),
      transformGradients: (gradients) =>
        Object.fromEntries(Object.entries(gradients).map(([name, value]) => [name, tf.mul(value, 3)])),
      transformUpdate: (_updated, before) => before,
      trainEpochEnd: (_run, values) => void Object.assign(seen, values),
    };
    const learner = tinyLearner({ metrics: [] });
    const plain = await new Trainer({ ...quiet, maxSteps: 1 }).fit(tinyLearner({ metrics: [] }));
    await new Trainer({ ...quiet, maxSteps: 1, callbacks: [frozen] }).fit(learner);
    expect(seen['train/loss']).toBeCloseTo(2 * plain.values['train/loss']!, 5);
    const after = await learner.model.getWeights();
    expect(Array.from(after['dense_1/bias']!.data as Float32Array)).toEqual([0]);
  });
});

describe('a part of a batch that is no tensor', () => {
  const data = (columns: Record<string, NdArray>): DataModule =>
    new DataModule({ dataset: columnarDataset(() => columns), batchSize: 2 });
  const input = ndArray([
    [1, 2, 3],
    [4, 5, 6],
  ]);

  it.each([
    [
      'targets',
      { input, target: ndArray(['b', 'a']) },
      /^The target of sample \d is the text "[ab]".* Number the classes from 0/,
    ],
    ['numbers as text', { input, target: ndArray(['1.5', '1.5']) }, /^The target of sample \d is .* Number\('1.5'\)/],
    [
      'inputs',
      { input: ndArray(['x', 'y']), target: ndArray([[1], [2]]) },
      /^The input of sample \d is the text "[xy]"/,
    ],
    [
      'a row of texts that are numbers',
      { input: ndArray([['1', '2.5'], ['1', '2.5']]), target: ndArray([[1], [2]]) }, // prettier-ignore
      /^The input of sample \d, at position 0, is the text "1", .* Number\('1'\)/,
    ],
    [
      'a row with one text that is none',
      { input: ndArray([['1', '2'], ['1', 'red']]), target: ndArray([[1], [2]]) }, // prettier-ignore
      /^The input of sample 1, at position 1, is the text "red"/,
    ],
  ])('is told of where a step reads it: %s', async (_, columns, message) => {
    const learner = tinyLearner({ data: data(columns) });
    const error: unknown = await new Trainer({ ...quiet, maxEpochs: 1 })
      .fit(learner)
      .catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'LML_HOST_PART' });
    expect((error as Error).message).toMatch(message);
    // Said once, with the stack of the step that read it.
    expect(error).not.toHaveProperty('cause');
    expect((error as Error).stack).toMatch(/batchForward|computeLoss/);
  });

  it('does no harm where no step reads it', async () => {
    const columns = { input, target: ndArray([[1], [2]]), title: ndArray(['x', 'y']) };
    const { status } = await new Trainer({ ...quiet, maxEpochs: 1 }).fit(tinyLearner({ data: data(columns) }));
    expect(status).toBe('completed');
  });
});

describe('resuming', () => {
  it.each([1, 3, 4, 5, 7, 10, 11])('after batch %i gives the bytes of a run that never stopped', async (batch) => {
    const whole = tinyLearner();
    const reference = await new Trainer({ ...quiet, maxEpochs: 3 }).fit(whole, { seed: 9 });

    const folder = await temporaryFolder();
    const save: Callback = {
      name: 'saver',
      phase: 'persist',
      async trainBatchEnd(run) {
        if (run.clock.batch !== batch) return;
        await run.save('here');
        throw new Error('power cut');
      },
    };
    const options = { ...quiet, checkpoint: false, maxEpochs: 3 };
    await expect(
      new Trainer({ ...options, callbacks: [save] }).fit(tinyLearner(), { seed: 9, folder }),
    ).rejects.toThrow('power cut');

    const resumed = tinyLearner();
    const result = await new Trainer(options).fit(resumed, {
      seed: 9,
      resumeFrom: join(folder, 'checkpoints', 'here'),
    });
    expect(await bytesOf(resumed)).toEqual(await bytesOf(whole));
    expect(result.values).toEqual(reference.values);
    const numbers = ({ history }: FitResult): unknown[] => history.map(({ clock, values }) => [clock.step, values]);
    expect(numbers(result)).toEqual(numbers(reference));
    expect({ ...result.clock, seconds: 0 }).toEqual({ ...reference.clock, seconds: 0 });
  });

  it('goes on from a snapshot that was written later, others having been taken and released meanwhile', async () => {
    const whole = tinyLearner();
    await new Trainer({ ...quiet, maxEpochs: 3 }).fit(whole, { seed: 9 });
    const folder = await temporaryFolder();
    let first: Snapshot | undefined;
    let second: Snapshot | undefined;
    const saver: Callback = {
      name: 'saver',
      async trainBatchEnd(run) {
        if (run.clock.batch === 2) (await run.snapshot('released'))!.release();
        if (run.clock.batch === 3) first = await run.snapshot('first');
        if (run.clock.batch === 5) second = await run.snapshot('second');
      },
      async trainEnd() {
        await first!.write();
        second!.release();
        await expect(second!.write()).rejects.toMatchObject({ code: 'LML_CHECKPOINT' });
      },
    };
    const options = { ...quiet, checkpoint: false, maxEpochs: 3 };
    await new Trainer({ ...options, callbacks: [saver] }).fit(tinyLearner(), { seed: 9, folder });
    const resumed = tinyLearner();
    await new Trainer(options).fit(resumed, { seed: 9, resumeFrom: join(folder, 'checkpoints', 'first') });
    expect(await bytesOf(resumed)).toEqual(await bytesOf(whole));
  });

  it("takes the newest checkpoint that can be read of a run's folder, and says which cannot", async () => {
    const folder = await temporaryFolder();
    const keepAll = [modelCheckpoint({ saveTopK: -1 })];
    await new Trainer({ ...quiet, maxEpochs: 3, callbacks: keepAll }).fit(tinyLearner(), { folder });
    const warned = jest.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
    const resumed = async (): Promise<number[]> => {
      const begun: number[] = [];
      const watcher: Callback = { name: 'watcher', fitStart: ({ clock }) => void begun.push(clock.epoch) };
      await new Trainer({ ...quiet, maxEpochs: 3, callbacks: [watcher] }).fit(tinyLearner(), { resumeFrom: folder });
      return begun;
    };
    const ids = await readdir(join(folder, 'checkpoints'));
    expect(await resumed()).toEqual([3]);
    await writeFile(join(folder, 'checkpoints', ids.at(-1)!, 'weights.safetensors'), 'no weights');
    await writeFile(join(folder, 'checkpoints', 'notes.txt'), 'beside them');
    expect(await resumed()).toEqual([Number(ids.at(-2)!.slice('epoch-'.length).slice(0, 4))]);
    expect(String(warned.mock.calls.map(([message]) => message))).toContain(ids.at(-1)!);
    warned.mockRestore();
    await Promise.all(ids.map((id) => writeFile(join(folder, 'checkpoints', id, 'manifest.json'), '{')));
    await expect(resumed()).rejects.toMatchObject({ code: 'LML_CHECKPOINT' });
  });

  it('refuses a checkpoint of another model, by name', async () => {
    const folder = await temporaryFolder();
    await new Trainer({ ...quiet, maxEpochs: 1 }).fit(tinyLearner(), { folder });
    const [id] = await readdir(join(folder, 'checkpoints'));
    const other = tinyLearner({ metrics: [] });
    const resumeFrom = join(folder, 'checkpoints', id!);
    await expect(new Trainer({ ...quiet, maxEpochs: 2 }).fit(other, { resumeFrom })).rejects.toMatchObject({
      code: 'LML_CHECKPOINT',
    });
  });
});

describe('checkpoints', () => {
  it('keep the best and the latest, with manifest and weights', async () => {
    const folder = await temporaryFolder();
    const result = await new Trainer({ ...quiet, maxEpochs: 6 }).fit(tinyLearner(), { folder, seed: 1 });
    const ids = await readdir(join(folder, 'checkpoints'));
    expect(ids.length).toBeLessThanOrEqual(2);
    expect(ids).toContain('epoch-0006-step-0000024');
    const losses = result.history.map(({ values }) => values['validation/loss']!);
    const best = losses.indexOf(Math.min(...losses)) + 1;
    expect(result.bestCheckpoint).toContain(`epoch-000${best}`);
    const manifest = JSON.parse(await readFile(join(result.bestCheckpoint!, 'manifest.json'), 'utf8')) as {
      clock: { epoch: number };
    };
    expect(manifest.clock.epoch).toBe(best);
  });
});

describe('a loss that is not finite', () => {
  it('ends the run with epoch, position and samples, and leaves the last good checkpoint', async () => {
    const inputs = Float32Array.from({ length: 120 }, (_, index) => Math.sin(index));
    inputs[3 * 17 + 1] = NaN;
    const dataset = columnarDataset(() => ({
      input: ndArray(inputs, { shape: [40, 3] }),
      target: ndArray(new Float32Array(40), { shape: [40, 1] }),
    }));
    const data = new DataModule({ train: dataset, batchSize: 8, shuffle: false });
    const folder = await temporaryFolder();
    const trainer = new Trainer({ ...quiet, maxEpochs: 2 });
    const error: unknown = await trainer.fit(tinyLearner({ data }), { folder }).catch((reason: unknown) => reason);
    expect(LmlError.isInstance(error, 'LML_NON_FINITE_LOSS')).toBe(true);
    expect(error).toMatchObject({
      details: { epoch: 0, batch: 2, step: 2, indices: [16, 17, 18, 19, 20, 21, 22, 23] },
    });
    expect((error as Error).message).toContain('epoch 0, batch 2');
    expect(await readdir(folder)).toEqual([]);
  });
});

describe('the engine', () => {
  it('belongs to one run at a time', async () => {
    const trainer = new Trainer({ ...quiet, maxEpochs: 2, engine: eager() });
    const both = await Promise.allSettled([trainer.fit(tinyLearner()), trainer.fit(tinyLearner())]);
    expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    const { reason } = both[1] as PromiseRejectedResult;
    expect(LmlError.isInstance(reason, 'LML_INVALID_ARGUMENT')).toBe(true);
    expect(String(reason)).toContain('an engine each');
    // One after the other it may.
    expect((await trainer.fit(tinyLearner())).status).toBe('completed');
  });

  it('is auto where none is given', async () => {
    let name = '';
    const watcher: Callback = {
      name: 'watcher',
      setup: ({ engine }) => void (name = (toConfig(engine).config as { name: string }).name),
    };
    await new Trainer({ ...quiet, maxSteps: 1, callbacks: [watcher] }).fit(tinyLearner());
    expect(name).toBe('@lml/core:auto');
  });

  it('tells the loggers what it has to say, at the beginning of each run', async () => {
    const opened: LoggerContext[] = [];
    const logger: Logger = { name: 'listener', open: (context) => void opened.push(context), log: () => undefined };
    const trainer = new Trainer({ ...quiet, maxSteps: 1, loggers: [logger], engine: eager() });
    const learner = tinyLearner();
    await trainer.fit(learner);
    await trainer.validate(learner);
    await trainer.test(learner);
    const notice = 'engine eager (cpu)';
    expect(opened).toMatchObject(['fit', 'validate', 'test'].map((action) => ({ action, folder: undefined, notice })));
    expect(opened[0]!.monitor).toEqual({ name: 'validation/loss', mode: 'min' });
  });
});

describe('test', () => {
  it('lets everything go when a hook throws', async () => {
    const learner = tinyLearner();
    await new Trainer({ ...quiet, maxEpochs: 1 }).test(learner);
    const before = tf.memory().numTensors;
    const thrower: Callback = {
      name: 'thrower',
      testBatchEnd: () => {
        throw new Error('stop here');
      },
    };
    await expect(new Trainer({ ...quiet, maxEpochs: 1, callbacks: [thrower] }).test(learner)).rejects.toThrow(
      'stop here',
    );
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe('predict', () => {
  it('warns of a model that was never trained, and of no other', async () => {
    const warning = jest.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
    const codes = (): unknown[] => warning.mock.calls.map(([, options]) => (options as { code: string }).code);
    const learner = tinyLearner();
    await new Trainer({ ...quiet, maxEpochs: 1 }).fit(learner);
    await new Trainer({ ...quiet, maxEpochs: 1 }).predict(learner);
    expect(codes()).not.toContain('LML_UNTRAINED');
    await new Trainer({ ...quiet, maxEpochs: 1 }).predict(tinyLearner());
    await new Trainer({ ...quiet, maxEpochs: 1 }).predict(tinyLearner());
    expect(codes().filter((code) => code === 'LML_UNTRAINED')).toHaveLength(1);
    warning.mockRestore();
  });

  it('gives one prediction a sample, and says so when it takes the test data', async () => {
    const learner = tinyLearner();
    const prediction = await new Trainer({ ...quiet, maxEpochs: 1 }).predict(learner);
    expect(prediction.shape).toEqual([10, 1]);
    const parts: number[] = [];
    for await (const part of new Trainer({ ...quiet, maxEpochs: 1 }).predictStream(learner)) parts.push(part.shape[0]!);
    expect(parts).toEqual([8, 2]);
  });
});
