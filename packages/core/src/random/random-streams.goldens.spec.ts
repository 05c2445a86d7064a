import golden from './goldens/philox.json' with { type: 'json' };
import { RandomStreams } from './random-streams.js';

interface StreamCase {
  readonly seed: string;
  readonly stream: string;
  readonly step: number;
  readonly [values: string]: unknown;
}

const cases = golden.cases.filter((each) => each.seed !== undefined) as unknown as StreamCase[];

describe('RandomStreams', () => {
  it.each(cases)('equals randomgen: $name', ({ seed, stream, step, ...expected }) => {
    const random = new RandomStreams(BigInt(seed));
    const list = (values: ArrayLike<number>): number[] => Array.from(values);
    expect(list(random.uint32(stream, step, 10))).toEqual(expected.uint32);
    expect(list(random.uint32(stream, step, 1000).slice(990))).toEqual(expected.uint32From990);
    expect(random.uniform(stream, step, 10)).toEqual(Float32Array.from(expected.uniform as number[]));
    expect(random.uniform(stream, step, 10, -3, 0.5)).toEqual(
      Float32Array.from(expected['uniformFrom-3To0.5'] as number[]),
    );
    expect(random.mask(stream, step, 16, 0.1)).toEqual(Float32Array.from(expected['maskOf0.1'] as number[]));
    expect(random.mask(stream, step, 16, 0.5)).toEqual(Float32Array.from(expected['maskOf0.5'] as number[]));
    expect(list(random.integers(stream, step, 12, 10))).toEqual(expected.integersBelow10);
    expect(list(random.integers(stream, step, 5, 2 ** 31))).toEqual(expected['integersBelow2^31']);
    expect(list(random.permutation(stream, step, 12))).toEqual(expected.permutationOf12);
    // The logarithm and the cosine of V8 and of C may differ in the last bit, and so may their rounding to float32.
    const normals = random.normal(stream, step, 10);
    (expected.normal as number[]).forEach((value, i) => {
      expect(Math.abs(normals[i]! - value)).toBeLessThanOrEqual(2 ** -23 * Math.abs(value));
    });
  });
});
