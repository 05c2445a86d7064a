import { LmlError, MetricState, isNdArray, ndArray, type Metric, type MetricResult, type NdArray } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

import { accuracy, f1Score, mean, meanSquaredError } from './components.js';
import accuracyGoldens from './goldens/accuracy.json' with { type: 'json' };
import f1ScoreGoldens from './goldens/f1-score.json' with { type: 'json' };
import meanGoldens from './goldens/mean.json' with { type: 'json' };
import meanSquaredErrorGoldens from './goldens/mean-squared-error.json' with { type: 'json' };

/** Relative. Counts are exact, but torchmetrics divides them in float32; sums of a batch are float32 here. */
const TOLERANCE = 1e-6;

interface GoldenTensor {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly data: readonly (number | string)[];
}

type Value = number | string | GoldenTensor;

interface GoldenCase {
  readonly name: string;
  readonly input: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly values?: readonly Value[];
  readonly batchValues?: readonly Value[];
  readonly value?: Value;
}

interface Goldens {
  readonly inputs: Readonly<Record<string, readonly Readonly<Record<string, GoldenTensor>>[]>>;
  readonly cases: readonly GoldenCase[];
}

type Batch = [prediction: NdArray, target: NdArray | undefined, weight?: NdArray | undefined];

/** What torchmetrics refuses. Values are refused by `compute`, the rest at once. */
const REFUSED: Readonly<Record<string, string>> = {
  'binary target of 2: defaults of the class': 'LML_INVALID_ARGUMENT',
  'binary shapes that differ: defaults of the class': 'LML_SHAPE_MISMATCH',
  'binary probabilities: threshold 1.5': 'LML_INVALID_OPTIONS',
  'multiclass scores of another width: defaults of the class': 'LML_SHAPE_MISMATCH',
  'multiclass shapes that differ: defaults of the class': 'LML_SHAPE_MISMATCH',
  'multiclass too many classes: defaults of the class': 'LML_INVALID_ARGUMENT',
  'multiclass labels: numClasses None': 'LML_INVALID_ARGUMENT',
  'multiclass labels: numClasses 1': 'LML_INVALID_OPTIONS',
  'multiclass labels: topK 2': 'LML_INVALID_ARGUMENT',
  'multiclass probabilities: topK 5': 'LML_INVALID_OPTIONS',
  'multiclass probabilities: average median': 'LML_INVALID_OPTIONS',
  'multilabel of another width: defaults of the class': 'LML_SHAPE_MISMATCH',
  'shapes that differ: mean square, numOutputs 1': 'LML_SHAPE_MISMATCH',
  'shapes that differ: root, numOutputs 1': 'LML_SHAPE_MISMATCH',
  'matrices: refused, numOutputs 0': 'LML_INVALID_OPTIONS',
  'matrices: refused, numOutputs 2': 'LML_SHAPE_MISMATCH',
  'weights of another length: nanStrategy warn': 'LML_SHAPE_MISMATCH',
  'vectors: nanStrategy drop': 'LML_INVALID_OPTIONS',
  'NaN: nanStrategy error': 'LML_INVALID_ARGUMENT',
  'NaN only: nanStrategy error': 'LML_INVALID_ARGUMENT',
  'NaN with weights: nanStrategy error': 'LML_INVALID_ARGUMENT',
  'NaN among the weights: nanStrategy error': 'LML_INVALID_ARGUMENT',
  'a scalar NaN: nanStrategy error': 'LML_INVALID_ARGUMENT',
};

/** What is not offered: a result for each sample; NaN that is let through; weights that broadcast to the last axes. */
function isOffered({ options, input }: GoldenCase): boolean {
  if (options['multidimAverage'] === 'samplewise' || options['nanStrategy'] === 'disable') return false;
  return input !== 'weights for the columns';
}

function arrayOf({ dtype, shape, data }: GoldenTensor): NdArray {
  return ndArray(data.map(Number), { shape, dtype: dtype === 'int32' ? 'int32' : 'float32' });
}

