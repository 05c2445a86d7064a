import { readFileSync } from 'node:fs';

import { LmlError, type NdArray } from '@lml/core';
import fc from 'fast-check';

import { parseNpy } from './npy.js';

interface Case {
  readonly name: string;
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly values: readonly (number | boolean | string)[] | null;
  readonly file: string;
}

const { cases } = JSON.parse(readFileSync(new URL('../goldens/npy.json', import.meta.url), 'utf8')) as {
  cases: readonly Case[];
};
const caseOf = (name: string): Case => cases.find((entry) => entry.name === name)!;
const bytesOf = ({ file }: Case): Uint8Array => Uint8Array.from(Buffer.from(file, 'base64'));

/** A npy file from a header as it is written. */
function npy(header: string, data: Uint8Array = new Uint8Array(0), version = 1): Uint8Array {
  const text = new TextEncoder().encode(header);
  const start = version === 1 ? [text.length & 255, text.length >> 8] : [text.length & 255, text.length >> 8, 0, 0];
  return Uint8Array.of(0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, version, 0, ...start, ...text, ...data);
}

function codeOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (LmlError.isInstance(error)) return error.code;
    throw error;
  }
  return 'no error';
}

const DTYPES: Readonly<Record<string, string>> = {
  f2: 'float32',
  f4: 'float32',
  f8: 'float64',
  i1: 'int32',
  i2: 'int32',
  i4: 'int32',
  i8: 'int64',
  u1: 'uint8',
  u2: 'int32',
  u4: 'int64',
  u8: 'int64',
  b1: 'bool',
};

