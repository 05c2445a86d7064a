import * as tf from '@tensorflow/tfjs';

import type { GradientRepair } from './repair.js';

/** The gradient of an einsum: for each operand, an einsum of the gradient and the other operands. */
export const einsumGradient: GradientRepair['gradient'] = (dy, operands, { equation }) => {
  const [left, result] = (equation as string).replaceAll(' ', '').split('->') as [string, string];
  const terms = left.split(',');
  return Object.fromEntries(
    operands.map((operand, index) => [
      index,
      (): tf.Tensor => {
        const others = operands.filter((_, at) => at !== index);
        const given = [result, ...terms.filter((_, at) => at !== index)];
        const term = terms[index]!;
        // An index that was summed over this operand alone has the same gradient everywhere along it.
        const known = [...term].filter((label) => given.some((other) => other.includes(label))).join('');
        const part = product(given, [dy, ...others], known);
        const kept = [...term].map((label, axis) => (known.includes(label) ? operand.shape[axis]! : 1));
        const shaped = tf.reshape(part, kept);
        return known === term ? shaped : tf.mul(shaped, tf.ones(operand.shape));
      },
    ]),
  );
};

/** An einsum; where nothing is left to sum over or to move, the tensor itself. */
function product(terms: readonly string[], operands: readonly tf.Tensor[], result: string): tf.Tensor {
  return terms.length === 1 && terms[0] === result
    ? operands[0]!
    : tf.einsum(`${terms.join()}->${result}`, ...operands);
}
