import * as tf from '@tensorflow/tfjs';

import { earlyStopping, ndArray, type Callback, type Figure, type LogRecord, type RunContext } from '../index.js';
import { tinyData, tinyLearner } from './tiny-learner.fixture.js';
import { quiet, temporaryFolder } from './trainer.fixture.js';
import { Trainer } from './trainer.js';

/** Keeps what is logged. */
function keeping(): { readonly records: LogRecord[]; readonly name: string; log(record: LogRecord): void } {
  const records: LogRecord[] = [];
  return { name: 'keeping', records, log: (record) => void records.push(record) };
}

const bars: Figure = { figure: 'bars', title: 'counts', labels: ['a'], values: ndArray([1]) };

describe('What callbacks log', () => {
  it('is gathered over an epoch, and reaches steps, history and result under the name of the callback', async () => {
    const counting: Callback = {
      name: 'counting',
      trainStart: (run) => run.log('begun', 7),
      trainBatchEnd(run) {
        run.log('batch', run.clock.batch);
        run.log('most', run.clock.batch, { reduce: 'max', bar: true });
      },
      trainEpochEnd: ({ barNames }) => expect(barNames).toEqual(['train/counting/most']),
    };
    const logger = keeping();
    const options = { maxEpochs: 2, log: { every: 1, unit: 'batch' as const }, loggers: [logger], progressBar: false };
    const { history, values } = await new Trainer({ ...options, callbacks: [counting] }).fit(tinyLearner());
    // Four batches an epoch.
    const logged = history.map((record) =>
      ['begun', 'batch', 'most'].map((name) => record.values[`train/counting/${name}`]),
    );
    expect(logged).toEqual([
      [7, 2.5, 4],
      [undefined, 6.5, 8],
    ]);
    expect(values).toMatchObject({ 'train/counting/begun': 7, 'train/counting/batch': 6.5 });
    const steps = logger.records.filter(({ type }) => type === 'step');
    expect(steps[2]!.values['train/counting/batch']).toBe(3);
  });

  it('after the results of an epoch belongs to it, and is seen by those that judge later', async () => {
    const measuring: Callback = {
      name: 'measuring',
      phase: 'compute',
      validationStart: (run) => run.log('begun', 1),
      validationEnd: (run) => run.log('ended', { twice: 2 }),
      trainEpochEnd: (run) => run.log('bad', run.clock.epoch === 1 ? 1 : 3),
    };
    const seen: Record<string, number>[] = [];
    const watching: Callback = { name: 'watching', trainEpochEnd: (_run, values) => void seen.push({ ...values }) };
    const stopping = earlyStopping({ monitor: 'train/measuring/bad', patience: 1 });
    const logger = keeping();
    const trainer = new Trainer({
      ...{ maxEpochs: 9, loggers: [logger], progressBar: false },
      callbacks: [stopping, watching, measuring],
    });
    const { stopReason, history } = await trainer.fit(tinyLearner());
    expect(stopReason).toMatch(/early-stopping: train\/measuring\/bad has not got better/);
    const expected = {
      'validation/measuring/begun': 1,
      'validation/measuring/ended/twice': 2,
      'train/measuring/bad': 1,
    };
    const records = logger.records.filter(({ type }) => type === 'epoch');
    expect([seen[0], history[0]!.values, records[0]!.values]).toEqual(Array(3).fill(expect.objectContaining(expected)));
  });

  it('belongs to the last epoch where its weights are judged after its end', async () => {
    const stopping: Callback = {
      name: 'stopping',
      validationEnd: (run) => run.log('late', run.clock.epoch),
      trainEpochEnd: (run) => run.stop('enough'),
    };
    const options = { ...quiet, maxEpochs: 9, validate: { every: 3, unit: 'epoch' as const } };
    const { history, values } = await new Trainer({ ...options, callbacks: [stopping] }).fit(tinyLearner());
    expect(history[0]!.values['validation/stopping/late']).toBe(1);
    expect(values['validation/stopping/late']).toBe(1);
  });

  it('may be arrays and figures, which loggers are given once', async () => {
    const drawing: Callback = {
      name: 'drawing',
      trainStart: (run) => run.log('shown', { bars, list: ndArray([1, 2]) }),
    };
    const logger = keeping();
    const options = { maxEpochs: 2, loggers: [logger], progressBar: false, callbacks: [drawing] };
    const { details } = await new Trainer(options).fit(tinyLearner());
    expect(details).toEqual({ 'train/drawing/shown/bars': bars, 'train/drawing/shown/list': ndArray([1, 2]) });
    const [first, second] = logger.records.filter(({ type }) => type === 'epoch');
    expect([first!.details, second!.details]).toEqual([details, undefined]);
  });

  it('in a test and a validation is among their results', async () => {
    const judging: Callback = {
      name: 'judging',
      testEnd: (run) => run.log('tested', { number: 5, bars }),
      validationStart: (run) => run.log('judged', 6),
    };
    const logger = keeping();
    const trainer = new Trainer({
      maxEpochs: 1,
      loggers: [logger],
      progressBar: false,
      callbacks: [judging, { ...judging }],
    });
    const learner = tinyLearner();
    await trainer.fit(learner);
    expect(await trainer.test(learner)).toMatchObject({
      'test/judging/tested/number': 5,
      'test/judging-2/tested/number': 5,
    });
    expect(await trainer.validate(learner)).toMatchObject({ 'validation/judging/judged': 6 });
    const tested = logger.records.find(({ type }) => type === 'test')!;
    expect(tested.details!['test/judging/tested/bars']).toEqual(bars);
  });

  it('is the same for a run that is resumed within an epoch', async () => {
    const counting = (): Callback => ({ name: 'counting', trainBatchEnd: (run) => run.log('batch', run.clock.batch) });
    const folder = await temporaryFolder();
    const trainer = (maxSteps: number): Trainer => new Trainer({ ...quiet, maxSteps, callbacks: [counting()] });
    await trainer(3).fit(tinyLearner(), { folder });
    const resumed = await trainer(4).fit(tinyLearner(), { folder, resumeFrom: folder });
    expect(resumed.values['train/counting/batch']).toBe(2.5);
  });

  it.each(['setup', 'fitStart', 'trainEnd', 'fitEnd', 'teardown', 'predictEnd'] as const)(
    'is refused in %s',
    async (hook) => {
      const logging: Callback = { name: 'logging', [hook]: (run: RunContext) => run.log('late', 1) };
      const trainer = new Trainer({ ...quiet, maxEpochs: 1, callbacks: [logging] });
      const learner = tinyLearner();
      const run = hook === 'predictEnd' ? trainer.predict(learner) : trainer.fit(learner);
      await expect(run).rejects.toThrow(
        /run\.log must be called in a hook of training.*'late' of the callback 'logging'/,
      );
    },
  );

  it('is refused where it is no result', async () => {
    const logging: Callback = { name: 'logging', trainStart: (run) => run.log('text', 'words' as never) };
    const trainer = new Trainer({ ...quiet, maxEpochs: 1, callbacks: [logging] });
    await expect(trainer.fit(tinyLearner())).rejects.toMatchObject({ code: 'LML_INVALID_ARGUMENT' });
  });
});

describe('A step hook', () => {
  it('sees the clock, its own numbers, and weights that are not trained', async () => {
    const seen: number[] = [];
    const looking: Callback = {
      name: 'looking',
      hyper: ({ step }) => ({ share: step / 2 }),
      state: () => [
        { name: 'mean', shape: [8], dtype: 'float32', trainable: false, value: ndArray(new Float32Array(8)) },
      ],
      transformUpdate(updated, _before, context) {
        const mean = context.readWeight('batch_normalization_0/moving_mean');
        context.write('mean', tf.add(tf.mul(0, mean), tf.add(context.clock.batch, context.hyper('share'))));
        return updated;
      },
      async trainBatchEnd({ engine }) {
        const { 'callback/looking/mean': mean } = await engine.read(['callback/looking/mean']);
        seen.push(Number(mean!.data[0]));
      },
    };
    const data = tinyData(50, { batchSize: 10 });
    await new Trainer({ ...quiet, maxSteps: 3, callbacks: [looking] }).fit(tinyLearner({ data }));
    expect(seen).toEqual([0, 1.5, 3]);
  });
});
