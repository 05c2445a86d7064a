import { ndArray, type NdArray } from '@lml/core';
import fc from 'fast-check';

import { decodeSamples, encodeSamples } from './sample-codec.js';

const values = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.double(),
    fc.constantFrom(NaN, Infinity, -Infinity, -0, undefined, null),
    fc.string(),
    fc.boolean(),
    fc.bigInt(),
    fc.float32Array({ maxLength: 4 }).map((data): NdArray => ndArray(data)),
    fc
      .array(fc.string(), { maxLength: 3 })
      .map((data): NdArray => ndArray(data, { dtype: 'string', shape: [data.length] })),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.oneof(fc.string(), fc.constantFrom('$array', '$number', '$', '__proto__')), tie('value'), {
      maxKeys: 3,
      noNullPrototype: true,
    }),
  ),
})).value;

describe('encodeSamples', () => {
  it('writes what decodeSamples reads', () => {
    fc.assert(
      fc.property(
        fc.array(fc.dictionary(fc.string(), values, { noNullPrototype: true }), { maxLength: 3 }),
        (samples) => {
          expect(decodeSamples(encodeSamples(samples))).toEqual(samples);
        },
      ),
    );
  });

  it.each([new Date(0), new Map(), () => 1, Symbol('a'), Float32Array.of(1)])('refuses %p', (value) => {
    expect(() => encodeSamples([{ metadata: { value } }])).toThrow(
      /sample 0 of the part.metadata.value must be plain data.*LML_INVALID_ARGUMENT/,
    );
  });

  it('refuses what contains itself', () => {
    const value: Record<string, unknown> = {};
    value['value'] = value;
    expect(() => encodeSamples([value])).toThrow(/LML_INVALID_ARGUMENT/);
  });
});
