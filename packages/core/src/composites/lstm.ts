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

/** Options of {@link lstm}. */
export interface LstmOptions {
  /** What the gates go through. Default `'sigmoid'`. */
  readonly recurrentActivation?: RecurrentActivation | undefined;
  /** h before the first time, `[batch, units]`. Default zeros. */
  readonly initialHidden?: tf.Tensor | undefined;
  /** c before the first time, `[batch, units]`. Default zeros. */
  readonly initialCell?: tf.Tensor | undefined;
}

/** What {@link lstm} gives. */
export interface LstmResult {
  /** h at all times, `[batch, time, units]`. */
  readonly sequence: tf.Tensor;
  /** h at the last time, `[batch, units]`. */
  readonly hidden: tf.Tensor;
  /** c at the last time, `[batch, units]`. */
  readonly cell: tf.Tensor;
}

/** Attributes of the composite `lstm`. */
export type LstmAttributes = Readonly<{
  /** What the gates go through. */
  recurrentActivation: RecurrentActivation;
  /** What candidate and cell go through. */
  activation: 'tanh';
}>;

/**
 * Inputs x, kernel, recurrent kernel, bias, h₀, c₀; outputs the sequence of h, the last h, the last c. Saved, as rows
 * `[time · batch, units]` of all times: i, f, g = tanh of the candidate, o, the c before, tanh c, h.
 */
const composite = defineComposite<LstmAttributes>({
  name: compositeNames.lstm,
  forward([x, kernel, recurrentKernel, bias, hidden, cell], { recurrentActivation }) {
    const [batch, time] = x!.shape;
    const units = cell!.shape[1]!;
    const flows = tf.split(tf.add(tf.matMul(timeMajorRows(x!), kernel!), bias!), time!);
    const visited: Visit[] = [];
    let [h, c] = [hidden!, cell!];
    for (const flow of flows) {
      const visit = tf.tidy(() => {
        const sum = tf.add(flow, tf.matMul(h, recurrentKernel!));
        const [inflow, candidate, outflow] = tf.split(sum, [2 * units, units, units], 1);
        const [input, forget] = tf.split(gate(inflow!, recurrentActivation), 2, 1);
        const [g, o] = [tf.tanh(candidate!), gate(outflow!, recurrentActivation)];
        const next = tf.add(tf.mul(forget!, c), tf.mul(input!, g));
        const curve = tf.tanh(next);
        return { input: input!, forget: forget!, g, o, next, curve, h: tf.mul(o, curve) };
      });
      visited.push({ ...visit, before: c });
      [h, c] = [visit.h, visit.next];
    }
    const rows = (of: keyof Visit): tf.Tensor => tf.concat(visited.map((visit) => visit[of]));
    const hs = rows('h');
    return {
      outputs: [sequenceOf(hs, batch), h, c],
      saved: [rows('input'), rows('forget'), rows('g'), rows('o'), rows('before'), rows('curve'), hs],
    };
  },
  backward([ofSequence, ofHidden, ofCell], inputs, saved, { recurrentActivation }) {
    const [x, kernel, recurrentKernel, , hidden] = inputs;
    const [input, forget, g, o, before, curve, hs] = saved;
    const time = x!.shape[1]!;
    // What a change of c, or for the last one of h, makes of what flows into each gate; and what one of h makes of c.
    const effects = tf.concat(
      [
        tf.mul(g!, gateSlope(input!, recurrentActivation)),
        tf.mul(before!, gateSlope(forget!, recurrentActivation)),
        tf.mul(input!, tf.sub(1, tf.square(g!))),
        tf.mul(curve!, gateSlope(o!, recurrentActivation)),
      ],
      1,
    );
    const ofCurve = tf.mul(o!, tf.sub(1, tf.square(curve!)));
    const [effectAt, curveAt, forgetAt, gradientAt] = [effects, ofCurve, forget!, timeMajorRows(ofSequence!)].map(
      (all) => tf.split(all, time),
    );
    const back = tf.transpose(recurrentKernel!);
    const flows: tf.Tensor[] = [];
    let [ofH, ofC] = [ofHidden!, ofCell!];
    for (let t = time - 1; t >= 0; t--) {
      const visit = tf.tidy(() => {
        const ofThis = tf.add(ofH, gradientAt![t]!);
        const ofNext = tf.add(ofC, tf.mul(ofThis, curveAt![t]!));
        const flow = tf.mul(tf.concat([ofNext, ofNext, ofNext, ofThis], 1), effectAt![t]!);
        return { flow, ofH: tf.matMul(flow, back), ofC: tf.mul(ofNext, forgetAt![t]!) };
      });
      ({ ofH, ofC } = visit);
      flows.unshift(visit.flow);
    }
    const flow = tf.concat(flows);
    const [ofX, ofKernel, ofBias] = inputGradients(x!, kernel!, flow);
    return [ofX, ofKernel, tf.matMul(shifted(hs!, hidden!), flow, true), ofBias, ofH, ofC];
  },
});

interface Visit {
  readonly input: tf.Tensor;
  readonly forget: tf.Tensor;
  readonly g: tf.Tensor;
  readonly o: tf.Tensor;
  readonly before: tf.Tensor;
  readonly curve: tf.Tensor;
  readonly h: tf.Tensor;
}

/**
 * A long short-term memory over a sequence. With the gates i, f and o and the candidate g beside each other in the weights,
 * in the order i, f, g, o of Keras and TensorFlow.js,
 *
 *     i, f, o = σ(x K + h R + b),  g = tanh(x K + h R + b)
 *     c ← f · c + i · g
 *     h ← o · tanh(c)
 *
 * `x` is `[batch, time, inputs]`. The inputs of all times go through the kernel in one product, and so do the gradients of
 * each weight.
 *
 * @throws `LML_SHAPE_MISMATCH` for shapes that do not fit, `LML_INVALID_ARGUMENT` for another recurrent activation.
 *
 * @example
 * ```ts
 * import { lstm } from '@lml/core';
 * import * as tf from '@tensorflow/tfjs';
 *
 * // One unit, its input gate wide open, that adds up tanh(x).
 * const weights = {
 *   kernel: tf.tensor2d([[0, 0, 1, 0]]),
 *   recurrentKernel: tf.zeros([1, 4]),
 *   bias: tf.tensor1d([100, 100, 0, 100]),
 * };
 * const { sequence, cell } = lstm(tf.ones([1, 3, 1]), weights);
 * cell; // => [[3 * Math.tanh(1)]]
 * sequence.shape; // => [1, 3, 1]
 * ```
 *
 * @see Hochreiter and Schmidhuber, Long short-term memory, 1997; Gers, Schmidhuber and Cummins, Learning to forget, 2000.
 */
export function lstm(
  x: tf.Tensor,
  weights: RecurrentWeights,
  { recurrentActivation = 'sigmoid', initialHidden, initialCell }: LstmOptions = {},
): LstmResult {
  const inputs = recurrentInputs('lstm', 4, x, weights, [initialHidden, initialCell], recurrentActivation);
  const [sequence, hidden, cell] = composite(inputs, { recurrentActivation, activation: 'tanh' });
  return { sequence: sequence!, hidden: hidden!, cell: cell! };
}
