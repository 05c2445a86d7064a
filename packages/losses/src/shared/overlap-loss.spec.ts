import * as tf from '@tensorflow/tfjs';

import { dice } from '../segmentation/dice.js';
import { tversky } from '../segmentation/tversky.js';

const numbers = (tensor: tf.Tensor): number[] => Array.from(tensor.dataSync());
const logits = tf.tensor3d([[[2, -1, 0], [0, 1, 0.5]], [[-1, 0, 1], [3, 0, 0]], [[0, 2, 1], [0.5, 0, 2]]]); // prettier-ignore
const classes = tf.tensor2d([[0, 1], [2, 0], [1, 2]], [3, 2], 'int32'); // prettier-ignore

describe('Losses by the overlap of masks', () => {
  it('count a sample with weight 2 as two, and one with weight 0 not at all', () => {
    const rows = tf.tensor1d([0, 0, 1], 'int32');
    const [twice, answers] = [tf.gather(logits, rows), tf.gather(classes, rows)];
    const weighted = dice({ mode: 'multiclass' })(logits, classes, tf.tensor1d([2, 1, 0]));
    expect(numbers(weighted)[0]).toBeCloseTo(numbers(dice({ mode: 'multiclass' })(twice, answers))[0]!, 6);
  });

  it('give NaN for an index that is no class, so that it is noticed', () => {
    const wrong = tf.tensor2d([[0, 7], [2, 0], [1, 2]], [3, 2], 'int32'); // prettier-ignore
    for (const options of [{}, { logLoss: true }, { gamma: 0.5 }])
      expect(numbers(tversky({ mode: 'multiclass', ...options })(logits, wrong))).toEqual([NaN]);
  });

  it('say what targets they need', () => {
    expect(() => dice({ mode: 'multiclass' })(logits, logits)).toThrow(
      /^dice of several classes needs .* class indices/,
    );
    expect(() => dice({ mode: 'multilabel' })(logits, classes)).toThrow(/read with mode multiclass/);
  });
});