describe('parseNpy', () => {
  const readable = cases.filter(({ values, name }) => values !== null && name !== 'uint64 beyond int64');

  it.each(readable)('reads what NumPy wrote: $name', (entry) => {
    const { dtype, shape, data } = parseNpy(bytesOf(entry), 'x.npy');
    expect(dtype).toBe(DTYPES[entry.dtype.slice(1)]);
    expect(shape).toEqual(entry.shape);
    const expected = entry.values!.map((value) =>
      dtype === 'int64' ? BigInt(value) : Number(String(value).replace('inf', 'Infinity').replace('True', '1')),
    );
    const booleans = entry.values!.map(Number);
    expect(Array.from(data as ArrayLike<unknown>)).toEqual(dtype === 'bool' ? booleans : expected);
  });

  it.each(['complex', 'text', 'bytes', 'time', 'float128', 'object', 'fields'])('refuses %s', (name) => {
    expect(codeOf(() => parseNpy(bytesOf(caseOf(name)), 'x.npy'))).toBe('LML_FILE_FORMAT');
  });

  it('refuses a uint64 that int64 cannot hold, by its value', () => {
    const bytes = bytesOf(caseOf('uint64 beyond int64'));
    expect(() => parseNpy(bytes, 'x.npy')).toThrow(/9223372036854775808 at position 1.*LML_DTYPE_RANGE/);
  });

  it('reads values that are not aligned, and copies nothing where they are', () => {
    const bytes = bytesOf(caseOf('<f8'));
    const shifted = new Uint8Array(bytes.length + 1);
    shifted.set(bytes, 1);
    const aligned = parseNpy(bytes, 'x.npy');
    expect(parseNpy(shifted.subarray(1), 'x.npy')).toEqual(aligned);
    expect((aligned.data as Float64Array).buffer).toBe(bytes.buffer);
  });

  it('leaves the bytes as they were', () => {
    const bytes = bytesOf(caseOf('>f8'));
    const before = bytes.slice();
    parseNpy(bytes, 'x.npy');
    expect(bytes).toEqual(before);
  });

  it('reads headers that others write', () => {
    const one = Uint8Array.of(7);
    const same = (header: string): NdArray => parseNpy(npy(header, one), 'x.npy');
    const expected = { dtype: 'uint8', shape: [1], data: one };
    expect(same(`{"descr": "|u1", "fortran_order": False, "shape": (1,)}`)).toEqual(expected);
    expect(same(`{'shape':(1L,),'fortran_order':False,'descr':'u1'}\n`)).toEqual(expected);
    expect(same(` { 'descr' : '=u1' , 'fortran_order' : True , 'shape' : ( 1 , ) , 'more': 'x' } `)).toEqual(expected);
  });

  it.each([
    ['', /begin/],
    ['{', /dictionary/],
    ["{'descr': '<f4', 'fortran_order': False, 'shape': (3", /dictionary/],
    ["{'descr': '<f4' 'fortran_order': False}", /dictionary/],
    ["{'descr': __import__('os'), 'fortran_order': False, 'shape': (0,)}", /dictionary/],
    ["{'fortran_order': False, 'shape': (0,)}", /no descr/],
    ["{'descr': '<f4', 'fortran_order': 'no', 'shape': (0,)}", /no fortran_order/],
    ["{'descr': '<f4', 'fortran_order': False}", /no shape/],
    ["{'descr': '<f4', 'fortran_order': False, 'shape': (3 4)}", /not one of sizes/],
    ["{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999,)}", /not one of sizes/],
    [`{'descr': '<f4', 'fortran_order': False, 'shape': (${'1, '.repeat(65)})}`, /65 axes/],
    ["{'descr': '<f4', 'fortran_order': False, 'shape': (3,)}", /takes 12 bytes, but there are 0/],
    ["{'descr': '<f4', 'fortran_order': False, 'shape': (9007199254740991, 9007199254740991)}", /cut off/],
    ["{'descr': '__proto__', 'fortran_order': False, 'shape': (0,)}", /NumPy's type/],
  ])('refuses the header %s', (header, message) => {
    const bytes = header === '' ? new Uint8Array(20) : npy(header);
    expect(() => parseNpy(bytes, 'x.npy')).toThrow(message);
    expect(codeOf(() => parseNpy(bytes, 'x.npy'))).toBe('LML_FILE_FORMAT');
  });

  it('refuses a file that is cut off, of another version, or that goes on', () => {
    const bytes = bytesOf(caseOf('<f4'));
    for (const length of [0, 5, 9, 10, 40, bytes.length - 1])
      expect(codeOf(() => parseNpy(bytes.subarray(0, length), 'x.npy'))).toBe('LML_FILE_FORMAT');
    expect(() => parseNpy(Uint8Array.of(...bytes, 0), 'x.npy')).toThrow(/one array a file/);
    const other = bytes.slice();
    other[6] = 4;
    expect(() => parseNpy(other, 'x.npy')).toThrow(/version 4/);
    expect(() => parseNpy(npy('').slice(0, 11), 'x.npy')).toThrow(LmlError);
    const long = npy('{', undefined, 2);
    long.set([255, 255, 255, 255], 8);
    expect(() => parseNpy(long, 'x.npy')).toThrow(/claims 4294967295 bytes/);
  });

  it('gives a value or a coded error for any bytes', () => {
    const valid = cases.map(bytesOf);
    const damaged = fc
      .tuple(fc.nat(valid.length - 1), fc.array(fc.tuple(fc.nat(400), fc.nat(255)), { maxLength: 4 }), fc.nat(400))
      .map(([which, changes, cut]) => {
        const bytes = valid[which]!.slice(0, Math.max(0, valid[which]!.length - (cut > 300 ? cut - 300 : 0)));
        for (const [at, value] of changes) if (at < bytes.length) bytes[at] = value;
        return bytes;
      });
    const headers = fc
      .record({
        descr: fc.oneof(fc.constantFrom('<f4', '>i8', '|b1', '<f2', '|O'), fc.string({ maxLength: 5 })),
        order: fc.constantFrom('True', 'False', 'Maybe'),
        shape: fc.array(fc.oneof(fc.nat(4), fc.maxSafeNat()), { maxLength: 6 }),
        data: fc.uint8Array({ maxLength: 64 }),
      })
      .map(({ descr, order, shape, data }) =>
        npy(
          `{'descr': '${descr}', 'fortran_order': ${order}, 'shape': (${shape.join(', ')}${shape.length === 1 ? ',' : ''})}`,
          data,
        ),
      );
    const literals = fc.string({ unit: fc.constantFrom(...`{}()[]'",: \n0LTrueFalsedescrshape`), maxLength: 60 });
    const anything = fc.oneof(
      fc.uint8Array(),
      damaged,
      headers,
      literals.map((text) => npy(text)),
    );
    fc.assert(
      fc.property(anything, (bytes) => {
        try {
          const { shape, data } = parseNpy(bytes, 'x.npy');
          expect(data.length).toBe(shape.reduce((product, size) => product * size, 1));
        } catch (error) {
          if (!LmlError.isInstance(error)) throw error;
        }
      }),
      { numRuns: 3000 },
    );
  });
});
