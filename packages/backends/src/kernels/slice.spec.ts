import * as tf from '@tensorflow/tfjs';
import * as fc from 'fast-check';

import { wasm } from '../components.js';
import { expectAgreement, normal, on, tensor } from '../shared/agreement.fixture.js';

/** A shape with a block in it: for each axis its size, and the begin and the size of the block. */
const blocks = fc.array(
  fc
    .tuple(fc.integer({ min: 0, max: 2 }), fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 2 }))
    .map(([before, size, after]) => ({ all: before + size + after, begin: before, size })),
  { minLength: 1, maxLength: 5 },
);

describe('Slice on wasm', () => {
  it('agrees with cpu for random blocks of up to five axes, empty ones too, forward and backward', async () => {
    await fc.assert(
      fc.asyncProperty(blocks, fc.nat(), (axes, seed) =>
        expectAgreement(() => {
          const [shape, begin, size] = (['all', 'begin', 'size'] as const).map((part) =>
            axes.map((axis) => axis[part]),
          );
          const x = tensor(normal(seed, shape!));
          const cut = (each: tf.Tensor): tf.Tensor => tf.slice(each, begin!, size);
          return [cut(x), tf.grad(cut)(x, tensor(normal(seed + 1, size!)))];
        }, 0),
      ),
      { numRuns: 100 },
    );
  });

  it('takes the rest of an axis, whole numbers, truth values and words', async () => {
    const compute = (): tf.Tensor[] => [
      tf.slice(tf.range(0, 12, 1, 'int32').reshape([3, 4]), [1, 1], [-1, 2]),
      tf.slice(tf.tensor1d([true, false, true], 'bool'), 1).cast('int32'),
    ];
    await expectAgreement(compute, 0);
    await wasm().start();
    const words = tf.slice(tf.tensor2d(['a', 'b', 'c', 'd'], [2, 2], 'string'), [0, 1], [2, 1]);
    expect(await words.data()).toEqual(['b', 'd']);
    words.dispose();
  });

  it('is a copy: what is cut out stays when the whole is gone', async () => {
    const [part] = await on(wasm(), () => {
      const whole = tf.tensor1d([1, 2, 3, 4]);
      const cut = tf.slice(whole, 1, 2);
      whole.dispose();
      tf.tensor1d([9, 9, 9, 9]);
      return [cut];
    });
    expect(Array.from(part!.data)).toEqual([2, 3]);
  });
});
