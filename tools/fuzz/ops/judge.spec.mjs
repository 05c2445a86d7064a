import { judge } from './judge.mjs';

const a = { dtype: 'float32', shape: [3], data: Float32Array.of(0.3, -1.2, 2.1) };
const problem = (code, input = a) => ({
  parts: ['injected'],
  code,
  inputs: [input],
  made: ['tf.tensor1d([0.3, -1.2, 2.1])'],
  smooth: true,
  seed: 1,
});
const findings = (code, input, options) =>
  judge({ ...problem(code, input), ...options }, { limit: () => undefined, ruin: () => undefined });

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

describe('near a pole, where the last bit of the input counts', () => {
  const nearPole = { dtype: 'float32', shape: [1], data: Float32Array.of(-1.5727198) };
  /** The tangent, but for a factor on wasm. */
  const tangent = (factor) => `tf.mul(tf.tan(a), tf.getBackend() === 'wasm' ? ${factor} : 1)`;

  it('takes what rounding makes of it', async () => {
    expect(await findings(tangent(1), nearPole)).toEqual([]);
  });

  it('finds more than that', async () => {
    const [{ kind }] = await findings(tangent(1.01), nearPole);
    expect(kind).toBe('value on wasm');
  });

  it('takes no more elsewhere', async () => {
    const [{ kind }] = await findings(tangent(1.0002));
    expect(kind).toBe('value on wasm');
  });
});

it('takes differences of numbers that are but rounding, where they are said to be', async () => {
  const code = "tf.add(tf.sub(a, a), tf.getBackend() === 'wasm' ? 1e-6 : 0)";
  expect(await findings(code, a, { tolerance: 1e-3, least: 0.01 })).toEqual([]);
  const [{ kind }] = await findings(code.replace('1e-6', '1e-4'), a, { tolerance: 1e-3, least: 0.01 });
  expect(kind).toBe('value on wasm');
});

it('takes what rounding makes of the difference of equal results, and finds more than that', async () => {
  const zero = (added) => `tf.add(tf.sub(tf.square(a), tf.mul(a, a)), tf.getBackend() === 'wasm' ? ${added} : 0)`;
  expect(await findings(zero(2e-6))).toEqual([]);
  const [{ kind }] = await findings(zero(1e-3));
  expect(kind).toBe('value on wasm');
});
