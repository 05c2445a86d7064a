import { LmlError, ndArray, toTensor } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

import { crossEntropy, mse, ntXent } from './components.js';
import crossEntropyGoldens from './goldens/cross-entropy.json' with { type: 'json' };
import mseGoldens from './goldens/mse.json' with { type: 'json' };
import ntXentGoldens from './goldens/nt-xent.json' with { type: 'json' };

/** Of each number, and of a tenth of the largest in its tensor. */
const TOLERANCE = 1e-5;
/** A float32 next to 1: what the logarithm of a sum that is almost 1 is known to. */
const LEAST = 1.2e-7;

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
  readonly value?: Value;
  readonly gradient?: GoldenTensor;
  readonly gradientChannelsLast?: GoldenTensor;
  readonly outputGradient?: GoldenTensor;
  readonly error?: { readonly message: string };
}

interface Goldens {
  readonly inputs: Readonly<Record<string, Readonly<Record<string, GoldenTensor>>>>;
  readonly cases: readonly GoldenCase[];
}

const numbersOf = (value: Value): number[] => (typeof value === 'object' ? value.data.map(Number) : [Number(value)]);

function tensorOf({ dtype, shape, data }: GoldenTensor): tf.Tensor {
  return toTensor(ndArray(data.map(Number), { shape, dtype: dtype === 'int32' ? 'int32' : 'float32' }));
}

function expectClose(received: tf.Tensor, expected: Value): void {
  const [actual, golden] = [Array.from(received.dataSync()), numbersOf(expected)];
  expect(received.shape).toEqual(typeof expected === 'object' ? expected.shape : []);
  const largest = Math.max((10 * LEAST) / TOLERANCE, ...golden.filter(Number.isFinite).map(Math.abs));
  for (const [index, number] of golden.entries()) {
    if (!Number.isFinite(number)) expect(actual[index]).toBe(number);
    else expect(Math.abs(actual[index]! - number)).toBeLessThanOrEqual(TOLERANCE * (Math.abs(number) + largest / 10));
  }
}

/** The value of a loss, and its gradient with respect to the prediction. */
function differentiate(
  loss: (prediction: tf.Tensor) => tf.Tensor,
  prediction: tf.Tensor,
  outputGradient?: GoldenTensor,
): { value: tf.Tensor; gradient: tf.Tensor } {
  const upstream = outputGradient === undefined ? undefined : tensorOf(outputGradient);
  const { value, grad } = tf.valueAndGrad(loss as (x: tf.Tensor) => tf.Scalar)(prediction, upstream as tf.Scalar);
  return { value, gradient: grad };
}

function codeOf(run: () => unknown): string | undefined {
  try {
    run();
  } catch (error) {
    if (LmlError.isInstance(error)) return error.code;
    throw error;
  }
  return undefined;
}

/** What PyTorch refuses, or answers otherwise, and what LML does instead. */
const CROSS_ENTROPY_OTHERWISE: Readonly<Record<string, string>> = {
  'a target of another length: refused, mean': 'LML_SHAPE_MISMATCH',
  'probabilities of another shape: refused, mean': 'LML_SHAPE_MISMATCH',
  'classes: refused: smoothing above 1, mean': 'LML_INVALID_OPTIONS',
  'classes: smoothing below 0 has no effect, mean': 'LML_INVALID_OPTIONS',
  'classes: refused: weights of another length, mean': 'LML_SHAPE_MISMATCH',
  'classes: refused: unknown reduction, median': 'LML_INVALID_OPTIONS',
  'probabilities: refused: an ignored class, mean': 'LML_INVALID_ARGUMENT',
  // One output a sample is taken for a mistake, not for one sample's logits.
  ...Object.fromEntries(
    crossEntropyGoldens.cases.flatMap(({ name, input }) =>
      input === 'probabilities, no batch axis' ? [[name, 'LML_SHAPE_MISMATCH']] : [],
    ),
  ),
  // A value on the device cannot be refused.
  'a target out of range: refused, mean': 'NaN',
  'a target below zero: refused, mean': 'NaN',
  // PyTorch's gradient is NaN like the loss; samples without weight get none here.
  'classes: all weights 0, mean': 'NaN, no gradient',
};

const MSE_OTHERWISE: Readonly<Record<string, string>> = {
  'shapes that broadcast, mean': 'LML_SHAPE_MISMATCH',
  'shapes that broadcast, sum': 'LML_SHAPE_MISMATCH',
  'shapes that broadcast, none': 'LML_SHAPE_MISMATCH',
  'shapes that differ, mean': 'LML_SHAPE_MISMATCH',
};

/** Positives by labels are not offered, except where each label stands for two rows: two views. */
const NT_XENT_NOT_OFFERED = [
  'several positives',
  'some rows without positives',
  'no positives',
  'no negatives',
  'one pair and one negative',
];

// The package does not depend on it: it is the workspace that has it.
const WASM = '@tensorflow/tfjs-backend-wasm';
const { setWasmPaths } = (await import(WASM)) as { setWasmPaths(folder: string): void };
setWasmPaths(`${dirname(fileURLToPath(import.meta.resolve(WASM)))}/`);

