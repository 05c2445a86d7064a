import { isTensor, treePart, type TensorTree } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

/**
 * The output without its last axis where that has one entry and the target lacks it: a model with one output gives
 * `[batch, 1]`, a column of numbers is `[batch]`. Of lists and records, each output by the target of its name. Anything else
 * is left as it is, for the loss to judge.
 */
export function alignOutput<Output extends TensorTree>(output: Output, target: TensorTree): Output;
export function alignOutput(output: TensorTree, target: TensorTree): TensorTree {
  if (isTensor(output)) {
    const spare = isTensor(target) && output.rank === target.rank + 1 && output.shape.at(-1) === 1;
    return spare ? tf.reshape(output, output.shape.slice(0, -1)) : output;
  }
  const align = (part: TensorTree, key: string | number): TensorTree => {
    const answer = isTensor(target) ? target : treePart(target, String(key));
    return answer === undefined ? part : alignOutput(part, answer);
  };
  if (Array.isArray(output)) return (output as readonly TensorTree[]).map(align);
  return Object.fromEntries(Object.entries(output).map(([key, part]) => [key, align(part, key)]));
}
