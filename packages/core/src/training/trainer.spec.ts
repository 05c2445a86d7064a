// Alone: some warnings come once a process.
import { jest } from '@jest/globals';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

import * as tf from '@tensorflow/tfjs';

import {
  columnarDataset,
  DataModule,
  eager,
  LmlError,
  ndArray,
  toConfig,
  type Callback,
  type HostBatch,
  type HostValue,
  type Logger,
  type LoggerContext,
  type Loss,
  type NdArray,
} from '../index.js';
import { tinyData, tinyLearner } from './tiny-learner.fixture.js';
import { bytesOf, quiet, temporaryFolder, throwingAt } from './trainer.fixture.js';
import { Trainer } from './trainer.js';
import type { RequiredLimit, TrainerOptions } from './trainer-options.js';

type Limited = TrainerOptions & RequiredLimit;

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
      {
        input: ndArray([
          ['1', '2.5'],
          ['1', '2.5'],
        ]),
        target: ndArray([[1], [2]]),
      },
      /^The input of sample \d, at position 0, is the text "1", .* Number\('1'\)/,
    ],
    [
      'a row with one text that is none',
      {
        input: ndArray([
          ['1', '2'],
          ['1', 'red'],
        ]),
        target: ndArray([[1], [2]]),
      },
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

  it('is explained by the loss, where that knows what is wrong with a target', async () => {
    const columns = { input: ndArray(new Float32Array(12), { shape: [4, 3] }), target: ndArray([[7], [0], [7], [7]]) };
    const data = new DataModule({ train: columnarDataset(() => columns), batchSize: 2, shuffle: false });
    const loss: Loss = Object.assign((given: tf.Tensor, target: tf.Tensor) => tf.mean(tf.mul(given, tf.log(target))), {
      targetFault: (target: HostValue) => {
        const row = Array.from((target as NdArray).data as Float32Array).indexOf(0);
        return { row, reason: 'has no logarithm.' };
      },
    });
    const fit = new Trainer({ ...quiet, maxEpochs: 1 }).fit(tinyLearner({ data, loss }));
    await expect(fit).rejects.toThrow('The target of sample 1 has no logarithm.');
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
