import * as tf from '@tensorflow/tfjs';

import { composites } from '../steps/composite.js';
import { expectClose, expectSame, expectTrueGradients, normal } from './composites.fixture.js';
import { gelu } from './gelu.js';

const inputs = [normal(1, [4, 5], 0, 1.5)];

const erfForm = (x: tf.Tensor): tf.Tensor => tf.mul(x, tf.mul(0.5, tf.add(1, tf.erf(tf.div(x, Math.SQRT2)))));
const tanhForm = (x: tf.Tensor): tf.Tensor => {
  const inner = tf.mul(Math.sqrt(2 / Math.PI), tf.add(x, tf.mul(0.044715, tf.pow(x, 3))));
  return tf.mul(0.5, tf.mul(x, tf.add(1, tf.tanh(inner))));
};

describe('gelu', () => {
  it('is x · Φ(x), with its gradient', async () => {
    await expectSame(
      (x) => [gelu(x)],
      (x) => [erfForm(x)],
      inputs,
    );
    await expectTrueGradients((x) => [gelu(x)], inputs);
  });

  it('has the tanh form, with its gradient', async () => {
    const compute = (x?: tf.Tensor): tf.Tensor[] => [gelu(x!, { approximate: 'tanh' })];
    await expectSame(compute, (x) => [tanhForm(x)], inputs);
    await expectTrueGradients(compute, inputs);
  });

  it('has the values of PyTorch', async () => {
    // torch.nn.functional.gelu of PyTorch 2, rounded to 7 digits.
    const x = tf.tensor1d([-3, -1, -0.5, 0, 0.5, 1, 3]);
    const of = async (form: 'none' | 'tanh') => ({ shape: [7], data: await gelu(x, { approximate: form }).data() });
    const exact = [-0.00404969, -0.1586553, -0.1542688, 0, 0.3457312, 0.8413447, 2.99595];
    const approximate = [-0.003637392, -0.158808, -0.154286, 0, 0.345714, 0.841192, 2.996363];
    expectClose([await of('none')], [{ shape: [7], data: exact }], 1e-6);
    expectClose([await of('tanh')], [{ shape: [7], data: approximate }], 1e-6);
  });

  it('stays finite far out, with slopes 0 and 1', async () => {
    for (const approximate of ['none', 'tanh'] as const) {
      const x = tf.tensor1d([-1e4, -50, 50, 1e4]);
      const { value, grad } = tf.valueAndGrad((a) => tf.sum(gelu(a, { approximate })))(x);
      expect((await value.data())[0]).toBeCloseTo(10_050, 2);
      const [far, near, one, two] = await grad.data();
      expect([Math.abs(far!), Math.abs(near!), one, two]).toEqual([0, 0, 1, 1]);
    }
  });

  it('refuses another form', () => {
    const wrong = { approximate: 'sigmoid' } as unknown as { approximate: 'tanh' };
    expect(() => gelu(tf.scalar(1), wrong)).toThrow(expect.objectContaining({ code: 'LML_INVALID_ARGUMENT' }));
  });

  it('is a composite that engines know by name', () => {
    expect(composites().has('gelu')).toBe(true);
  });
});
