import { sizeOf, type NdArray, type TreeLoss } from '@lml/core';
import type { Step } from '@lml/core/engine';
import * as tf from '@tensorflow/tfjs';

import { ensure } from '../../shared/check.js';
import { finiteDifferences } from '../../shared/finite-differences.js';
import { numbersOf } from '../../shared/tensors.js';
import { decode, decodeSome } from '../decode.js';
import { goldenStep, type EngineSession } from '../engine-session.js';
import type { GoldenKind } from '../golden-kind.js';

/** What flows into a loss that gives more than one number: 1, −0.5, 2, 0.25, 1, … */
const UPSTREAM = [1, -0.5, 2, 0.25];
/** A float32 next to 1: what the logarithm of a sum that is almost 1 is known to. */
const LEAST = 1.2e-7;
const TOLERANCE = 1e-5;
/** Of the largest derivative: what central differences in float32 are known to. */
const DIFFERENCES = 0.01;

/**
 * Input: `prediction`, `target` (none for a loss that takes none), perhaps `weight`. With `parts` the prediction is several tensors, put one
 * upon the other along a first axis: a record of those names, or for a number a list of so many. Expected: `value`, `gradient` with respect to the prediction, and
 * `targetGradient` where the target is differentiated too. Without `gradient` the gradient is compared with finite differences.
 */
export const lossKind: GoldenKind<TreeLoss> = {
  onEngines: true,
  closeness: { tolerance: TOLERANCE, size: (number, largest) => number + Math.max(LEAST / TOLERANCE, largest / 10) },
  async compute({ instance, component, input, golden: { expected = {} } }, session) {
    const batch = {
      prediction: decode(input['prediction'], 'prediction'),
      ...decodeSome(input, ['target', 'weight']),
    };
    const isDifferentiable = component.traits['differentiable'] !== false;
    const step = stepOf(partsOf(instance, input['parts']), isDifferentiable, 'targetGradient' in expected);
    const found = await session.run(step, batch);
    if (isDifferentiable && !('gradient' in expected) && isFinite(found))
      await checkGradient(session, step, batch, found);
    return Object.fromEntries(Object.keys(expected).map((name) => [name, found[name]]));
  },
};

/** The loss of a prediction that is put together from its parts. */
function partsOf(loss: TreeLoss, parts: unknown): TreeLoss {
  if (parts === undefined) return loss;
  return (prediction, ...rest) => {
    const tensors = tf.unstack(prediction as tf.Tensor);
    return loss(
      Array.isArray(parts) ? Object.fromEntries(parts.map((name, index) => [name, tensors[index]!])) : tensors,
      ...rest,
    );
  };
}

function stepOf(loss: TreeLoss, isDifferentiable: boolean, ofTarget: boolean): Step {
  return goldenStep((batch) => {
    const { prediction, target, weight } = batch as Record<string, tf.Tensor>;
    const compute = (x: tf.Tensor, y: tf.Tensor | undefined = target): tf.Tensor => loss(x, y, weight);
    if (!isDifferentiable) return { outputs: { value: compute(prediction!) } };
    const given = ofTarget ? [prediction!, target!] : [prediction!];
    const value = compute(prediction!);
    const gradients = tf.grads(compute)(given, upstreamOf(value.shape));
    const [gradient, targetGradient] = gradients;
    return { outputs: { value, gradient: gradient!, ...(targetGradient !== undefined && { targetGradient }) } };
  });
}

function upstreamOf(shape: number[]): tf.Tensor {
  return tf.tensor(upstreamValues(sizeOf(shape)), shape);
}

function upstreamValues(length: number): number[] {
  return Array.from({ length }, (_, at) => UPSTREAM[at % UPSTREAM.length]!);
}

function isFinite(arrays: Readonly<Record<string, NdArray>>): boolean {
  return Object.values(arrays).every((array) => numbersOf(array).every(Number.isFinite));
}

/** Compares a gradient with the slopes of the loss itself, on the same engine. */
async function checkGradient(
  session: EngineSession,
  step: Step,
  batch: Readonly<Record<string, NdArray>>,
  found: Readonly<Record<string, NdArray>>,
): Promise<void> {
  const expected = await finiteDifferences(batch['prediction']!, async (prediction) => {
    const { value } = await session.run(step, { ...batch, prediction });
    const numbers = numbersOf(value!);
    const upstream = value!.shape.length === 0 ? [1] : upstreamValues(numbers.length);
    return numbers.reduce((sum, number, at) => sum + number * upstream[at]!, 0);
  });
  const allowed = DIFFERENCES * Math.max(1e-3, ...expected.map(Math.abs));
  numbersOf(found['gradient']!).forEach((number, at) => {
    const slope = Number(expected[at]!.toPrecision(4));
    const isClose = Math.abs(number - expected[at]!) <= allowed;
    ensure(
      isClose,
      `gradient[${at}] should be ${slope} by finite differences (± ${allowed.toPrecision(3)}) and is ${number}`,
    );
  });
}
