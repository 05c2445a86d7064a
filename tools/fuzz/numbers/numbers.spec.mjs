import * as tf from '@tensorflow/tfjs';
import { differenceOf, isRounding } from './compare.mjs';
import { inDouble } from './double.mjs';
import { jittered } from './jitter.mjs';
import { coordinatesOf, slopes } from './slopes.mjs';
import { floats, inputCode, offByOneBit, tensorCode, valuesOf } from './values.mjs';

const array = (...data) => ({ dtype: 'float32', shape: [data.length], data: Float32Array.from(data) });

describe('differenceOf', () => {
  it('measures by the size of all numbers', () => {
    expect(differenceOf(array(1000, 0.001), array(1000, 0), 1e-4)).toBeUndefined();
    expect(differenceOf(array(1, 0.001), array(1, 0), 1e-4)).toMatch(/at 1 .* 14\.1 times the tolerance/);
  });

  it('wants NaN and infinities where they belong, and takes one zero for the other', () => {
    expect(differenceOf(array(NaN, Infinity, -0), array(NaN, Infinity, 0), 1e-4)).toBeUndefined();
    expect(differenceOf(array(0), array(NaN), 1e-4)).toMatch('is 0 instead of NaN');
    expect(differenceOf(array(Infinity), array(-Infinity), 1e-4)).toMatch('is Infinity instead of -Infinity');
  });

  it('wants equal shapes and types', () => {
    expect(differenceOf(array(1), { ...array(1), shape: [] }, 1)).toBe('is float32[1] instead of float32[]');
  });
});

it('isRounding tells what 32 bits cannot do better', () => {
  const double = { dtype: 'float32', shape: [1], data: Float64Array.of(1) };
  expect(isRounding(array(1.01), double, [array(1), array(0.999)])).toBe(true);
  expect(isRounding(array(1.01), double, [array(1)])).toBe(false);
});

describe('jittered', () => {
  const inDoubles = (compute) => inDouble(() => jittered(async () => (await compute().data())[0]));
  beforeAll(() => tf.setBackend('cpu'));

  it('shows what rounding makes of a difference of equal numbers, one of which was computed', async () => {
    // The product is off by its last bit, to one side or the other.
    const found = await inDoubles(() => tf.tidy(() => tf.sub(tf.mul(3, 5), 15)));
    expect(Math.abs(found)).toBeCloseTo(15 * 2 ** -23, 12);
  });

  it('leaves alone what is moved or chosen, and the numbers that were given', async () => {
    const x = tf.tensor1d([3, 7]);
    expect(await inDoubles(() => tf.max(tf.reverse(x)))).toBe(7);
    expect(Array.from(await x.data())).toEqual([3, 7]);
  });
});

describe('slopes', () => {
  it('are those of a smooth function', async () => {
    const found = await slopes(([x, y]) => x ** 3 + 5 * y, [2, 1], [0, 1]);
    expect(found.get(0)).toBeCloseTo(12, 6);
    expect(found.get(1)).toBeCloseTo(5, 6);
  });

  it('are left out at a kink', async () => {
    const found = await slopes(([x, y]) => Math.abs(x) + y, [0, 1], [0, 1]);
    expect([...found.keys()]).toEqual([1]);
  });
});

it('coordinatesOf spreads over all', () => {
  expect(coordinatesOf(3, 8, 1)).toEqual([1, 2, 0]);
  expect(coordinatesOf(100, 4, 7)).toEqual([7, 32, 57, 82]);
});

it('an input is the same for the same seed, and written as code that makes it', () => {
  expect(valuesOf(floats([2, 2]), 'edge', 3)).toEqual(valuesOf(floats([2, 2]), 'edge', 3));
  expect(tensorCode({ dtype: 'float32', shape: [3], data: Float32Array.of(-0, NaN, 2) })).toBe(
    "tf.tensor([-0, NaN, 2], [3], 'float32')",
  );
  expect(inputCode(floats([100]), 'normal', 3)).toBe("tf.tensor(new RandomStreams(3).normal('values', 0, 100), [100])");
});

it('offByOneBit takes float32 to their neighbours', () => {
  const whole = { dtype: 'int32', shape: [1], data: Int32Array.of(3) };
  const moved = offByOneBit({ a: array(1, 1, 0), whole });
  expect(Array.from(moved.a.data)).toEqual([1 + 2 ** -23, Math.fround(1 - 2 ** -23), 0]);
  expect(moved.whole).toBe(whole);
});
