import { InvalidArgumentError, ndArray, RandomStreams, sizeOf, type NdArray } from '@lml/core';

import type { TensorFixture } from '../conformance.js';
import { Violation } from './check.js';

const streams = new RandomStreams(20_260_101);

/** The values of a fixture; `stream` tells apart fixtures of one shape. */
export function arrayOf(fixture: TensorFixture, stream: string): NdArray {
  const { shape, dtype = 'float32', values } = fixture;
  const { low = dtype === 'float32' ? -1 : 0, high = dtype === 'float32' ? 1 : 2 } = fixture;
  const length = sizeOf(shape);
  if (values !== undefined) {
    if (values.length === length) return ndArray(values, { shape, dtype });
    throw new InvalidArgumentError('values', `${length} values, to fill the shape [${shape.join(', ')}]`, values);
  }
  if (dtype === 'float32') return ndArray(streams.uniform(stream, 0, length, low, high), { shape });
  const drawn = streams.integers(stream, 0, length, Math.max(1, high - low)).map((value) => value + low);
  return ndArray(drawn, { shape, dtype });
}

/** Some rows of an array, along its first axis. */
export function rowsOf({ dtype, shape, data }: NdArray, from: number, to: number): NdArray {
  const size = sizeOf(shape.slice(1));
  const rows = (data as Float32Array).slice(from * size, to * size);
  return { dtype, shape: [to - from, ...shape.slice(1)], data: rows };
}

/** The first candidate that `accepts` does not throw at; a violation that asks for the trait if there is none. */
export async function firstAccepted<Fixture>(
  candidates: readonly Fixture[],
  accepts: (fixture: Fixture) => void | Promise<void>,
  trait: string,
): Promise<Fixture> {
  const errors: unknown[] = [];
  for (const candidate of candidates) {
    try {
      await accepts(candidate);
      return candidate;
    } catch (error) {
      errors.push(error);
    }
  }
  const messages = [...new Set(errors.map((error) => (error instanceof Error ? error.message : String(error))))];
  throw new Violation(
    `it takes none of the usual fixtures. Give it the trait conformance: { ${trait} }. It said: ${messages.join(' | ')}`,
    { cause: errors[0] },
  );
}