function batchOf(parts: Readonly<Record<string, GoldenTensor>>): Batch {
  const of = (name: string): NdArray | undefined => {
    const part = parts[`${name}ChannelsLast`] ?? parts[name];
    return part === undefined ? undefined : arrayOf(part);
  };
  return [of('prediction') ?? of('value')!, of('target'), of('weight')];
}

/** The golden's options under our names. The number of labels is a number of classes. */
function optionsOf({ options }: GoldenCase): Record<string, unknown> {
  const { multidimAverage: _, numLabels, ...rest } = options;
  const named = numLabels === undefined ? rest : { ...rest, numClasses: numLabels };
  return Object.fromEntries(Object.entries(named).filter(([, value]) => value !== null));
}

function expectClose(received: MetricResult, expected: Value): void {
  const numbers = typeof expected === 'object' ? expected.data.map(Number) : [Number(expected)];
  const actual = isNdArray(received) ? Array.from(received.data as Float64Array) : [received as number];
  expect(isNdArray(received) ? received.shape : []).toEqual(typeof expected === 'object' ? expected.shape : []);
  numbers.forEach((number, index) => {
    if (Number.isFinite(number))
      expect(Math.abs(actual[index]! - number)).toBeLessThanOrEqual(TOLERANCE * Math.abs(number));
    else expect(actual[index]).toBe(number);
  });
}

async function run(create: () => Metric, golden: GoldenCase, batches: readonly Batch[]): Promise<void> {
  const state = new MetricState(create());
  for (const [index, batch] of batches.entries()) {
    await state.update(...batch);
    const result = state.compute();
    if (golden.values !== undefined) expectClose(result, golden.values[index]!);
    const alone = new MetricState(create());
    await alone.update(...batch);
    if (golden.batchValues !== undefined) expectClose(alone.compute(), golden.batchValues[index]!);
  }
  if (golden.value !== undefined) expectClose(state.compute(), golden.value);
}

async function codeOf(action: () => Promise<void>): Promise<string | undefined> {
  try {
    await action();
  } catch (error) {
    if (LmlError.isInstance(error)) return error.code;
    throw error;
  }
  return undefined;
}

// The package does not depend on it: it is the workspace that has it.
const WASM = '@tensorflow/tfjs-backend-wasm';
const { setWasmPaths } = (await import(WASM)) as { setWasmPaths(folder: string): void };
setWasmPaths(`${dirname(fileURLToPath(import.meta.resolve(WASM)))}/`);

const FILES: readonly (readonly [string, (options: never) => Metric, Goldens])[] = [
  ['accuracy', accuracy, accuracyGoldens],
  ['f1-score', f1Score, f1ScoreGoldens],
  ['mean-squared-error', meanSquaredError, meanSquaredErrorGoldens],
  ['mean', mean, meanGoldens],
];

describe.each(['cpu', 'wasm'])('goldens on %s', (backend) => {
  // That NaN is left out of a mean is said, and seen in its own spec.
  const { emitWarning } = process;
  beforeAll(async () => {
    process.emitWarning = () => undefined;
    expect(await tf.setBackend(backend)).toBe(true);
  });
  afterAll(() => {
    process.emitWarning = emitWarning;
  });

  describe.each(FILES)('%s', (_, create, { inputs, cases }) => {
    it.each(cases.filter(isOffered).map((golden) => [golden.name, golden] as const))('%s', async (name, golden) => {
      const before = tf.memory().numTensors;
      const batches = inputs[golden.input]!.map(batchOf);
      const code = await codeOf(() => run(() => create(optionsOf(golden) as never), golden, batches));
      expect(code).toBe(REFUSED[name]);
      expect(tf.memory().numTensors).toBe(before);
    });
  });

  it('names only cases that exist', () => {
    const names = FILES.flatMap(([, , { cases }]) => cases.map(({ name }) => name));
    expect(Object.keys(REFUSED).filter((name) => !names.includes(name))).toEqual([]);
  });
});
