import * as tf from '@tensorflow/tfjs';

import { cpu, tensorflow } from '../components.js';
import { expectAgreement, expectValues, hasTensorflow, normal, on, tensor } from '../shared/agreement.fixture.js';

const describeNative = hasTensorflow ? describe : describe.skip;
if (!hasTensorflow) process.stdout.write('backends: tensorflow is not tested, no tfjs-node is installed\n');

describeNative('tensorflow', () => {
  it('becomes the current backend, in turn with others', async () => {
    await cpu().start();
    for (let time = 0; time < 2; time++) {
      await tensorflow().start();
      expect(tf.getBackend()).toBe('tensorflow');
      expect(await tf.add(1, 2).data()).toEqual(Float32Array.of(3));
      await cpu().start();
      expect(tf.getBackend()).toBe('cpu');
    }
  });

  it('means whole numbers', async () => {
    await expectValues([tensorflow()], () => tf.mean(tf.tensor1d([1, 2, 4], 'int32')), [7 / 3], []);
  });

  it('has kernels that tfjs-node lacks', async () => {
    await expectValues([tensorflow()], () => tf.searchSorted(tf.tensor1d([1, 3, 5]), tf.tensor1d([0, 4])), [0, 2]);
    const counts = (): tf.Tensor => tf.denseBincount(tf.tensor1d([1, 1, 2], 'int32'), tf.tensor1d([]), 3);
    await expectValues([tensorflow()], counts, [0, 2, 1]);
  });

  it('chooses among no numbers', async () => {
    const chosen = (): tf.Tensor => tf.where(tf.tensor1d([], 'bool'), tf.zeros([0]), tf.zeros([1]));
    await expectAgreement(() => [chosen()]);
  });

  it('computes one column of windows whose strides differ', async () => {
    const images = (): tf.Tensor4D => tf.tensor4d([1, 2, 3, 4, 5, 6, 7, 8], [2, 2, 2, 1]);
    const convolve = (pad: 'valid' | [[0, 0], [0, 0], [0, 0], [0, 0]]): tf.Tensor =>
      tf.conv2d(images(), tf.tensor4d([1, 1], [1, 2, 1, 1]), [1, 3], pad);
    await expectValues([tensorflow()], () => convolve('valid'), [3, 7, 11, 15], [2, 2, 1, 1]);
    await expectValues(
      [tensorflow()],
      () =>
        convolve([
          [0, 0],
          [0, 0],
          [0, 0],
          [0, 0],
        ]),
      [3, 7, 11, 15],
      [2, 2, 1, 1],
    );
  });

  it('knows the gradient of a filter that strides leave gaps between, in rows and columns other ones', async () => {
    const images = normal(1, [2, 7, 6, 2]);
    const dy = normal(2, [2, 3, 5, 3]);
    const gradient = (): tf.Tensor =>
      tf
        .engine()
        .runKernel(
          tf.Conv2DBackpropFilter,
          { x: tensor(images), dy: tensor(dy) },
          { strides: [3, 1], pad: 'valid', dataFormat: 'NHWC', filterShape: [1, 2, 2, 3] },
        );
    await expectAgreement(() => [gradient()]);
  });

  it('leaves nothing behind, and moves tensors of other backends', async () => {
    await cpu().start();
    const x = tf.tensor2d([1, 2, 3, 4], [2, 2]);
    const [squared] = await on(tensorflow(), () => [tf.matMul(x, x)]);
    expect([...Array.from(squared!.data)]).toEqual([7, 10, 15, 22]);
    x.dispose();
  });
});

it('has no options', () => {
  expect(() => tensorflow({ threads: 2 } as never)).toThrow(expect.objectContaining({ code: 'LML_INVALID_OPTIONS' }));
});
