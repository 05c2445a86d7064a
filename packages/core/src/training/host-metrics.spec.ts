import * as tf from '@tensorflow/tfjs';

import { ndArray } from '../data/nd-array.js';
import { DataModule } from '../data/data-module.js';
import type { Dataset } from '../data/dataset.js';
import '../register.js';
import { fromLayers } from '../adapters/layers-model.js';
import { InvalidArgumentError } from '../errors/invalid-argument-error.js';
import type { LabelledBatch } from '../learning/batches.js';
import { defineLearner } from '../learning/define-learner.js';
import type { HostMetric, HostMetricInput, Metric, MetricInput } from '../learning/metric.js';
import type { ReportedDetails } from './details.js';
import type { LogRecord } from './logger.js';
import { Trainer } from './trainer.js';

/** Five samples: numbers, a text each, values of different lengths, and metadata. */
const dataset: Dataset = {
  open: () => undefined,
  length: 5,
  classNames: ['one'],
  get: (index) => ({
    input: ndArray([index]),
    target: { value: index % 2, word: `word ${index}` },
    metadata: { id: 10 + index },
  }),
};

const learnerOf = (metrics: Readonly<Record<string, HostMetric | Metric<MetricInput>>>) =>
  defineLearner<{ readonly input: tf.Tensor; readonly target: { readonly value: tf.Tensor } }, { out: tf.Tensor }>({
    batchForward: ({ input }, { model }) => ({ out: model.apply(input) }),
    computeLoss: ({ out }, { target }) => tf.mean(tf.squaredDifference(tf.reshape(out, [-1]), target.value)),
  })({
    data: new DataModule({ train: dataset, validation: dataset, test: dataset, batchSize: 2, shuffle: false }),
    model: fromLayers(() =>
      tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [1], kernelInitializer: 'ones' })] }),
    ),
    metrics,
  });

const quiet = { maxEpochs: 1, loggers: [], progressBar: false };

describe('A metric of the host', () => {
  it('sees outputs, texts and metadata of each batch as plain values', async () => {
    const seen: unknown[] = [];
    const words: HostMetric = {
      name: 'words',
      on: 'output',
      higherIsBetter: undefined,
      updateHost(input: HostMetricInput, context) {
        seen.push(structuredClone({ ...input, stage: context.stage }));
        return { 'kept/word': ndArray((input.target as unknown as { word: string[] }).word) };
      },
      compute: (values) => (values['kept/word']?.data as readonly string[] | undefined)?.join(',').length ?? NaN,
    };
    const values = await new Trainer(quiet).test(learnerOf({ words }));
    expect(values['test/words']).toBe('word 0,word 1,word 2,word 3,word 4'.length);
    expect(seen).toHaveLength(3);
    expect(seen[1]).toEqual({
      stage: 'test',
      prediction: { out: ndArray([[2], [3]]) },
      target: { value: ndArray([0, 1]), word: ['word 2', 'word 3'] },
      metadata: [{ id: 12 }, { id: 13 }],
    });
  });

  it('sees the records that the predictor makes of its predictions', async () => {
    const shown: unknown[] = [];
    const metric = (on: 'output' | 'prediction'): HostMetric => ({
      name: on,
      on,
      trees: true,
      higherIsBetter: undefined,
      updateHost: ({ records }) => (shown.push(records), {}),
      compute: () => 0,
    });
    const learner = learnerOf({ prediction: metric('prediction') });
    learner.predictor = {
      name: 'words',
      trees: true,
      predict: (output) => (output as { out: tf.Tensor }).out,
      decode: (prediction, { metadata, classNames }) =>
        Array.from((prediction as { data: Float32Array }).data, (value, row) => ({ value, name: classNames?.[0], ...(metadata?.[row] as object) })), // prettier-ignore
    };
    await new Trainer(quiet).test(learner);
    expect(shown).toEqual([
      [{ value: 0, name: 'one', id: 10 }, { value: 1, name: 'one', id: 11 }],
      [{ value: 2, name: 'one', id: 12 }, { value: 3, name: 'one', id: 13 }],
      [{ value: 4, name: 'one', id: 14 }],
    ]); // prettier-ignore
    shown.length = 0;
    await new Trainer(quiet).test(learnerOf({ output: metric('output') }));
    expect(shown).toEqual([undefined, undefined, undefined]);
  });

  it('sees the target in the units of predictions, and its texts as they are', async () => {
    const targets: unknown[] = [];
    const metric: HostMetric = {
      name: 'targets',
      on: 'prediction',
      trees: true,
      higherIsBetter: undefined,
      updateHost: ({ target }) => (targets.push(target), {}),
      compute: () => 0,
    };
    const learner = learnerOf({ targets: metric });
    learner.predictor = {
      name: 'hundreds',
      trees: true,
      predict: (output) => tf.mul((output as { out: tf.Tensor }).out, 100),
      target: (target) => ({ value: tf.mul((target as { value: tf.Tensor }).value, 100) }),
    };
    await new Trainer(quiet).test(learner);
    expect(targets[0]).toEqual({ value: ndArray([0, 100]), word: ['word 0', 'word 1'] });
    expect(targets).toHaveLength(3);
  });

  it('sees of a predictor of one output the target of that name', async () => {
    const targets: unknown[] = [];
    const metric: HostMetric = {
      name: 'targets',
      on: 'prediction',
      higherIsBetter: undefined,
      updateHost: ({ target }) => (targets.push(target), {}),
      compute: () => 0,
    };
    const learner = learnerOf({ targets: metric });
    learner.metricInput = (output, batch) => ({ prediction: { value: output.out }, target: batch.target });
    learner.predictor = { name: 'same', head: 'value', trees: true, predict: (output) => output };
    await new Trainer(quiet).test(learner);
    expect(targets[0]).toEqual(ndArray([0, 1]));
  });

  it('looks at a head, and runs in the stages that it names', async () => {
    const stages = new Set<string>();
    const head: HostMetric = {
      name: 'head',
      on: 'output',
      head: 'value',
      stages: ['validation'],
      higherIsBetter: undefined,
      updateHost: ({ target }, { stage }) => (stages.add(stage), { sum: target as never }),
      compute: ({ sum }) => Number(sum?.data.length ?? NaN),
    };
    await expect(new Trainer(quiet).validate(learnerOf({ head }))).rejects.toThrow(
      "The prediction of the metric 'head' must be one with a part 'value'",
    );
    const own = {
      ...head,
      updateHost: ({ prediction }: HostMetricInput) => (stages.add('x'), { sum: prediction as never }),
    };
    const learner = learnerOf({ own: { ...own, head: 'out', needs: [] } });
    expect(Object.keys(await new Trainer(quiet).test(learner))).toEqual(['test/loss']);
    expect(stages.size).toBe(0);
  });
});