describe.each(['cpu', 'wasm'])('goldens on %s', (backend) => {
  beforeAll(async () => {
    expect(await tf.setBackend(backend)).toBe(true);
  });
  beforeEach(() => tf.engine().startScope());
  afterEach(() => tf.engine().endScope());

  const crossEntropies = crossEntropyGoldens as unknown as Goldens;
  it.each(crossEntropies.cases.map((golden) => [golden.name, golden] as const))('cross-entropy: %s', (name, golden) => {
    const { weight, ...options } = golden.options;
    const compute = (): { value: tf.Tensor; gradient: tf.Tensor } => {
      const loss = crossEntropy({ ...options, ...(weight !== null && { weight: weight as number[] }) });
      const input = crossEntropies.inputs[golden.input]!;
      const target = tensorOf(input['targetChannelsLast'] ?? input['target']!);
      const prediction = tensorOf(input['predictionChannelsLast'] ?? input['prediction']!);
      return differentiate((x) => loss(x, target), prediction, golden.outputGradient);
    };
    const otherwise = CROSS_ENTROPY_OTHERWISE[name];
    if (otherwise?.startsWith('LML_')) return expect(codeOf(compute)).toBe(otherwise);
    const { value, gradient } = compute();
    expectClose(value, otherwise === undefined ? golden.value! : 'NaN');
    if (otherwise === 'NaN') return expect(Array.from(gradient.dataSync())).toContainEqual(NaN);
    if (otherwise !== undefined) return expect(gradient.dataSync().every((number) => number === 0)).toBe(true);
    expectClose(gradient, golden.gradientChannelsLast ?? golden.gradient!);
  });

  const squares = mseGoldens as unknown as Goldens;
  it.each(squares.cases.map((golden) => [golden.name, golden] as const))('mse: %s', (name, golden) => {
    const compute = (): { value: tf.Tensor; gradient: tf.Tensor } => {
      const { prediction, target } = squares.inputs[golden.input]!;
      const targets = tensorOf(target!);
      return differentiate((x) => mse(golden.options)(x, targets), tensorOf(prediction!), golden.outputGradient);
    };
    const otherwise = MSE_OTHERWISE[name];
    if (otherwise !== undefined) return expect(codeOf(compute)).toBe(otherwise);
    const { value, gradient } = compute();
    expectClose(value, golden.value!);
    expectClose(gradient, golden.gradient!);
  });

  const contrasts = ntXentGoldens as unknown as Goldens;
  const offered = contrasts.cases.filter(({ input }) => !NT_XENT_NOT_OFFERED.includes(input));
  it.each(offered.map((golden) => [golden.name, golden] as const))('nt-xent: %s', (_name, golden) => {
    const { prediction, labels, otherView } = contrasts.inputs[golden.input]!;
    const views = viewsOf(labels?.data.map(Number));
    const [first, second] =
      views === undefined ? [prediction!, otherView!] : views.map((view) => pick(prediction!, view));
    const loss = ntXent(golden.options);
    if (golden.options['reduction'] === 'none') {
      const { data } =
        views === undefined ? (golden.value as GoldenTensor) : pick(golden.value as GoldenTensor, views.flat());
      const values = loss(tensorOf(first!), tensorOf(second!));
      // A lone pair has no negatives: the reference gives no value, LML 0.
      const expected = data.length === 0 ? values.shape.flatMap((size) => new Array<number>(size).fill(0)) : data;
      return expectClose(values, { dtype: 'float64', shape: values.shape, data: expected });
    }
    const { value, grads } = tf.valueAndGrads(loss as (...x: tf.Tensor[]) => tf.Scalar)(
      [first!, second!].map(tensorOf),
    );
    expectClose(value, golden.value!);
    // A row without a length gets no gradient; the reference's is of the order of 1e12.
    const data = golden.gradient!.data.map((number) => (Math.abs(Number(number)) > 1e9 ? 0 : number));
    const gradient = { ...golden.gradient!, data };
    const gradients = views === undefined ? [gradient] : views.map((view) => pick(gradient, view));
    gradients.forEach((expected, index) => expectClose(grads[index]!, expected));
  });

  it('names only cases that exist', () => {
    const names = [...crossEntropies.cases, ...squares.cases].map(({ name }) => name);
    const listed = Object.keys({ ...CROSS_ENTROPY_OTHERWISE, ...MSE_OTHERWISE });
    expect(listed.filter((name) => !names.includes(name))).toEqual([]);
    expect(NT_XENT_NOT_OFFERED.filter((name) => !(name in contrasts.inputs))).toEqual([]);
  });
});

/** Which rows are the first of their label, and in the same order which are the second. */
function viewsOf(labels: readonly number[] | undefined): [number[], number[]] | undefined {
  if (labels === undefined) return undefined;
  const first = labels.flatMap((label, row) => (labels.indexOf(label) === row ? [row] : []));
  return [first, first.map((row) => labels.lastIndexOf(labels[row]!))];
}

function pick({ dtype, shape, data }: GoldenTensor, rows: readonly number[]): GoldenTensor {
  const size = data.length / shape[0]!;
  const picked = rows.flatMap((row) => data.slice(row * size, (row + 1) * size));
  return { dtype, shape: [rows.length, ...shape.slice(1)], data: picked };
}
