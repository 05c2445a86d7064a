import { judge } from './judge.mjs';

const a = { dtype: 'float32', shape: [3], data: Float32Array.of(0.3, -1.2, 2.1) };
const problem = (code) => ({
  parts: ['injected'],
  code,
  inputs: [a],
  made: ['tf.tensor1d([0.3, -1.2, 2.1])'],
  smooth: true,
  seed: 1,
});
const findings = (code) => judge(problem(code), { limit: () => undefined, ruin: () => undefined });

/** The square of `a` with a gradient as given. */
const square = (gradient) => `tf.customGrad((x, save) => {
  save([x]);
  return { value: tf.square(x), gradFunc: (dy, [x]) => ${gradient} };
})(a)`;

it('finds nothing where all is right', async () => {
  expect(await findings(square('tf.mul(dy, tf.mul(2, x))'))).toEqual([]);
});

it('finds a wrong gradient, which all engines take, by differences', async () => {
  const [{ kind, text }] = await findings(square('tf.mul(dy, tf.mul(3, x))'));
  expect(kind).toBe('gradient on all');
  expect(text).toContain('const a = tf.tensor1d([0.3, -1.2, 2.1]);');
});

it('finds a wrong second gradient behind a right first one', async () => {
  const doubled = 'tf.customGrad((y) => ({ value: tf.mul(2, y), gradFunc: (d) => tf.mul(5, d) }))(x)';
  const [{ kind }] = await findings(square(`tf.mul(dy, ${doubled})`));
  expect(kind).toMatch(/^second gradient on/);
});

it('finds a value that differs on one backend', async () => {
  const [{ kind, text }] = await findings("tf.getBackend() === 'wasm' ? tf.add(a, 1) : tf.add(a, 0)");
  expect(kind).toBe('value on wasm');
  expect(text).toContain('times the tolerance');
});

it('finds an error without a code where a gradient is wanted', async () => {
  const [{ kind, text }] = await findings(square('(() => { throw new Error("none"); })()'));
  expect([kind, text.split('\n')[0]]).toEqual(['gradient on cpu', 'an error without a code:']);
});
