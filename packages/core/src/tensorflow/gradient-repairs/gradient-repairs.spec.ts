import * as tf from '@tensorflow/tfjs';

import { valueAndGradients } from '../../index.js';
import { repairGradients } from './install.js';

const gradient = async (compute: (x: tf.Tensor) => tf.Tensor, x: tf.TensorLike): Promise<unknown> =>
  tf.grad(compute)(tf.tensor(x)).array();

describe('gradients of TensorFlow.js ops', () => {
  beforeAll(() => tf.setBackend('cpu'));

  it('are put right once a process, which is told by their kernels', () => {
    const kernels = repairGradients();
    expect(kernels).toEqual(expect.arrayContaining(['Max', 'Minimum', 'Conv2DBackpropFilter']));
    expect(new Set(kernels).size).toBe(kernels.length);
    const gradients = (): unknown[] => kernels.map((kernel) => tf.getGradient(kernel));
    const before = gradients();
    expect(repairGradients()).toBe(kernels);
    gradients().forEach((config, index) => expect(config).toBe(before[index]));
  });

  it('are shared evenly by equal extremes, as with amax, amin, maximum and minimum of PyTorch', async () => {
    const picked = (x: tf.Tensor): tf.Tensor => tf.gather(x, tf.tensor1d([0, 0, 0, 1], 'int32'));
    expect(await gradient((x) => tf.max(picked(x)), [2, 1])).toEqual([1, 0]);
    expect(
      await gradient(
        (x) => tf.min(x, 1),
        [
          [1, 2, 1],
          [3, 3, 3],
        ],
      ),
    ).toEqual([[0.5, 0, 0.5], Array.from(Float32Array.of(1 / 3, 1 / 3, 1 / 3))]);
    const pair = [tf.tensor1d([1, 2, 3]), tf.tensor1d([1, 3, 2])];
    for (const [op, first] of [
      [tf.maximum, [0.5, 0, 1]],
      [tf.minimum, [0.5, 1, 0]],
    ] as const) {
      const [a, b] = tf.grads((x, y) => op(x, y))(pair);
      expect(await a!.array()).toEqual(first);
      expect(await b!.array()).toEqual(first.map((value) => 1 - value));
    }
  });

  it('of a pooling go to the first of equal values', async () => {
    const pool = (x: tf.Tensor): tf.Tensor => tf.maxPool(tf.reshape<tf.Rank.R4>(x, [1, 2, 2, 1]), 2, 2, 'valid');
    expect(await gradient(pool, [-3, -1, -1, -1])).toEqual([0, 1, 0, 0]);
  });

  it('of a padded average pooling are divided by the values that a window holds', async () => {
    const squares = (x: tf.Tensor): tf.Tensor => tf.square(tf.avgPool(x as tf.Tensor4D, 3, 2, 'same'));
    const image = [
      [
        [[1], [2], [3]],
        [[4], [5], [6]],
        [[7], [8], [9]],
      ],
    ];
    const found = (await gradient(squares, image)) as number[][][][];
    // Windows of four values at the corners; the first has the mean 3.
    expect(found[0]![0]![0]![0]).toBeCloseTo((2 * 3) / 4, 5);
  });

  it('of average poolings are zero for windows of padding alone, second ones too', async () => {
    // Windows of one number each: of three rows the middle one holds the two numbers, the others hold padding.
    const pool = (x: tf.Tensor): tf.Tensor =>
      tf.avgPool(x as tf.Tensor4D, 1, 1, [
        [0, 0],
        [1, 1],
        [0, 0],
        [0, 0],
      ]);
    const [x, dy] = [tf.tensor4d([3, 4], [1, 1, 2, 1]), tf.tensor4d([1, 2, 5, 6, 8, 9], [1, 3, 2, 1])];
    const squares = tf.grads((a, b) => tf.square(tf.grad(pool)(a, b)));
    expect(Array.from(await tf.grad(pool)(x, dy).data())).toEqual([5, 6]);
    // The square of the gradient has the gradient 2 · dy where windows hold a number.
    expect(Array.from(await squares([x, dy])[1]!.data())).toEqual([0, 0, 10, 12, 0, 0]);
  });

  it('of abs and powers are right at zero', async () => {
    expect(await gradient(tf.abs, [-2, 0, 2])).toEqual([-1, 0, 1]);
    expect(await gradient((x) => tf.pow(x, tf.tensor1d([0, 1, 2])), [0, 0, 0])).toEqual([0, 1, 0]);
    const second = tf.grad((x) => tf.grad((y) => tf.pow(y, 2))(x));
    expect(await second(tf.tensor1d([0, 1])).array()).toEqual([2, 2]);
  });

  it('of the cross-entropy of logits are those of the sigmoid at zero too', async () => {
    const [labels, logits] = [tf.tensor1d([0, 1, 0]), [0, 0, 2]];
    const loss = (x: tf.Tensor): tf.Tensor => tf.losses.sigmoidCrossEntropy(labels, x, undefined, 0, tf.Reduction.SUM);
    const found = (await gradient(loss, logits)) as number[];
    [0.5, -0.5, 1 / (1 + Math.exp(-2))].forEach((right, at) => expect(found[at]).toBeCloseTo(right, 6));
    // Alone |x| has the slope 0 there.
    expect(await gradient((x) => tf.sum(tf.mul(-1, tf.abs(x))), [0, 1])).toEqual([-0, -1]);
  });

  it('of complex numbers are refused, those that TensorFlow.js would give without their imaginary part too', () => {
    const compute = (x: tf.Tensor): tf.Scalar => tf.sum(tf.abs(tf.mul(tf.cast(x, 'complex64'), tf.complex(2, 1))));
    const x = tf.tensor1d([1, 2]);
    expect(() => valueAndGradients(() => compute(x), [x])).toThrow(
      expect.objectContaining({ operation: 'ComplexAbs' }),
    );
  });

  it('flow only into what was chosen, though they are infinite', () => {
    const both = tf.grads((x, y) => tf.div(tf.where(tf.tensor1d([1, 0], 'bool'), x, y), tf.tensor1d([0, 2])));
    const [x, y] = both([tf.tensor1d([1, 2]), tf.tensor1d([3, 4])]);
    expect([Array.from(x!.dataSync()), Array.from(y!.dataSync())]).toEqual([
      [Infinity, 0],
      [0, 0.5],
    ]);
  });

  it('pass nothing through whole numbers and truth values', async () => {
    const x = tf.tensor1d([1.5, -2.5]);
    const cuts: ((x: tf.Tensor) => tf.Tensor)[] = [
      (y) => tf.cast(y, 'int32'),
      (y) => tf.greaterEqual(y, 0),
      (y) => tf.logicalNot(tf.less(y, 0)),
      (y) => tf.argMax(y),
    ];
    for (const cut of cuts) {
      const loss = (): tf.Scalar => tf.sum(tf.add(tf.square(x), tf.cast(cut(x), 'float32')));
      expect(await valueAndGradients(loss, [x]).gradients[0]!.array()).toEqual([3, -5]);
    }
  });

  it('of what is empty are zeros, also where it was broadcast', async () => {
    const [empty, one] = [tf.zeros([0, 3]), tf.tensor2d([[1, 2, 3]])];
    const sum = (): tf.Scalar => tf.sum(tf.add(tf.square(one), tf.sum(tf.mul(empty, one), 0, true)));
    const { gradients } = valueAndGradients(sum, [empty, one]);
    expect(gradients[0]!.shape).toEqual([0, 3]);
    expect(await gradients[1]!.array()).toEqual([[2, 4, 6]]);
    const variance = (x: tf.Tensor): tf.Tensor => tf.moments(x, 0).variance;
    expect(tf.grad(variance)(empty).shape).toEqual([0, 3]);
  });

  it('that are missing are named, with the line that calls the op', () => {
    const image = tf.ones<tf.Rank.R4>([1, 3, 3, 1]);
    const crop = (x: tf.Tensor4D): tf.Scalar => tf.sum(tf.image.cropAndResize(x, [[0, 0, 1, 1]], [0], [2, 2]));
    expect(() => valueAndGradients(() => crop(image), [image])).toThrow(
      expect.objectContaining({
        code: 'LML_MISSING_GRADIENT',
        operation: 'CropAndResize',
        line: expect.stringContaining('gradient-repairs.spec.ts'),
      }),
    );
    const pool = (x: tf.Tensor4D): tf.Tensor => tf.maxPool(x, 2, 1, 'valid');
    const penalty = (): tf.Scalar => {
      const { gradients } = valueAndGradients(() => tf.sum(tf.square(pool(image))), [image]);
      return tf.sum(tf.square(gradients[0]!));
    };
    expect(() => valueAndGradients(penalty, [image])).toThrow(expect.objectContaining({ operation: 'MaxPoolGrad' }));
    // What is not on the way to the loss needs none.
    const { gradients } = valueAndGradients(() => {
      crop(image);
      return tf.sum(image);
    }, [image]);
    expect(gradients[0]!.shape).toEqual([1, 3, 3, 1]);
  });

  it('leave no tensors', () => {
    const x = tf.tensor1d([1, 2]);
    const before = tf.memory().numTensors;
    tf.tidy(() => {
      const compute = (y: tf.Tensor): tf.Tensor => tf.mul(tf.exp(y), tf.cast(tf.greaterEqual(y, 0), 'float32'));
      tf.grad((y) => tf.grad(compute)(y))(x);
    });
    expect(tf.memory().numTensors).toBe(before);
    x.dispose();
  });
});
