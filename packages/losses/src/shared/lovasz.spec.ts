import * as tf from '@tensorflow/tfjs';

import { lovaszExtension } from './lovasz.js';

const numbers = (tensor: tf.Tensor): number[] => Array.from(tensor.dataSync());

/** 1 − intersection over union of masks, where the positions of a set are wrong. */
function jaccardOf(target: readonly number[], wrong: readonly number[]): number {
  const truth = target.filter((value) => value === 1).length;
  const missed = wrong.filter((at) => target[at] === 1).length;
  return (wrong.length === 0 ? 0 : wrong.length) / (truth + wrong.length - missed);
}

describe('The Lovász extension', () => {
  const target = [1, 0, 0, 1, 1, 0];
  const of = (errors: number[]): number => {
    const truth = tf.tensor2d([target]);
    return numbers(lovaszExtension({ errors: tf.tensor2d([errors]), positive: truth, negative: tf.sub(1, truth) }))[0]!;
  };

  it('is the Jaccard loss where each position is right or wrong', () => {
    for (const wrong of [[], [0], [1], [0, 1], [3, 4, 5], [0, 1, 2, 3, 4, 5]]) {
      const errors = target.map((_, at) => (wrong.includes(at) ? 1 : 0));
      expect(of(errors)).toBeCloseTo(jaccardOf(target, wrong), 6);
    }
  });
});
