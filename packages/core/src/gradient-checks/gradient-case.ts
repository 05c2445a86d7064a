import type * as tf from '@tensorflow/tfjs';

import { ndArray, sizeOf, type NdArray } from '../data/nd-array.js';
import { RandomStreams } from '../random/random-streams.js';

/** A function of tensors, and the point at which its gradients are checked. */
export interface GradientProblem {
  /** The point. Gradients are taken with respect to those of float32. */
  readonly inputs: readonly NdArray[];
  /** The places of inputs of float32 of which no gradients are taken. Default none. */
  readonly fixed?: readonly number[];
  /** The function: of the same inputs it gives the same, by ops of TensorFlow.js, and tensors of float32 only. */
  compute(...inputs: tf.Tensor[]): tf.Tensor | readonly tf.Tensor[];
  /** Frees what it holds. */
  dispose?(): void;
}

/** An op, composite or layer whose gradients are checked. */
export interface GradientCase {
  /** Its name: as it is called, and after a colon what is special. Unique among all. */
  readonly name: string;
  /** What it is. */
  readonly kind: 'op' | 'composite' | 'layer';
  /** The kernel or composite that is to be named by `LML_MISSING_GRADIENT`, where there is no gradient. */
  readonly refused?: string;
  /** The same for the gradient of the gradient. */
  readonly secondRefused?: string;
  /** Whether engines that compile steps may run it op by op: they warn of it. Default false. */
  readonly opByOp?: boolean;
  /** Makes the function, and what it needs. */
  open(): GradientProblem | Promise<GradientProblem>;
}

/** A shape for numbers between 0.3 and 2 of both signs, or nested numbers, or an array. A flat list of whole numbers is a shape. */
export type CaseInput = readonly number[] | readonly (readonly unknown[])[] | NdArray;

/** What makes a case another one than a function with gradients of both orders. */
export type CaseTraits = Pick<GradientCase, 'refused' | 'secondRefused' | 'opByOp'>;

/** A case of an op, which is called directly. */
export function opCase(
  name: string,
  compute: GradientProblem['compute'],
  inputs: readonly CaseInput[],
  traits: CaseTraits = {},
  kind: GradientCase['kind'] = 'op',
): GradientCase {
  return { name, kind, ...traits, open: () => ({ inputs: inputs.map(arrayOf), compute }) };
}

function arrayOf(input: CaseInput, index: number): NdArray {
  if (!Array.isArray(input)) return input as NdArray;
  const isShape = (input as readonly unknown[]).every(Number.isInteger);
  return isShape
    ? numbersOf(input as readonly number[], index + 1)
    : ndArray(input as readonly number[], { dtype: 'float32' });
}

/** Numbers of a size between 0.3 and 2, so that neither a kink at zero nor a fast change is near. */
export function numbersOf(shape: readonly number[], seed: number): NdArray<'float32'> {
  const noise = new RandomStreams(seed).uniform('values', 0, sizeOf(shape) * 2);
  const numbers = Float32Array.from(
    { length: sizeOf(shape) },
    (_, at) => (0.3 + 1.7 * noise[2 * at]!) * (noise[2 * at + 1]! < 0.5 ? -1 : 1),
  );
  return ndArray(numbers, { shape: [...shape] });
}
