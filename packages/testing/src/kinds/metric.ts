import {
  isFigure,
  isHostMetric,
  isNdArray,
  mergeMetricValues,
  toNdArray,
  toTensor,
  treeLeaves,
  type AnyMetric,
  type Metric,
  type MetricContext,
  type MetricInput,
  type MetricResult,
  type MetricUpdateContext,
  type MetricValues,
  type NdArray,
} from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import type { FixtureTree, MetricConformance, TensorFixture } from '../conformance.js';
import { arraysOf, rowsOfTree, samplesOfTree, tensorsOf, type ArrayTree } from '../shared/array-tree.js';
import { caseCheck, ensure, type Case, type KindSuite } from '../shared/check.js';
import { difference } from '../shared/difference.js';
import { fixedRandom } from '../shared/fixed-random.js';
import { firstAccepted } from '../shared/fixtures.js';
import { ensureUntouched, numbersOf } from '../shared/tensors.js';
import { countHostMetric, countPartsOfHostMetric } from './host-metric.js';

/** A metric that the engine counts. */
type Counted = Metric<MetricInput>;

interface Data {
  readonly batch: { readonly [part: string]: ArrayTree };
  readonly samples: number;
  readonly context: MetricContext;
}

const SCORES: TensorFixture = { shape: [8, 3], low: -2, high: 2 };
const CLASSES: TensorFixture = { shape: [8], dtype: 'int32', values: [0, 1, 2, 0, 1, 2, 0, 1] };
const PREDICTED: TensorFixture = { shape: [8], dtype: 'int32', values: [0, 1, 1, 0, 2, 2, 1, 1] };
const TRUTHS: TensorFixture = { shape: [8], dtype: 'int32', values: [0, 1, 1, 0, 1, 0, 0, 1] };
const FRACTIONS: TensorFixture = { shape: [8], low: 0.05, high: 0.95 };
const NUMBERS: TensorFixture = { shape: [8], low: -2, high: 2 };

/** Pairs of output or prediction and target that most metrics take one of. */
const USUAL: readonly (readonly [TensorFixture, TensorFixture])[] = [
  [SCORES, CLASSES],
  [FRACTIONS, TRUTHS],
  [NUMBERS, NUMBERS],
  [SCORES, SCORES],
  [PREDICTED, CLASSES],
  [
    { ...SCORES, low: 0.05, high: 0.95 },
    { shape: [8, 3], dtype: 'int32' },
  ],
];

/** Metrics that draw numbers are shown the same ones each time. */
const COUNTING: MetricUpdateContext = { stage: 'test', random: fixedRandom };

