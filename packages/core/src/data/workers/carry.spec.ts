import { z } from 'zod';

import {
  columnarDataset,
  defineComponent,
  ndArray,
  registerPlugin,
  subset,
  type Dataset,
  type NdArray,
} from '../../index.js';
import { toConfig } from '../../registry/to-config.js';
import { carry, emptyCarriage, isReadHere, isRegistered, keepHere, restore } from './carry.js';

const anything = defineComponent({
  kind: 'dataset',
  name: 'anything',
  summary: 'A dataset with options of all types.',
  schema: z.strictObject({ value: z.any(), inner: z.any().optional() }),
  create: ({ value, inner }): Dataset & { value: unknown; inner: unknown } => ({
    open() {},
    length: 5,
    get: (index) => ({ input: index * 10 }),
    value,
    inner,
  }),
});
registerPlugin({ name: 'carry-spec', version: '1.0.0', apiVersion: 1, components: [anything] });

/** What another thread makes of a value, and what is known of it here. */
function sent(value: unknown) {
  const carriage = emptyCarriage();
  const carried = carry(value, 'dataset', carriage);
  return { made: restore(structuredClone(carried)) as { value: unknown; inner: { value: unknown } }, carriage };
}

describe('what goes to another thread', () => {
  it('is a component, made again with its options and those within them', () => {
    const dataset = anything({ value: [NaN, -0, Infinity, 5n, new Date(3)], inner: anything({ value: { a: null } }) });
    const { made, carriage } = sent(dataset);
    expect(toConfig(made).config).toMatchObject({ name: 'carry-spec:anything' });
    expect(made.value).toEqual([NaN, -0, Infinity, 5n, new Date(3)]);
    expect(made.inner.value).toEqual({ a: null });
    expect([...carriage.packages]).toEqual(['carry-spec']);
    expect(carriage.missing).toEqual([]);
  });

  it('is a part of a part by its indices', async () => {
    const whole = anything({ value: 0 });
    const { made } = sent(subset(subset(whole, [4, 2, 0]), [1, 0]));
    const part = made as unknown as Dataset;
    expect([part.length, await part.get(0), await part.get(1)]).toEqual([2, { input: 20 }, { input: 40 }]);
    expect(Array.from(part.indices!)).toEqual([2, 4]);
  });

  it('has arrays in memory that is shared, and is copied once', () => {
    const values = Float32Array.of(1, 2, 3, 4);
    const array = ndArray(values, { shape: [2, 2] });
    const shared = new Int32Array(new SharedArrayBuffer(8));
    const part = values.subarray(1, 3);
    const carriage = emptyCarriage();
    const [first, second, third, fourth, text] = carry([array, values, part, shared, ndArray(['a'])], '', carriage) as [
      NdArray<'float32'>,
      Float32Array,
      Float32Array,
      Int32Array,
      unknown,
    ];
    expect(first).toEqual(array);
    expect(first.data.buffer).toBeInstanceOf(SharedArrayBuffer);
    expect(second.buffer).toBe(first.data.buffer);
    expect([...third]).toEqual([2, 3]);
    expect(third.buffer.byteLength).toBe(8);
    expect(fourth).toBe(shared);
    expect(text).toEqual(ndArray(['a']));
    // The given one is as it was.
    expect(values.buffer).toBeInstanceOf(ArrayBuffer);
  });

  it('leaves bytes as they are, which may be those of a file', () => {
    const bytes = Uint8Array.of(1, 2);
    expect(carry(bytes, '', emptyCarriage())).toBe(bytes);
    const { data } = carry(ndArray(bytes), '', emptyCarriage()) as { data: Uint8Array };
    expect(data.buffer).toBeInstanceOf(SharedArrayBuffer);
  });

  it.each([
    ['a function', () => 1, 'dataset.value'],
    ['an object of its own', { open() {}, length: 0, get: () => ({}) }, 'dataset.value'],
    ['an instance of a class', new (class Own {})(), 'dataset.value'],
    ['something in a list', [0, [() => 1]], 'dataset.value.1.0'],
  ])('is not %s', (_, value, path) => {
    const carriage = emptyCarriage();
    carry(anything({ value }), 'dataset', carriage);
    expect(carriage.missing).toEqual([path]);
  });

  it('is no dataset that is not open, or that core has made for a while', () => {
    const own = columnarDataset(() => ({ input: ndArray([1]) }));
    const carriage = emptyCarriage();
    carry(own, 'dataset', carriage);
    expect(carriage.missing).toEqual(['dataset']);
    expect([isRegistered(own), isRegistered(subset(anything({ value: 1 }), [0]))]).toEqual([false, true]);
    expect([isReadHere(own), isReadHere(subset(keepHere(own), [0]))]).toEqual([false, true]);
  });
});
