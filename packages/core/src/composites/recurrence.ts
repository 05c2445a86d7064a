import * as tf from '@tensorflow/tfjs';

import { sameShape } from '../data/nd-array.js';
import { InvalidArgumentError } from '../errors/invalid-argument-error.js';
import { ShapeMismatchError } from '../errors/shape-mismatch-error.js';

/** What gates go through: the logistic function, or `min(1, max(0, 0.2 x + 0.5))`. */
export type RecurrentActivation = 'sigmoid' | 'hardSigmoid';

/** Weights of a recurrent layer; the gates stand beside each other along the last axis. */
export interface RecurrentWeights {
  /** `[inputs, gates · units]` */
  readonly kernel: tf.Tensor;
  /** `[units, gates · units]` */
  readonly recurrentKernel: tf.Tensor;
  /** `[gates · units]`. Default: none. */
  readonly bias?: tf.Tensor | undefined;
}

/** A gate, from what flows into it. */
export function gate(x: tf.Tensor, activation: RecurrentActivation): tf.Tensor {
  return activation === 'sigmoid' ? tf.sigmoid(x) : tf.clipByValue(tf.add(tf.mul(x, 0.2), 0.5), 0, 1);
}

/** The derivative of a gate, from its value. */
export function gateSlope(value: tf.Tensor, activation: RecurrentActivation): tf.Tensor {
  const product = tf.mul(value, tf.sub(1, value));
  return activation === 'sigmoid' ? product : tf.mul(tf.step(product), 0.2);
}

/** A sequence `[batch, time, …]` as rows, first those of the first time: `[time · batch, …]`. */
export function timeMajorRows(sequence: tf.Tensor): tf.Tensor {
  const [batch, time, size] = sequence.shape;
  return tf.reshape(tf.transpose(sequence, [1, 0, 2]), [batch * time!, size!]);
}

/** The sequence `[batch, time, …]` of such rows. */
export function sequenceOf(rows: tf.Tensor, batch: number): tf.Tensor {
  const [count, size] = rows.shape;
  return tf.transpose(tf.reshape(rows, [count / batch, batch, size!]), [1, 0, 2]);
}

/** The states before each time, from those after it and the first one, as rows. */
export function shifted(rows: tf.Tensor, first: tf.Tensor): tf.Tensor {
  const [count, size] = rows.shape;
  const batch = first.shape[0];
  return count === batch ? first : tf.concat([first, tf.slice(rows, [0, 0], [count - batch, size!])]);
}

/** The gradients of input, kernel and bias, from that of what flows into the gates, as rows. */
export function inputGradients(x: tf.Tensor, kernel: tf.Tensor, flow: tf.Tensor): [tf.Tensor, tf.Tensor, tf.Tensor] {
  return [
    sequenceOf(tf.matMul(flow, kernel, false, true), x.shape[0]),
    tf.matMul(timeMajorRows(x), flow, true),
    tf.sum(flow, 0),
  ];
}

/** Refuses what does not fit together, and lists the inputs of the composite, with zeros for what is not given. */
export function recurrentInputs(
  name: string,
  gates: number,
  x: tf.Tensor,
  { kernel, recurrentKernel, bias }: RecurrentWeights,
  states: readonly (tf.Tensor | undefined)[],
  activation: RecurrentActivation,
): tf.Tensor[] {
  if (activation !== 'sigmoid' && activation !== 'hardSigmoid')
    throw new InvalidArgumentError('recurrentActivation', `'sigmoid' or 'hardSigmoid'`, activation);
  const [batch, time, size] = x.shape;
  if (x.rank !== 3 || time === 0)
    throw new ShapeMismatchError(
      `${name} needs x of shape [batch, time, inputs], of one time or more, got ${show(x.shape)}.`,
    );
  const units = recurrentKernel.shape[0];
  const expect = (what: string, tensor: tf.Tensor | undefined, shape: readonly number[]): void => {
    if (tensor === undefined || sameShape(tensor.shape, shape)) return;
    throw new ShapeMismatchError(
      `${name} needs ${what} of shape ${show(shape)} for x ${show(x.shape)} and ${units} units, got ${show(tensor.shape)}.`,
    );
  };
  expect('recurrentKernel', recurrentKernel, [units, gates * units]);
  expect('kernel', kernel, [size!, gates * units]);
  expect('bias', bias, [gates * units]);
  for (const state of states) expect('an initial state', state, [batch, units]);
  return [
    x,
    kernel,
    recurrentKernel,
    bias ?? tf.zeros([gates * units]),
    ...states.map((state) => state ?? tf.zeros([batch, units])),
  ];
}

function show(shape: readonly number[]): string {
  return `[${shape.join(', ')}]`;
}
