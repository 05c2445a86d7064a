import { compositeNames, withCompositeInterceptor } from '@lml/core/engine';
import * as tf from '@tensorflow/tfjs';

import { crossEntropy } from './cross-entropy.js';

describe('crossEntropy', () => {
  it('is the composite softmax-cross-entropy to an engine', () => {
    const seen: (readonly number[])[] = [];
    const value = withCompositeInterceptor(
      ({ name }, inputs) => {
        if (name !== compositeNames.softmaxCrossEntropy) return undefined;
        seen.push(...inputs.map(({ shape }) => shape));
        return [tf.tensor1d([1, 2])];
      },
      () => crossEntropy()(tf.zeros([2, 3]), tf.tensor1d([0, 1], 'int32')),
    );
    expect(seen).toEqual([
      [2, 3],
      [2, 3],
    ]);
    expect(value.dataSync()[0]).toBe(1.5);
  });
});