describe('Arrays and figures of metrics', () => {
  const confusion: Metric<MetricInput> = {
    name: 'confusion',
    on: 'output',
    higherIsBetter: undefined,
    trees: true,
    init: () => ({ n: ndArray(0) }),
    update: ({ n }) => ({ n: tf.add(n!, 1) }),
    compute: ({ n }) => ({
      batches: Number(n!.data[0]),
      each: ndArray([1, 2]),
      matrix: { figure: 'matrix', title: 'Confusion', values: ndArray([[1, 0], [0, 1]]) }, // prettier-ignore
    }),
  };

  it('reach loggers as what they are, and are no numbers', async () => {
    const records: LogRecord[] = [];
    const logger = { name: 'list', log: (record: LogRecord) => void records.push(record) };
    const told: ReportedDetails[] = [];
    const trainer = new Trainer({ ...quiet, loggers: [logger] });
    const values = await trainer.test(learnerOf({ confusion }), { details: (details) => void told.push(details) });
    expect(told).toEqual([records[0]!.details]);
    expect(values).toEqual({ 'test/loss': expect.any(Number) as number, 'test/confusion/batches': 3 });
    expect(records[0]!.details).toEqual({
      'test/confusion/each': ndArray([1, 2]),
      'test/confusion/matrix': expect.objectContaining({ figure: 'matrix' }) as object,
    });
  });
});

describe('A metric of one of several outputs', () => {
  const counting: Metric<MetricInput> = {
    name: 'counting',
    on: 'output',
    higherIsBetter: undefined,
    init: ({ numClasses }) => {
      if (numClasses === undefined) throw new InvalidArgumentError('numClasses', 'known', numClasses);
      return { n: ndArray(0) };
    },
    update: ({ n }) => ({ n: n! }),
    compute: () => 0,
  };
  const twoHeads = (metric: Metric<MetricInput>) => {
    const input = tf.input({ shape: [1] });
    const heads = ['kind', 'size'].map((name) => tf.layers.dense({ units: 2, name }).apply(input) as tf.SymbolicTensor);
    const model = fromLayers(tf.model({ inputs: input, outputs: heads }));
    return defineLearner<LabelledBatch>({
      batchForward: ({ input: given }, context) => context.model.apply(given),
      computeLoss: () => tf.scalar(0),
    })({ data: new DataModule({ test: dataset, batchSize: 2 }), model, metrics: { counting: metric } });
  };

  it('is asked for its head where it cannot begin without', async () => {
    const test = (head?: string) => new Trainer(quiet).test(twoHeads({ ...counting, head }));
    const message = "The metric 'counting' must be told which output it looks at, head: one of kind, size, got ";
    await expect(test()).rejects.toThrow(`${message}undefined. Without it: numClasses must be known`);
    await expect(test('knid')).rejects.toThrow(`${message}'knid'.`);
  });
});
