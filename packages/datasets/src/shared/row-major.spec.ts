import fc from 'fast-check';

import { columnMajorStrides, toRowMajor } from './row-major.js';

it('toRowMajor takes each value from where its strides say, whatever the order of axes', () => {
  const shapes = fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 5 });
  fc.assert(
    fc.property(shapes, fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })), (given, keys) => {
      const order = given.map((_, axis) => ({ axis, key: keys.next().value as number }));
      order.sort((a, b) => a.key - b.key);
      const all = columnMajorStrides(given);
      const [shape, strides] = [order.map(({ axis }) => given[axis]!), order.map(({ axis }) => all[axis]!)];
      const size = given.reduce((product, length) => product * length, 1);
      const values = Int32Array.from({ length: size }, (_, place) => place);
      const moved = toRowMajor(values, { dtype: 'int32', shape, strides });
      expect(moved).toHaveLength(size);
      for (let to = 0; to < size; to++) {
        let [rest, from] = [to, 0];
        for (let axis = shape.length - 1; axis >= 0; axis--) {
          from += (rest % shape[axis]!) * strides[axis]!;
          rest = Math.floor(rest / shape[axis]!);
        }
        expect(moved[to]).toBe(from);
      }
    }),
  );
});
