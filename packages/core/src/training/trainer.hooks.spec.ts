import { jest } from '@jest/globals';

import * as tf from '@tensorflow/tfjs';

import { type Callback, type Logger } from '../index.js';
import { tinyLearner } from './tiny-learner.fixture.js';
import { quiet, temporaryFolder, throwingAt } from './trainer.fixture.js';
import { Trainer } from './trainer.js';

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
      'trainBatchesEnd',
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
      'trainBatchesEnd',
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
