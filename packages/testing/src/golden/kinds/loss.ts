import {
  nestedLoss,
  sizeOf,
  treeLeaves,
  valueAndGradients,
  type NdArray,
  type StateEntry,
  type TreeLoss,
} from '@lml/core';
import type { Step } from '@lml/core/engine';
import * as tf from '@tensorflow/tfjs';

import { batchParts, treeOfParts, type ArrayTree } from '../../shared/array-tree.js';
import { ensure } from '../../shared/check.js';
import { finiteDifferences } from '../../shared/finite-differences.js';
import { withStateContext } from '../../shared/own-state.js';
import { numbersOf } from '../../shared/tensors.js';
import { decode, decodeSome, decodeTree } from '../decode.js';
import { goldenStep, type EngineSession } from '../engine-session.js';
import type { GoldenRecord } from '../golden-file.js';
import type { GoldenKind } from '../golden-kind.js';

/** What flows into a loss that gives more than one number: 1, −0.5, 2, 0.25, 1, … */
const UPSTREAM = [1, -0.5, 2, 0.25];
/** A float32 next to 1: what the logarithm of a sum that is almost 1 is known to. */
const LEAST = 1.2e-7;
const TOLERANCE = 1e-5;
/** Of the largest derivative: what central differences in float32 are known to. */
const DIFFERENCES = 0.01;
/** Where a loss has its state in a step. */
const OWN = 'loss/';

/**
 * Input: `prediction`, `target` (none for a loss that takes none; a list or record of tensors where it takes such), perhaps `weight`. With
 * `parts` the prediction is several tensors, put one upon the other along a first axis: a record of those names, or for a number a list of
 * so many. `state` are the values of what the loss owns, by name; else it has its first ones. Expected: `value`, `gradient` with respect to
 * the prediction, `targetGradient` where the target, one tensor, is differentiated too, and `stateGradient` and `state`, by name, where the
 * loss owns something: with respect to what it trains, and its values after the step. Without `gradient` the gradient is compared with
 * finite differences.
 */
export const lossKind: GoldenKind<TreeLoss> = {
  onEngines: true,
  closeness: { tolerance: TOLERANCE, size: (number, largest) => number + Math.max(LEAST / TOLERANCE, largest / 10) },
  async compute({ instance, component, input, golden: { expected = {} } }, session) {
    const target = input['target'] === undefined ? undefined : decodeTree(input['target'], 'target');
    const batch = {
      prediction: decode(input['prediction'], 'prediction'),
      ...(target !== undefined && batchParts('target', target)),
      ...decodeSome(input, ['weight']),
    };
    const isDifferentiable = component.traits['differentiable'] !== false;
    const owned = await declareState(instance, input['state'] as GoldenRecord | undefined, session);
    const step = stepOf({
      loss: partsOf(nestedLoss('loss', instance), input['parts']),
      target,
      owned,
      isDifferentiable,
      ofTarget: 'targetGradient' in expected,
    });
    const found = await session.run(step, batch);
    if (isDifferentiable && !('gradient' in expected) && isFinite(found))
      await checkGradient(session, step, batch, found);
    return Object.fromEntries(Object.keys(expected).map((name) => [name, resultOf(name, found)]));
  },
};

/** Declares what a loss owns, with given values. */
async function declareState(
  loss: TreeLoss,
  values: GoldenRecord | undefined,
  { engine }: EngineSession,
): Promise<readonly StateEntry[]> {
  if (values !== undefined) loss.load?.(decodeSome(values, Object.keys(values)));
  const entries = (loss.state && (await withStateContext(async (context) => loss.state!(context)))) ?? [];
  engine.declare(entries.map((entry) => ({ ...entry, name: OWN + entry.name })));
  return entries;
}

/** What came of a name: an array, or those below it. */
function resultOf(name: string, found: Readonly<Record<string, NdArray>>): unknown {
  if (name in found) return found[name];
  const parts = Object.entries(found).filter(([path]) => path.startsWith(`${name}.`));
  if (parts.length === 0) return undefined;
  return Object.fromEntries(parts.map(([path, array]) => [path.slice(name.length + 1), array]));
}

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

interface LossStepOptions {
  readonly loss: TreeLoss;
  readonly target: ArrayTree | undefined;
  readonly owned: readonly StateEntry[];
  readonly isDifferentiable: boolean;
  readonly ofTarget: boolean;
}

/** A step that evaluates the loss once, with all gradients. */
function stepOf({ loss, target, owned, isDifferentiable, ofTarget }: LossStepOptions): Step {
  return goldenStep((batch, context) => {
    const right = target && treeOfParts('target', target, batch);
    const trained = owned.filter(({ trainable }) => trainable).map(({ name }) => name);
    let value: tf.Tensor | undefined;
    const compute = (): tf.Scalar => {
      const values = loss(batch['prediction'] as tf.Tensor, right, batch['weight']);
      value = context.keep(values.clone());
      return values.rank === 0 ? (values as tf.Scalar) : tf.sum(tf.mul(values, upstreamOf(values.shape)));
    };
    if (!isDifferentiable) {
      compute();
      return { outputs: { value: value! } };
    }
    const given = [
      batch['prediction'] as tf.Tensor,
      ...(ofTarget ? treeLeaves(right!) : []),
      ...trained.map((name) => context.read(OWN + name)),
    ];
    const [gradient, ...others] = valueAndGradients(compute, given).gradients;
    const stateGradient = Object.fromEntries(trained.map((name, index) => [name, others.at(index - trained.length)!]));
    const state = Object.fromEntries(owned.map(({ name }) => [name, context.read(OWN + name)]));
    return {
      outputs: {
        value: value!,
        gradient: gradient!,
        ...(ofTarget && { targetGradient: others[0]! }),
        ...(owned.length > 0 && { stateGradient, state }),
      },
    };
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
