import { writeSafetensors } from '@lml/core';
import fc from 'fast-check';
import { edited, edits } from './edits.mjs';
import { hostileValues } from './hostile.mjs';

const encode = (/** @type {string} */ text) => new TextEncoder().encode(text);

/** @param {...Uint8Array} parts */
const joined = (...parts) => Uint8Array.from(parts.flatMap((part) => [...part]));

const size = fc.constantFrom(
  '0',
  '1',
  '2',
  '3',
  '-1',
  '1.5',
  '1e9',
  '2147483648',
  '9007199254740993',
  '1000000000000000000000',
);

const safetensors = writeSafetensors({
  a: { dtype: 'float32', shape: [2, 2], data: Float32Array.of(1, 2, 3, 4) },
  b: { dtype: 'int64', shape: [1], data: BigInt64Array.of(5n) },
});

/** A file of this header and so many bytes. @type {(header: string, length: number, count: number) => Uint8Array} */
function safetensorsFile(header, length, count) {
  const head = encode(header);
  const start = new Uint8Array(8);
  new DataView(start.buffer).setBigUint64(0, BigInt(head.length + length));
  return joined(start.reverse(), head, new Uint8Array(count));
}

const entry = fc
  .record({
    dtype: fc.constantFrom('"F32"', '"I64"', '"BOOL"', '"F16"', '""', 'null', '{}', '"__proto__"'),
    shape: fc.array(size, { maxLength: 3 }),
    from: size,
    to: size,
  })
  .map(({ dtype, shape, from, to }) => `{"dtype":${dtype},"shape":[${shape.join()}],"data_offsets":[${from},${to}]}`);

/** Bytes that look like a safetensors file. */
export const safetensorsBytes = fc.oneof(
  edits.map((changes) => edited(safetensors, changes)),
  fc
    .tuple(
      fc.array(
        fc.tuple(
          fc.constantFrom('a', 'b', '__metadata__', '__proto__', ''),
          fc.oneof(
            entry,
            hostileValues.map((each) => JSON.stringify(each)),
          ),
        ),
        { maxLength: 3 },
      ),
      fc.constantFrom(0, 0, -1, 1, 1e9),
      fc.nat(40),
    )
    .map(([entries, length, count]) =>
      safetensorsFile(`{${entries.map(([name, each]) => `"${name}":${each}`).join()}}`, Math.max(length, -2), count),
    ),
  fc.uint8Array({ maxLength: 60 }),
);

/** A file of this header and so many bytes of values. @type {(header: string, version: number, count: number) => Uint8Array} */
function npyFile(header, version, count) {
  const head = encode(header);
  const length =
    version === 1
      ? Uint8Array.of(head.length & 255, head.length >> 8)
      : Uint8Array.of(head.length & 255, head.length >> 8, 0, 0);
  return joined(Uint8Array.of(0x93), encode('NUMPY'), Uint8Array.of(version, 0), length, head, new Uint8Array(count));
}

const npyHeader = fc
  .record({
    descr: fc.constantFrom(
      "'<f4'",
      "'>f8'",
      "'|u1'",
      "'|b1'",
      "'<i8'",
      "'<u8'",
      "'<c8'",
      "'|O'",
      "'<U3'",
      "[('a', '<f4')]",
      "''",
      "'<f4",
    ),
    order: fc.constantFrom('False', 'True', 'None', '0'),
    shape: fc.array(size, { maxLength: 3 }),
    end: fc.constantFrom(', }\n', '}', ', }', '', ', }  \n\n'),
  })
  .map(
    ({ descr, order, shape, end }) =>
      `{'descr': ${descr}, 'fortran_order': ${order}, 'shape': (${shape.join(', ')}${shape.length === 1 ? ',' : ''})${end}`,
  );

/** Bytes that look like a file of NumPy. */
export const npyBytes = fc.oneof(
  fc
    .tuple(npyHeader, fc.constantFrom(1, 2, 3, 4), fc.constantFrom(0, 4, 8, 16, 24, 32))
    .map((parts) => npyFile(...parts)),
  edits.map((changes) =>
    edited(npyFile("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 2), }\n", 1, 16), changes),
  ),
  fc.uint8Array({ maxLength: 40 }),
);
