import {
  eager,
  mergeMetricValues,
  MetricState,
  ndArray,
  toTensor,
  type Metric,
  type MetricResult,
  type TensorMetricInput,
} from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';

import {
  accuracy,
  adjustedMutualInfoScore,
  adjustedRandScore,
  auroc,
  averagePrecision,
  balancedAccuracy,
  binaryFairness,
  binaryGroupStatRates,
  brierScore,
  calibrationError,
  classificationReport,
  cohenKappa,
  completenessScore,
  confusionMatrix,
  coverageError,
  cramersV,
  eer,
  exactMatch,
  f1Score,
  fBetaScore,
  fleissKappa,
  fowlkesMallowsIndex,
  hammingDistance,
  hingeLoss,
  homogeneityScore,
  jaccardIndex,
  logAuc,
  matthewsCorrCoef,
  max,
  mean,
  meanSquaredError,
  min,
  mutualInfoScore,
  negativePredictiveValue,
  normalizedMutualInfoScore,
  pearsonsContingencyCoefficient,
  precision,
  precisionAtFixedRecall,
  precisionRecallCurve,
  randScore,
  rankingAveragePrecision,
  rankingLoss,
  recall,
  recallAtFixedPrecision,
  retrievalAuroc,
  retrievalFallOut,
  retrievalHitRate,
  retrievalMap,
  retrievalMrr,
  retrievalNormalizedDcg,
  retrievalPrecision,
  retrievalPrecisionRecallCurve,
  retrievalRecall,
  retrievalRecallAtFixedPrecision,
  retrievalRPrecision,
  roc,
  sensitivityAtSpecificity,
  specificity,
  specificityAtSensitivity,
  statScores,
  sum,
  theilsU,
  tschuprowsT,
  vMeasureScore,
} from './components.js';

/** One sample: what the metric is shown of it. */
interface Sample {
  readonly prediction: number | number[];
  readonly target: number | number[];
  /** Its weight, and for metrics of rankings the number of its query. */
  readonly weight: number;
}

const sixteenths = fc.integer({ min: -64, max: 64 }).map((number) => number / 16);
const fractions = fc.integer({ min: 0, max: 16 }).map((number) => number / 16);
const truths = fc.integer({ min: 0, max: 1 });
const AVERAGES = ['micro', 'macro', 'weighted', 'none'] as const;
const CLASSES = 3;

const row = <Value>(entry: fc.Arbitrary<Value>): fc.Arbitrary<Value[]> =>
  fc.array(entry, { minLength: CLASSES, maxLength: CLASSES });
const samplesOf = (
  prediction: fc.Arbitrary<number | number[]>,
  target: fc.Arbitrary<number | number[]>,
): fc.Arbitrary<Sample[]> =>
  fc.array(fc.record({ prediction, target, weight: fc.integer({ min: 0, max: 3 }) }), { minLength: 1, maxLength: 12 });

/** Samples of which no two have one score, so that there is one order. */
const rankedSamples = (target: fc.Arbitrary<number>): fc.Arbitrary<Sample[]> =>
  fc.uniqueArray(fc.record({ prediction: sixteenths, target, weight: fc.integer({ min: 0, max: 3 }) }), {
    selector: ({ prediction }) => prediction,
    minLength: 1,
    maxLength: 12,
  });

