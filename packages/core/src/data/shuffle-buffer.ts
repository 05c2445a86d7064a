import type { RandomGenerator } from '../random/random-streams.js';

/**
 * Values in an order that is drawn from a buffer of `size`: each is one of those in the buffer, and the next one takes its place.
 *
 * Values that are further apart than the buffer is large keep their order roughly, so a sorted stream needs a large buffer.
 */
export async function* shuffleInBuffer<Value>(
  values: AsyncIterable<Value> | Iterable<Value>,
  size: number,
  random: RandomGenerator,
): AsyncGenerator<Value, void, undefined> {
  const buffer: Value[] = [];
  for await (const value of values) {
    if (buffer.length < size) {
      buffer.push(value);
      continue;
    }
    const index = random.integer(size);
    yield buffer[index]!;
    buffer[index] = value;
  }
  random.shuffle(buffer);
  yield* buffer;
}
