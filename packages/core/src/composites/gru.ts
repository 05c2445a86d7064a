import * as tf from '@tensorflow/tfjs';

import { defineComposite } from '../steps/composite.js';
import { compositeNames } from './names.js';
import {
  gate,
  gateSlope,
  inputGradients,
  recurrentInputs,
  sequenceOf,
  shifted,
  timeMajorRows,
  type RecurrentActivation,
  type RecurrentWeights,
} from './recurrence.js';

/** Options of {@link gru}. */
export interface GruOptions {
  /** What the gates go through. Default `'sigmoid'`. */
  readonly recurrentActivation?: RecurrentActivation | undefined;
  /** h before the first time, `[batch, units]`. Default zeros. */
  readonly initialHidden?: tf.Tensor | undefined;
}

/** What {@link gru} gives. */
export interface GruResult {
  /** h at all times, `[batch, time, units]`. */
  readonly sequence: tf.Tensor;
  /** h at the last time, `[batch, units]`. */
  readonly hidden: tf.Tensor;
}

/** Attributes of the composite `gru`. */
export type GruAttributes = Readonly<{
  /** What the gates go through. */
  recurrentActivation: RecurrentActivation;
  /** What the candidate goes through. */
  activation: 'tanh';
}>;

/**
 * Inputs x, kernel, recurrent kernel, bias, h₀; outputs the sequence of h and the last h. Saved, as rows `[time · batch, …]`
 * of all times: z and r beside each other, the candidate g, h.
 */
const composite = defineComposite<GruAttributes>({
  name: compositeNames.gru,
  forward([x, kernel, recurrentKernel, bias, hidden], { recurrentActivation }) {
    const [batch, time] = x!.shape;
    const [ofGates, ofCandidate] = parts(recurrentKernel!);
    const [gateFlows, candidateFlows] = parts(tf.add(tf.matMul(timeMajorRows(x!), kernel!), bias!)).map((flow) =>
      tf.split(flow, time!),
    );
    const visited: Visit[] = [];
    let h = hidden!;
    for (let t = 0; t < time!; t++) {
      const visit = tf.tidy(() => {
        const gates = gate(tf.add(gateFlows![t]!, tf.matMul(h, ofGates)), recurrentActivation);
        const [update, reset] = tf.split(gates, 2, 1);
        const g = tf.tanh(tf.add(candidateFlows![t]!, tf.matMul(tf.mul(reset!, h), ofCandidate)));
        return { gates, g, h: tf.add(g, tf.mul(update!, tf.sub(h, g))) };
      });
      ({ h } = visit);
      visited.push(visit);
    }
    const rows = (of: keyof Visit): tf.Tensor => tf.concat(visited.map((visit) => visit[of]));
    const hs = rows('h');
    return { outputs: [sequenceOf(hs, batch), h], saved: [rows('gates'), rows('g'), hs] };
  },
  backward([ofSequence, ofHidden], inputs, [gates, g, hs], { recurrentActivation }) {
    const [x, kernel, recurrentKernel, , hidden] = inputs;
    const time = x!.shape[1]!;
    const [throughGates, throughCandidate] = parts(recurrentKernel!).map((part) => tf.transpose(part));
    const before = shifted(hs!, hidden!);
    const [update, reset] = tf.split(gates!, 2, 1);
    const [updateSlope, resetSlope] = tf.split(gateSlope(gates!, recurrentActivation), 2, 1);
    // What a change of h makes of what flows into z and g, and one of r · h of what flows into r.
    const onUpdate = tf.mul(tf.sub(before, g!), updateSlope!);
    const onCandidate = tf.mul(tf.sub(1, update!), tf.sub(1, tf.square(g!)));
    const onReset = tf.mul(before, resetSlope!);
    const [updateAt, candidateAt, resetAt, keptAt, openAt, gradientAt] = [
      onUpdate,
      onCandidate,
      onReset,
      update!,
      reset!,
      timeMajorRows(ofSequence!),
    ].map((all) => tf.split(all, time));
    const flows: tf.Tensor[] = [];
    let ofH = ofHidden!;
    for (let t = time - 1; t >= 0; t--) {
      const visit = tf.tidy(() => {
        const ofThis = tf.add(ofH, gradientAt![t]!);
        const candidate = tf.mul(ofThis, candidateAt![t]!);
        const ofOpened = tf.matMul(candidate, throughCandidate!);
        const gateFlow = tf.concat([tf.mul(ofThis, updateAt![t]!), tf.mul(ofOpened, resetAt![t]!)], 1);
        const direct = tf.add(tf.mul(ofThis, keptAt![t]!), tf.mul(ofOpened, openAt![t]!));
        return {
          flow: tf.concat([gateFlow, candidate], 1),
          ofH: tf.add(direct, tf.matMul(gateFlow, throughGates!)),
        };
      });
      ({ ofH } = visit);
      flows.unshift(visit.flow);
    }
    const flow = tf.concat(flows);
    const [gateFlow, candidate] = parts(flow);
    const ofRecurrent = tf.concat(
      [tf.matMul(before, gateFlow, true), tf.matMul(tf.mul(reset!, before), candidate, true)],
      1,
    );
    const [ofX, ofKernel, ofBias] = inputGradients(x!, kernel!, flow);
    return [ofX, ofKernel, ofRecurrent, ofBias, ofH];
  },
});

interface Visit {
  readonly gates: tf.Tensor;
  readonly g: tf.Tensor;
  readonly h: tf.Tensor;
}

/** The columns of the two gates, and those of the candidate. */
function parts(all: tf.Tensor): [tf.Tensor, tf.Tensor] {
  const units = all.shape[1]! / 3;
  return tf.split(all, [2 * units, units], 1) as [tf.Tensor, tf.Tensor];
}

/**
 * A gated recurrent unit over a sequence, in the form of TensorFlow.js and of the paper, where r acts before the product
 * (Keras's `resetAfter: false`). With z, r and the candidate g beside each other in the weights, in this order,
 *
 *     z, r = σ(x K + h R + b),  g = tanh(x K + (r · h) R + b)
 *     h ← z · h + (1 − z) · g
 *
 * `x` is `[batch, time, inputs]`. The inputs of all times go through the kernel in one product, and so do the gradients of
 * each weight.
 *
 * @throws `LML_SHAPE_MISMATCH` for shapes that do not fit, `LML_INVALID_ARGUMENT` for another recurrent activation.
 *
 * @example
 * ```ts
 * import { gru } from '@lml/core';
 * import * as tf from '@tensorflow/tfjs';
 *
 * // One unit that goes half of the way to tanh(x) each time.
 * const weights = { kernel: tf.tensor2d([[0, 0, 1]]), recurrentKernel: tf.zeros([1, 3]) };
 * const { sequence, hidden } = gru(tf.ones([1, 2, 1]), weights);
 * hidden; // => [[0.75 * Math.tanh(1)]]
 * sequence.shape; // => [1, 2, 1]
 * ```
 *
 * @see Cho et al., Learning phrase representations using RNN encoder–decoder for statistical machine translation, 2014.
 */
export function gru(
  x: tf.Tensor,
  weights: RecurrentWeights,
  { recurrentActivation = 'sigmoid', initialHidden }: GruOptions = {},
): GruResult {
  const inputs = recurrentInputs('gru', 3, x, weights, [initialHidden], recurrentActivation);
  const [sequence, hidden] = composite(inputs, { recurrentActivation, activation: 'tanh' });
  return { sequence: sequence!, hidden: hidden! };
}