const SUBJECTS: (readonly [string, Metric, fc.Arbitrary<Sample[]>])[] = [
  ['mean', mean(), samplesOf(fc.oneof(sixteenths, fc.constant(NaN)), fc.constant(0))],
  ...[sum(), max(), min({ nanStrategy: 0 })].map(
    (metric) => [metric.name, metric, samplesOf(fc.oneof(sixteenths, fc.constant(NaN)), fc.constant(0))] as const,
  ),
  ['mean squared error', meanSquaredError(), samplesOf(sixteenths, sixteenths)],
  [
    'root of each output',
    meanSquaredError({ squared: false, numOutputs: CLASSES }),
    samplesOf(row(sixteenths), row(sixteenths)),
  ],
  ...([accuracy, f1Score] as const).flatMap((create) => [
    ...AVERAGES.flatMap((average) => [
      [
        `${create.componentName} of classes, ${average}`,
        create({ average, numClasses: CLASSES, ignoreIndex: -1 }),
        samplesOf(row(sixteenths), fc.integer({ min: -1, max: CLASSES - 1 })),
      ] as const,
      [
        `${create.componentName} of the two highest, ${average}`,
        create({ average, numClasses: CLASSES, topK: 2 }),
        samplesOf(row(sixteenths), fc.integer({ min: 0, max: CLASSES - 1 })),
      ] as const,
      [
        `${create.componentName} of labels, ${average}`,
        create({ task: 'multilabel', average, numClasses: CLASSES, scores: 'logits' }),
        samplesOf(row(sixteenths), row(fc.integer({ min: 0, max: 1 }))),
      ] as const,
    ]),
    [
      `${create.componentName} of one score`,
      create({ task: 'binary', scores: 'logits' }),
      samplesOf(sixteenths, fc.integer({ min: 0, max: 1 })),
    ] as const,
  ]),
  ...[
    precision({ average: 'macro', numClasses: CLASSES, ignoreIndex: -1 }),
    recall({ average: 'none', numClasses: CLASSES, ignoreIndex: -1 }),
    fBetaScore({ beta: 2, average: 'weighted', numClasses: CLASSES, ignoreIndex: -1 }),
    specificity({ numClasses: CLASSES, ignoreIndex: -1 }),
    negativePredictiveValue({ average: 'macro', numClasses: CLASSES, ignoreIndex: -1 }),
    hammingDistance({ average: 'none', numClasses: CLASSES, ignoreIndex: -1 }),
    statScores({ average: 'macro', numClasses: CLASSES, ignoreIndex: -1 }),
    confusionMatrix({ normalize: 'true', numClasses: CLASSES, ignoreIndex: -1 }),
    jaccardIndex({ numClasses: CLASSES, ignoreIndex: -1, zeroDivision: 1 }),
    cohenKappa({ weights: 'quadratic', numClasses: CLASSES, ignoreIndex: -1 }),
    matthewsCorrCoef({ numClasses: CLASSES, ignoreIndex: -1 }),
    exactMatch({ numClasses: CLASSES, ignoreIndex: -1 }),
    balancedAccuracy({ numClasses: CLASSES, ignoreIndex: -1 }),
    classificationReport({ numClasses: CLASSES, ignoreIndex: -1 }),
  ].map(
    (metric) => [metric.name, metric, samplesOf(row(sixteenths), fc.integer({ min: -1, max: CLASSES - 1 }))] as const,
  ),
  ...[undefined, 5, [0.5, 0.2, 0.8]].flatMap((thresholds) => {
    const common = { thresholds, numClasses: CLASSES, scores: 'logits', ignoreIndex: -1 } as const;
    return [
      roc(common),
      precisionRecallCurve({ ...common, average: 'micro' }),
      auroc({ ...common, average: 'weighted' }),
      averagePrecision(common),
      eer(common),
      logAuc({ ...common, average: 'macro' }),
      recallAtFixedPrecision({ ...common, minPrecision: 0.5 }),
      precisionAtFixedRecall({ ...common, minRecall: 0.5 }),
      sensitivityAtSpecificity({ ...common, minSpecificity: 0.5 }),
      specificityAtSensitivity({ ...common, minSensitivity: 0.5 }),
    ].map(
      (metric) =>
        [
          `${metric.name}, thresholds ${JSON.stringify(thresholds)}`,
          metric,
          samplesOf(row(sixteenths), fc.integer({ min: -1, max: CLASSES - 1 })),
        ] as const,
    );
  }),
  ...[
    retrievalMap({ ignoreIndex: -1 }),
    retrievalMrr(),
    retrievalPrecision({ topK: 2, aggregation: 'median' }),
    retrievalRecall({ topK: 2, aggregation: 'max' }),
    retrievalHitRate({ topK: 1, emptyTargetAction: 'skip' }),
    retrievalFallOut({ topK: 2 }),
    retrievalRPrecision(),
    retrievalAuroc({ maxFpr: 0.5 }),
    retrievalPrecisionRecallCurve({ adaptiveK: true }),
    retrievalRecallAtFixedPrecision({ minPrecision: 0.5 }),
  ].map((metric) => [metric.name, metric, rankedSamples(fc.integer({ min: 0, max: 1 }))] as const),
  ...[
    mutualInfoScore(),
    normalizedMutualInfoScore({ averageMethod: 'geometric' }),
    adjustedMutualInfoScore(),
    randScore(),
    adjustedRandScore(),
    fowlkesMallowsIndex(),
    homogeneityScore(),
    completenessScore(),
    vMeasureScore({ beta: 2 }),
  ].map(
    (metric) =>
      [metric.name, metric, samplesOf(fc.integer({ min: -2, max: 2 }), fc.integer({ min: 0, max: 3 }))] as const,
  ),
  ['retrieval-normalized-dcg', retrievalNormalizedDcg(), rankedSamples(fc.integer({ min: 0, max: 3 }))],
  ['hinge loss of one score', hingeLoss({ scores: 'logits' }), samplesOf(sixteenths, truths)],
  [
    'hinge loss of each class',
    hingeLoss({ scores: 'logits', numClasses: CLASSES, multiclassMode: 'one-vs-all', ignoreIndex: 0 }),
    samplesOf(row(sixteenths), fc.integer({ min: 0, max: CLASSES - 1 })),
  ],
  ['Brier score', brierScore(), samplesOf(row(fractions), fc.integer({ min: 0, max: CLASSES - 1 }))],
  ['calibration error', calibrationError({ nBins: 4 }), samplesOf(fractions, truths)],
  ['coverage error', coverageError(), samplesOf(row(sixteenths), row(truths))],
  ['ranking loss', rankingLoss(), samplesOf(row(sixteenths), row(truths))],
  // Of two labels, as thirds are not exact.
  [
    'ranking average precision',
    rankingAveragePrecision(),
    samplesOf(fc.tuple(fractions, fractions), fc.tuple(truths, truths)),
  ],
  ...[
    cramersV({ numClasses: CLASSES }),
    tschuprowsT({ numClasses: CLASSES, biasCorrection: false }),
    pearsonsContingencyCoefficient({ numClasses: CLASSES }),
    theilsU({ numClasses: CLASSES }),
  ].map(
    (metric) =>
      [
        metric.name,
        metric,
        samplesOf(fc.integer({ min: 0, max: CLASSES - 1 }), fc.integer({ min: 0, max: CLASSES - 1 })),
      ] as const,
  ),
  [
    'fleiss kappa',
    fleissKappa({ numClasses: CLASSES }),
    samplesOf(row(fc.integer({ min: 0, max: 4 })), fc.constant(0)),
  ],
  ['fairness', binaryFairness({ numGroups: 4 }), samplesOf(fractions, truths)],
  ['rates of groups', binaryGroupStatRates({ numGroups: 4, scores: 'logits' }), samplesOf(sixteenths, truths)],
];

