import { writeSafetensors } from '@lml/core';
import fc from 'fast-check';
import { crc32, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
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

const SOUND_NPY = npyFile("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 2), }\n", 1, 16);

/** Bytes that look like a file of NumPy. */
export const npyBytes = fc.oneof(
  fc
    .tuple(npyHeader, fc.constantFrom(1, 2, 3, 4), fc.constantFrom(0, 4, 8, 16, 24, 32))
    .map((parts) => npyFile(...parts)),
  edits.map((changes) => edited(SOUND_NPY, changes)),
  fc.uint8Array({ maxLength: 40 }),
);

/** Numbers of a few bytes each. @type {(bytes: number, values: readonly number[], littleEndian?: boolean) => Uint8Array} */
function integers(bytes, values, littleEndian = true) {
  const view = new DataView(new ArrayBuffer(bytes * values.length));
  values.forEach((value, index) =>
    bytes === 2 ? view.setUint16(2 * index, value, littleEndian) : view.setUint32(4 * index, value, littleEndian),
  );
  return new Uint8Array(view.buffer);
}

/** A number as an attacker writes it: mostly right. @type {(right: number) => fc.Arbitrary<number>} */
const claimed = (right) =>
  fc.oneof(
    { arbitrary: fc.constant(right), weight: 30 },
    { arbitrary: fc.constantFrom(0, right + 1, 2 ** 16 - 1, 2 ** 31, 2 ** 32 - 1), weight: 1 },
  );

/** Changes, or none as often. */
const someEdits = fc.option(edits, { freq: 1 });

/**
 * An archive of one entry, of which sizes, checksum and place are as claimed.
 *
 * @param {Uint8Array} content
 * @param {boolean} isPacked
 */
function npzFile(content, isPacked) {
  const data = isPacked ? deflateRawSync(content) : content;
  const name = encode('x.npy');
  const local = joined(
    integers(4, [0x04034b50]),
    integers(2, [20, 0, isPacked ? 8 : 0, 0, 0]),
    integers(4, [crc32(content), data.length, content.length]),
    integers(2, [name.length, 0]),
    name,
    data,
  );
  const record = fc.record({
    method: claimed(isPacked ? 8 : 0),
    crc: claimed(crc32(content)),
    packed: claimed(data.length),
    size: claimed(content.length),
    offset: claimed(0),
    count: claimed(1),
    start: claimed(local.length),
  });
  return record.map(({ method, crc, packed, size, offset, count, start }) => {
    const directory = joined(
      integers(4, [0x02014b50]),
      integers(2, [20, 20, 0, method, 0, 0]),
      integers(4, [crc, packed, size]),
      integers(2, [name.length, 0, 0, 0, 0, 0, 0]),
      integers(4, [offset]),
      name,
    );
    return joined(
      local,
      directory,
      integers(4, [0x06054b50]),
      integers(2, [0, 0, count, count]),
      integers(4, [directory.length, start]),
      integers(2, [0]),
    );
  });
}

/** Bytes that look like an archive of NumPy. */
export const npzBytes = fc
  .tuple(fc.oneof(npyBytes, fc.constant(SOUND_NPY)), fc.boolean(), someEdits)
  .chain(([content, isPacked, changes]) =>
    npzFile(content, isPacked).map((bytes) => (changes === null ? bytes : edited(bytes, changes))),
  );

/** A size, mostly a possible one. */
const hostileSize = fc.oneof(
  { arbitrary: fc.constantFrom(1, 2, 2, 3), weight: 12 },
  { arbitrary: fc.constantFrom(0, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1), weight: 1 },
);
/** Mostly as many bytes as a shape takes. @type {undefined[]} */
const NO_COUNT = Array.from({ length: 12 });
/** The bytes of a value, by data type. @type {Record<number, number>} */
const IDX_BYTES = { 8: 1, 9: 1, 11: 2, 12: 4, 13: 4, 14: 8 };
/** @type {Record<number, number>} */
const MAT_BYTES = { 3: 2, 4: 2, 5: 4, 6: 4, 7: 4, 9: 8, 12: 8, 13: 8, 17: 2 };

/** The bytes that values of a shape take, where they are few. @type {(shape: readonly number[], bytes?: number) => number} */
const fitting = (shape, bytes = 1) => Math.min(1000, bytes * shape.reduce((product, size) => product * size, 1));

/** Bytes that look like a file of MNIST, packed or not. */
export const idxBytes = fc
  .record({
    type: fc.constantFrom(8, 9, 11, 12, 13, 14, 0, 255),
    rank: fc.constantFrom(undefined, undefined, undefined, 0, 3, 255),
    shape: fc.array(hostileSize, { maxLength: 3 }),
    count: fc.constantFrom(...NO_COUNT, 0, 1, 4, 70_000),
    isPacked: fc.boolean(),
    changes: someEdits,
  })
  .map(({ type, rank, shape, count, isPacked, changes }) => {
    const plain = joined(
      Uint8Array.of(0, 0, type, rank ?? shape.length),
      integers(4, shape, false),
      new Uint8Array(count ?? fitting(shape, IDX_BYTES[type])),
    );
    const bytes = isPacked ? new Uint8Array(gzipSync(plain)) : plain;
    return changes === null ? bytes : edited(bytes, changes);
  });

/** An element of a file of MATLAB. @type {(type: number, size: number, data: Uint8Array, littleEndian: boolean) => Uint8Array} */
const matElement = (type, size, data, littleEndian) =>
  joined(integers(4, [type, size], littleEndian), data, new Uint8Array(-data.length & 7));

/** Bytes that look like a file of MATLAB with the variable `x`. */
export const matBytes = fc
  .record({
    littleEndian: fc.boolean(),
    flags: fc.constantFrom(...[6, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 4, 4, 1, 2, 5, 17, 99], 0x806, 0x209),
    shape: fc.array(hostileSize, { minLength: 2, maxLength: 4 }),
    stored: fc.constantFrom(1, 2, 3, 4, 5, 6, 7, 9, 12, 13, 16, 17, 18, 0, 14),
    value: fc.nat(255),
    count: fc.constantFrom(...NO_COUNT, 0, 1, 36),
    size: fc.constantFrom(...NO_COUNT, 0, 1, 2 ** 32 - 1),
    isPacked: fc.boolean(),
    changes: someEdits,
  })
  .map(({ littleEndian, flags, shape, stored, value, count, size, isPacked, changes }) => {
    const values = new Uint8Array(count ?? fitting(shape, MAT_BYTES[stored])).map((_, index) => value + index);
    const content = joined(
      matElement(6, 8, integers(4, [flags, 0], littleEndian), littleEndian),
      matElement(5, 4 * shape.length, integers(4, shape, littleEndian), littleEndian),
      matElement(1, 1, encode('x'), littleEndian),
      matElement(stored, size ?? values.length, values, littleEndian),
    );
    const variable = matElement(14, content.length, content, littleEndian);
    const packed = new Uint8Array(deflateSync(variable));
    const bytes = joined(
      encode('MATLAB 5.0 MAT-file'.padEnd(124)),
      integers(2, [0x100], littleEndian),
      encode(littleEndian ? 'IM' : 'MI'),
      isPacked ? joined(integers(4, [15, packed.length], littleEndian), packed) : variable,
    );
    return changes === null ? bytes : edited(bytes, changes);
  });