/** Metric: what parts give together is what one pass gives, and nothing at all is no error. */
export const metricSuite: KindSuite = {
  async use(metric: AnyMetric, one: Case) {
    if (isHostMetric(metric)) return countHostMetric(metric, conformanceOf(one));
    const data = await dataOf(metric, one);
    return metric.compute(await onePass(metric, data, [0, 3, 8]));
  },
  checks: [
    caseCheck<AnyMetric>('metric/definition', 'has a name, says what it looks at and which way is better', (metric) => {
      ensure(typeof metric.name === 'string' && metric.name !== '', 'it has no name');
      ensure(
        metric.on === 'output' || metric.on === 'prediction',
        `on is '${String(metric.on)}', not 'output' or 'prediction'`,
      );
      const { higherIsBetter } = metric;
      const declared = 'higherIsBetter' in metric && [true, false, undefined].includes(higherIsBetter);
      ensure(declared, 'higherIsBetter is not declared as true, false or, where neither is better, undefined');
    }),
    caseCheck<AnyMetric>('metric/empty', 'computes without an error when nothing was counted', async (metric, one) => {
      if (isHostMetric(metric)) return ensureResult(metric.compute(metric.init?.({}) ?? {}));
      const { context } = await dataOf(metric, one);
      const empty = metric.init(context);
      for (const [name, { dtype }] of Object.entries(empty))
        ensure(dtype === 'float32' || dtype === 'int32', `the accumulator ${name} is ${dtype}, not float32 or int32`);
      ensureResult(metric.compute(empty));
    }),
    caseCheck<AnyMetric>(
      'metric/state',
      'keeps names, shapes and types of its accumulators, and its arguments',
      async (metric, one) => {
        if (isHostMetric(metric)) return void (await countHostMetric(metric, conformanceOf(one)));
        const { batch, samples, context } = await dataOf(metric, one);
        const empty = metric.init(context);
        const state = Object.fromEntries(Object.entries(empty).map(([name, array]) => [name, toTensor(array)]));
        const input = tensorsOf(batch) as MetricInput;
        const leaves = Object.entries(input).flatMap(([part, tree]) =>
          treeLeaves(tree!).map((tensor, leaf) => [leaf === 0 ? part : `${part} ${leaf}`, tensor] as const),
        );
        const tensors = { ...state, ...Object.fromEntries(leaves) };
        try {
          await ensureUntouched(tensors, () =>
            tf.tidy(() => {
              const updated = metric.update(state, input, COUNTING);
              const [before, after] = [shapesOf(state), shapesOf(updated)];
              const found = difference(before, after);
              ensure(found === undefined, () => `its accumulators changed from one update to the next: ${found}`);
              for (const [name, kept] of Object.entries(metric.keep?.(input, COUNTING) ?? {}))
                ensure(kept.shape[0] === samples, `what it keeps as ${name} has not one row a sample`);
            }),
          );
        } finally {
          tf.dispose(tensors);
        }
      },
    ),
    caseCheck<AnyMetric>('metric/merge', 'gives for merged parts what it gives for one pass', async (metric, one) => {
      const { tolerance = 1e-5 } = conformanceOf(one);
      const { samples, count } = await countsOf(metric, one);
      const whole = await count([0, samples]);
      ensureResult(whole[0]!);
      for (const cuts of [
        [0, 3, samples],
        [0, 1, samples],
        [0, samples - 1, samples],
      ]) {
        const sizes = cuts
          .slice(1)
          .map((cut, index) => cut - cuts[index]!)
          .join(' and ');
        const [updated, merged] = (await count(cuts)).map((result) =>
          difference(plain(whole[0]!), plain(result), tolerance),
        );
        ensure(updated === undefined, () => `${samples} samples at once and in batches of ${sizes} give ${updated}`);
        ensure(merged === undefined, () => `${samples} samples at once and merged of parts of ${sizes} give ${merged}`);
      }
    }),
  ],
};

function conformanceOf({ conformance }: Case): MetricConformance {
  return conformance ?? {};
}

/** Counts the samples in batches that end at `cuts`: in one pass, and as parts that are merged. */
async function countsOf(
  metric: AnyMetric,
  one: Case,
): Promise<{ readonly samples: number; count(cuts: readonly number[]): Promise<readonly MetricResult[]> }> {
  if (isHostMetric(metric)) return countPartsOfHostMetric(metric, conformanceOf(one));
  const data = await dataOf(metric, one);
  return {
    samples: data.samples,
    count: async (cuts) => [
      metric.compute(await onePass(metric, data, cuts)),
      metric.compute(await merge(metric, data, cuts)),
    ],
  };
}

async function dataOf(metric: Counted, one: Case): Promise<Data> {
  const { prediction, target, columns = {}, numClasses } = conformanceOf(one);
  const read = ([output, answer]: readonly [FixtureTree, FixtureTree]): Data => {
    const [predicted, right] = [arraysOf(output, 'prediction'), arraysOf(answer, 'target')];
    const further = Object.entries(columns).map(([name, fixture]) => [name, arraysOf(fixture, name)]);
    return {
      batch: { ...Object.fromEntries(further), prediction: predicted, target: right } as Data['batch'],
      samples: samplesOfTree(predicted),
      context: { numClasses: numClasses ?? classesOf(output, predicted, right) },
    };
  };
  const filled = ([output, answer]: readonly [TensorFixture, TensorFixture]): [FixtureTree, FixtureTree] => [
    prediction ?? output,
    target ?? answer,
  ];
  const usual = metric.on === 'prediction' ? [USUAL[4]!, ...USUAL] : USUAL;
  const candidates = prediction !== undefined && target !== undefined ? usual.slice(0, 1) : usual;
  const accepted = await firstAccepted(
    candidates,
    async (candidate) => {
      const data = read(filled(candidate));
      metric.compute(await onePass(metric, data, [0, data.samples]));
    },
    'prediction: { shape, … }, target: { shape, … }',
  );
  return read(filled(accepted));
}