const columnsOf = <Column>(column: Column): { weight: Column; indexes: Column; groups: Column } => ({
  weight: column,
  indexes: column,
  groups: column,
});

async function compute(metric: Metric, ...batches: readonly (readonly Sample[])[]): Promise<MetricResult> {
  const state = new MetricState(metric);
  for (const batch of batches) {
    if (batch.length === 0) continue;
    await state.update(
      batch.map(({ prediction }) => prediction),
      batch.map(({ target }) => target),
      columnsOf(batch.map(({ weight }) => weight)),
    );
  }
  return state.compute();
}

// That NaN is left out of a mean is said, and seen in its own spec.
const { emitWarning } = process;
beforeAll(() => {
  process.emitWarning = () => undefined;
});
afterAll(() => {
  process.emitWarning = emitWarning;
});

describe.each(SUBJECTS)('%s', (_, metric, arbitrary) => {
  it('is the same in one batch and in several', async () => {
    await fc.assert(
      fc.asyncProperty(arbitrary, fc.nat(12), async (samples, at) => {
        const parts = await compute(metric, samples.slice(0, at), samples.slice(at));
        expect(parts).toEqual(await compute(metric, samples));
      }),
      { numRuns: 15 },
    );
  });

  it('does not depend on the order', async () => {
    await fc.assert(
      fc.asyncProperty(arbitrary, async (samples) => {
        expect(await compute(metric, samples.toReversed())).toEqual(await compute(metric, samples));
      }),
      { numRuns: 15 },
    );
  });

  it('is neutral to an empty batch', async () => {
    const [sample] = fc.sample(arbitrary, { numRuns: 1, seed: 7 });
    const [first] = sample!;
    const state = new MetricState(metric);
    const shape = (value: number | number[]): number[] => (Array.isArray(value) ? [0, value.length] : [0]);
    const [prediction, target] = [tf.zeros(shape(first!.prediction)), tf.zeros(shape(first!.target))];
    await state.update(prediction, target, columnsOf(tf.zeros([0])));
    const before = state.values;
    await state.update(prediction, target, { indexes: tf.zeros([0]), groups: tf.zeros([0]) });
    expect(state.values).toEqual(before);
    expect(before).toMatchObject(new MetricState(metric).values);
    tf.dispose([prediction, target]);
  });

  it('runs as part of a pure step', async () => {
    const [samples] = fc.sample(arbitrary, { numRuns: 1, seed: 11 });
    const engine = eager();
    await engine.setup({ seed: 0, purity: 'error' });
    const empty = metric.init({});
    engine.declare(
      Object.entries(empty).map(([name, value]) => {
        return { name, shape: value.shape, dtype: value.dtype as 'int32', trainable: false, value };
      }),
    );
    const step = {
      name: 'metric',
      stage: 'validation' as const,
      training: false,
      run(
        input: Record<string, unknown>,
        context: { read(name: string): tf.Tensor; write(name: string, value: tf.Tensor): void },
      ) {
        const state = Object.fromEntries(Object.keys(empty).map((name) => [name, context.read(name)]));
        const next = metric.update(state, input as unknown as TensorMetricInput, {
          stage: 'validation',
          random: undefined as never,
        });
        for (const [name, value] of Object.entries(next)) {
          expect(value.dtype).toBe(empty[name]!.dtype);
          context.write(name, value);
        }
        return {};
      },
    };
    const batch = {
      prediction: ndArray(samples!.map(({ prediction }) => prediction)),
      target: ndArray(samples!.map(({ target }) => target)),
      ...columnsOf(ndArray(samples!.map(({ weight }) => weight))),
    };
    engine.run(step, batch, { step: 0 });
    engine.run(step, batch, { step: 1 });
    const state = new MetricState(metric);
    const [prediction, target, weight] = [toTensor(batch.prediction), toTensor(batch.target), toTensor(batch.weight)];
    await state.update(prediction, target, columnsOf(weight));
    const sums = Object.fromEntries(Object.entries(state.values).filter(([name]) => !name.startsWith('kept/')));
    const twice = (metric.merge ?? mergeMetricValues)(sums, sums);
    expect(metric.compute(await engine.read())).toEqual(metric.compute(twice));
    tf.dispose([prediction, target, weight]);
    engine.dispose();
  });
});
