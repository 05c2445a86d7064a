import * as tf from '@tensorflow/tfjs';

import { composites, defineComposite, offersComposites, withCompositeInterceptor } from './composite.js';

/** a · x · y, with a gradient that is a hundred times too large, so that it can be told from TensorFlow.js's own. */
const product = defineComposite<{ factor: number }>({
  name: 'test/product',
  forward([x, y], { factor }) {
    const xy = tf.mul(x!, y!);
    return { outputs: [tf.mul(factor, xy)], saved: [xy] };
  },
  backward: ([gradient], [x, y], [xy], { factor }) => [
    tf.mul(gradient!, tf.mul(100 * factor, tf.div(xy!, x!))),
    tf.mul(gradient!, tf.mul(100 * factor, tf.div(xy!, y!))),
  ],
});

/** x², x³ and whole indices, of x and indices; x² is saved as it is. */
const powers = defineComposite<Record<never, never>>({
  name: 'test/powers',
  forward([x, indices]) {
    const square = tf.square(x!);
    return { outputs: [square, tf.mul(square, x!), indices!], saved: [square] };
  },
  backward: ([ofSquare, ofCube], [x], [square]) => [
    tf.add(tf.mul(ofSquare!, tf.mul(2, x!)), tf.mul(ofCube!, tf.mul(3, square!))),
    undefined,
  ],
});

const index = (): tf.Scalar => tf.scalar(7, 'int32');
const numbers = async (tensors: readonly tf.Tensor[]): Promise<number[]> =>
  (await Promise.all(tensors.map((tensor) => tensor.data()))).map((data) => data[0]!);

describe('A composite', () => {
  it('computes its definition', async () => {
    expect(await numbers(product([tf.scalar(3), tf.scalar(4)], { factor: 2 }))).toEqual([24]);
    expect(await numbers(powers([tf.scalar(3), index()], {}))).toEqual([9, 27, 7]);
  });

  it('has the gradient that it gives, with respect to each input', async () => {
    const gradients = tf.grads((x, y) => product([x, y], { factor: 2 })[0]!)([tf.scalar(3), tf.scalar(4)]);
    expect(await numbers(gradients)).toEqual([800, 600]);
  });

  it('hands the gradient of its output on', async () => {
    const gradient = tf.grad((x) => tf.mul(5, product([x, tf.scalar(4)], { factor: 1 })[0]!))(tf.scalar(3));
    expect(await numbers([gradient])).toEqual([2000]);
  });

  it('adds the gradients of its outputs, where those that are not used have none', async () => {
    const gradientOf = (use: (outputs: readonly tf.Tensor[]) => tf.Tensor): tf.Tensor =>
      tf.grad((x) => use(powers([x, index()], {})))(tf.scalar(3));
    const gradients = [
      gradientOf(([square]) => square!),
      gradientOf(([, cube]) => cube!),
      gradientOf(([square, cube]) => tf.add(tf.mul(10, square!), cube!)),
    ];
    expect(await numbers(gradients)).toEqual([6, 27, 87]);
  });

  it('has gradient zero for an input that has none', async () => {
    const gradients = tf.grads((x, indices) => powers([x, indices], {})[0]!)([tf.scalar(3), tf.scalar(4)]);
    expect(await numbers(gradients)).toEqual([6, 0]);
  });

  it('keeps no tensors but its outputs', () => {
    const [x, y, i] = [tf.scalar(3), tf.scalar(4), index()];
    const before = tf.memory().numTensors;
    const outputs = [...product([x, y], { factor: 2 }), ...powers([x, i], {})];
    expect(tf.memory().numTensors).toBe(before + 4);
    tf.dispose(tf.grads((a, b) => product(powers([a, i], {}).slice(0, 2).with(0, b), { factor: 2 })[0]!)([x, y]));
    expect(tf.memory().numTensors).toBe(before + 4);
    tf.dispose([x, y, i, outputs]);
  });

  it('is declared under its name', () => {
    expect(composites().get('test/product')?.name).toBe('test/product');
    const replace = defineComposite({
      name: 'test/product',
      forward: ([x]) => ({ outputs: [tf.neg(x!)], saved: [] }),
      backward: ([gradient]) => [tf.neg(gradient!)],
    });
    expect(composites().get('test/product')).not.toBeUndefined();
    expect([...composites().keys()].filter((name) => name === 'test/product')).toHaveLength(1);
    expect(replace).not.toBe(product);
  });

  it('needs a name', () => {
    expect(() =>
      defineComposite({ name: '', forward: () => ({ outputs: [tf.scalar(0)], saved: [] }), backward: () => [] }),
    ).toThrow(expect.objectContaining({ code: 'LML_INVALID_ARGUMENT' }));
  });
});

describe('An interceptor', () => {
  it('may take a composite over, with its inputs and attributes', async () => {
    const seen: unknown[] = [];
    const result = withCompositeInterceptor(
      ({ name }, inputs, attributes) => {
        seen.push(name, inputs.length, attributes);
        return [tf.scalar(-1), tf.scalar(-2)];
      },
      () => product([tf.scalar(3), tf.scalar(4)], { factor: 2 }),
    );
    expect(seen).toEqual(['test/product', 2, { factor: 2 }]);
    expect(await numbers(result)).toEqual([-1, -2]);
  });

  it('is known to be there', () => {
    expect(offersComposites()).toBe(false);
    expect(withCompositeInterceptor(() => undefined, offersComposites)).toBe(true);
    expect(offersComposites()).toBe(false);
  });

  it('may leave it to the definition', async () => {
    const result = withCompositeInterceptor(
      () => undefined,
      () => product([tf.scalar(3), tf.scalar(4)], { factor: 2 }),
    );
    expect(await numbers(result)).toEqual([24]);
  });

  it('counts only as long as it should, and nests', async () => {
    const compute = (): tf.Tensor => product([tf.scalar(3), tf.scalar(4)], { factor: 2 })[0]!;
    const fixed = (value: number) => () => [tf.scalar(value)];
    const results = withCompositeInterceptor(fixed(1), () => [
      compute(),
      withCompositeInterceptor(fixed(2), compute),
      compute(),
    ]);
    expect(await numbers(results)).toEqual([1, 2, 1]);
    const fail = (): never => {
      throw new Error('inside');
    };
    expect(() => withCompositeInterceptor(fixed(1), fail)).toThrow('inside');
    expect(await numbers([compute()])).toEqual([24]);
  });
});
