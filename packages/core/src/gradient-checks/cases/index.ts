import * as tf from '@tensorflow/tfjs';
import { opCase, type GradientCase } from '../gradient-case.js';
/** x. */
export const gradientCases: readonly GradientCase[] = [
  opCase('tanh', (x) => tf.tanh(x), [[2, 3]]),
  opCase('matMul', (x, y) => tf.matMul(x, y), [
    [2, 3],
    [3, 2],
  ]),
  opCase('maxPool', (x) => tf.maxPool(x as tf.Tensor4D, 2, 2, 'same'), [[1, 3, 4, 2]], {
    secondRefused: 'MaxPoolGrad',
  }),
  opCase(
    'image.cropAndResize',
    (x) => tf.image.cropAndResize(x as tf.Tensor4D, [[0, 0, 1, 1]], [0], [2, 2]),
    [[1, 3, 4, 2]],
    { refused: 'CropAndResize' },
  ),
];
