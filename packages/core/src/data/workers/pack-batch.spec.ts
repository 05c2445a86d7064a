import { createArrayPool } from '../array-pool.js';
import { ndArray } from '../nd-array.js';
import { compact, packBatch } from './pack-batch.js';

describe('a batch that leaves its thread', () => {
  it('takes lent arrays with it, and copies what others may keep', () => {
    const loan = createArrayPool().lend();
    const lent = loan.allocate('float32', 4);
    const unused = loan.allocate('int32', 3);
    const column = Float64Array.of(1, 2, 3, 4);
    const batch = {
      input: { dtype: 'float32' as const, shape: [4], data: lent },
      twice: { again: { dtype: 'uint8' as const, shape: [2], data: new Uint8Array(lent.buffer, 0, 2) } },
      part: ndArray(column.subarray(1, 3)),
      texts: ['a', 'b'],
    };
    const packed = packBatch(batch, loan);
    expect(packed.batch).toEqual(batch);
    const copy = (packed.batch['part'] as { data: Float64Array }).data;
    expect(packed.arrays.map(([dtype, array]) => [dtype, array])).toEqual([
      ['float32', lent],
      ['float64', copy],
    ]);
    expect([packed.arrays[0]![1] === lent, packed.arrays[1]![1] === copy]).toEqual([true, true]);
    expect(copy.buffer.byteLength).toBe(16);
    const sent = structuredClone(packed, { transfer: packed.arrays.map(([, array]) => array.buffer as ArrayBuffer) });
    expect([lent.length, unused.length, column.length]).toEqual([0, 3, 4]);
    expect((sent.batch['part'] as { data: Float64Array }).data).toEqual(Float64Array.of(2, 3));
  });
});

describe('a value that is cloned', () => {
  it('has of a large memory the part that it views', () => {
    const large = new Float32Array(1000).fill(3);
    const whole = Float32Array.of(1);
    const shared = new Int32Array(new SharedArrayBuffer(4));
    const given = { boxes: [ndArray(large.subarray(0, 2)), whole], shared, date: new Date(1), text: 'a', none: null };
    const value = compact(given);
    expect(value).toEqual({ ...given, boxes: [ndArray(Float32Array.of(3, 3)), whole], shared: Int32Array.of(0) });
    const [box, same] = value.boxes as unknown as [{ data: Float32Array }, Float32Array];
    expect(box.data.buffer.byteLength).toBe(8);
    expect(same).toBe(whole);
    expect(value.shared.buffer).toBeInstanceOf(ArrayBuffer);
  });

  it('may refer to itself', () => {
    const round: { self?: unknown; list: unknown[] } = { list: [] };
    round.self = round;
    round.list.push(round);
    const copy = compact(round);
    expect(copy.self).toBe(copy);
    expect(copy.list[0]).toBe(copy);
  });
});