function classesOf(fixture: FixtureTree, prediction: ArrayTree, target: ArrayTree): number | undefined {
  if (fixture === PREDICTED) return 3;
  if (!isNdArray(prediction) || !isNdArray(target)) return undefined;
  return prediction.shape.length === target.shape.length + 1 ? prediction.shape.at(-1) : undefined;
}

/** The accumulators after batches, as the engine gathers them, with what is kept beside them. */
async function onePass(metric: Counted, { batch, context }: Data, cuts: readonly number[]): Promise<MetricValues> {
  const kept: MetricValues[] = [];
  let state = metric.init(context);
  for (const [index, from] of cuts.slice(0, -1).entries()) {
    const tensors = tf.tidy(() => {
      const input = tensorsOf(rowsOfTree(batch, from, cuts[index + 1]!)) as MetricInput;
      const before = Object.fromEntries(Object.entries(state).map(([name, array]) => [name, toTensor(array)]));
      const clone = (record: Readonly<Record<string, tf.Tensor>>): Record<string, tf.Tensor> =>
        Object.fromEntries(Object.entries(record).map(([name, tensor]) => [name, tensor.clone()]));
      const after = metric.update(before, input, COUNTING);
      return { state: clone(after), kept: clone(metric.keep?.(input, COUNTING) ?? {}) };
    });
    state = await readAll(tensors.state, '');
    if (Object.keys(tensors.kept).length > 0) kept.push(await readAll(tensors.kept, 'kept/'));
  }
  return { ...state, ...mergeMetricValues(...kept) };
}

/** The accumulators of parts that were counted each by itself. */
async function merge(
  metric: Counted,
  { batch, samples, context }: Data,
  cuts: readonly number[],
): Promise<MetricValues> {
  const parts: MetricValues[] = [];
  for (const [index, from] of cuts.slice(0, -1).entries()) {
    const to = cuts[index + 1]!;
    const part = { batch: rowsOfTree(batch, from, to) as Data['batch'], samples, context };
    parts.push(await onePass(metric, part, [0, to - from]));
  }
  const { merge: own } = metric;
  if (own === undefined) return mergeMetricValues(...parts);
  const only = (part: MetricValues, isKept: boolean): MetricValues =>
    Object.fromEntries(Object.entries(part).filter(([name]) => name.startsWith('kept/') === isKept));
  const sums = parts.map((part) => mergeMetricValues(only(part, false))).reduce((a, b) => own.call(metric, a, b));
  return { ...sums, ...mergeMetricValues(...parts.map((part) => only(part, true))) };
}

async function readAll(tensors: Readonly<Record<string, tf.Tensor>>, prefix: string): Promise<MetricValues> {
  const values: Record<string, NdArray> = {};
  for (const [name, tensor] of Object.entries(tensors)) {
    values[prefix + name] = await toNdArray(tensor);
    tensor.dispose();
  }
  return values;
}

function shapesOf(tensors: Readonly<Record<string, tf.Tensor>>): Record<string, string> {
  const entries = Object.entries(tensors).map(([name, { dtype, shape }]) => [name, `${dtype} [${shape.join(', ')}]`]);
  return Object.fromEntries(entries.sort()) as Record<string, string>;
}

/** A result without the data type of its array, which may be wider after a merge. */
function plain(result: MetricResult): unknown {
  return isNdArray(result) ? { shape: result.shape, values: numbersOf(result) } : result;
}

function ensureResult(result: MetricResult): void {
  const right =
    typeof result === 'number' ||
    isNdArray(result) ||
    isFigure(result) ||
    (typeof result === 'object' && result !== null && Object.values(result).every(isResult));
  ensure(right, 'its result is neither a number, nor an NdArray, nor a figure, nor such by name');
}

function isResult(value: unknown): boolean {
  return typeof value === 'number' || typeof value === 'object';
}
