import fc from 'fast-check';

import { allocate, ndArray, sizeOf, type DType, type NdArray } from '../../data/nd-array.js';
import golden from './goldens/safetensors.json' with { type: 'json' };
import { readSafetensors, writeSafetensors } from './safetensors.js';

interface GoldenCase {
  readonly name: string;
  readonly file: string;
  readonly arrays?: Readonly<Record<string, { dtype: string; shape: number[]; bytes: string }>>;
  readonly metadata?: Readonly<Record<string, string>>;
  readonly foreign?: boolean;
  readonly error?: { readonly message: string };
}

const cases = golden.cases as unknown as readonly GoldenCase[];
const bytesOf = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'base64'));
const DTYPES: readonly DType[] = ['float32', 'float64', 'int32', 'int64', 'uint8', 'bool'];

function arraysOf({ arrays = {} }: GoldenCase): Record<string, NdArray> {
  const entries = Object.entries(arrays).map(([name, { dtype, shape, bytes }]) => {
    const data = allocate(dtype as DType, sizeOf(shape));
    new Uint8Array((data as Float32Array).buffer).set(bytesOf(bytes));
    return [name, { dtype, shape, data } as NdArray] as const;
  });
  return Object.fromEntries(entries);
}

/** Arrays down to the bit, so that NaN and −0 count. */
const bitsOf = (arrays: Readonly<Record<string, NdArray>>): unknown =>
  Object.entries(arrays)
    .map(([name, { dtype, shape, data }]) => [
      name,
      dtype,
      shape,
      Buffer.from((data as Float32Array).slice().buffer).toString('hex'),
    ])
    .sort();

const codeOf = (run: () => unknown): unknown => {
  try {
    run();
  } catch (error) {
    return (error as { code?: string }).code ?? error;
  }
  return undefined;
};

const arrays = fc.dictionary(
  fc.string({ unit: 'grapheme', maxLength: 6 }).filter((name) => name !== '__metadata__'),
  fc.tuple(fc.constantFrom(...DTYPES), fc.array(fc.nat(3), { maxLength: 3 }), fc.nat()).map(([dtype, shape, seed]) => {
    const values = Array.from({ length: sizeOf(shape) }, (_, index) => (seed + index) % (dtype === 'bool' ? 2 : 200));
    return ndArray(values, { dtype, shape });
  }),
);

describe('Safetensors files of the format’s own package', () => {
  it.each(cases.filter(({ error }) => error === undefined).map((one) => [one.name, one] as const))(
    'are read: %s',
    (_, one) => {
      expect(bitsOf(readSafetensors(bytesOf(one.file)))).toEqual(bitsOf(arraysOf(one)));
    },
  );

  it.each(
    cases
      .filter(({ error, foreign, metadata }) => (error ?? foreign ?? metadata) === undefined)
      .map((one) => [one.name, one] as const),
  )('are written byte by byte: %s', (_, one) => {
    expect(Buffer.from(writeSafetensors(arraysOf(one))).toString('latin1')).toBe(
      Buffer.from(bytesOf(one.file)).toString('latin1'),
    );
  });

  it('are named in messages', () => {
    expect(() => readSafetensors(new Uint8Array(3), 'w.safetensors')).toThrow(
      /the safetensors file 'w\.safetensors' has 3/,
    );
  });

  it('that hold a U64 beyond int64 are refused by its value', () => {
    const header = '{"x":{"dtype":"U64","shape":[2],"data_offsets":[0,16]}}';
    const bytes = new Uint8Array(8 + header.length + 16);
    bytes.set([header.length]);
    bytes.set(new TextEncoder().encode(header), 8);
    bytes.fill(255, 8 + header.length + 8);
    expect(() => readSafetensors(bytes)).toThrow(/holds 18446744073709551615 at position 1.*LML_DTYPE_RANGE/);
  });

  it.each(cases.filter(({ error }) => error !== undefined).map((one) => [one.name, one] as const))(
    'are refused where it refuses them: %s',
    (_, one) => {
      expect(codeOf(() => readSafetensors(bytesOf(one.file)))).toBe('LML_FILE_FORMAT');
    },
  );
});

describe('writeSafetensors and readSafetensors', () => {
  it('undo each other, and equal arrays give equal bytes', () => {
    fc.assert(
      fc.property(arrays, (given) => {
        const bytes = writeSafetensors(given);
        expect(bitsOf(readSafetensors(bytes))).toEqual(bitsOf(given));
        expect(writeSafetensors(Object.fromEntries(Object.entries(given).reverse()))).toEqual(bytes);
        expect(writeSafetensors(readSafetensors(bytes))).toEqual(bytes);
      }),
    );
  });

  it('take views into larger arrays, and give arrays of their own', () => {
    const large = Float32Array.of(9, 1, 2, 9);
    const bytes = writeSafetensors({ x: ndArray(large.subarray(1, 3)) });
    const shifted = new Uint8Array(bytes.length + 3);
    shifted.set(bytes, 3);
    const view = shifted.subarray(3);
    const { x } = readSafetensors(view);
    expect(x).toEqual(ndArray([1, 2]));
    view.fill(0);
    expect(x).toEqual(ndArray([1, 2]));
    expect((x!.data as Float32Array).buffer.byteLength).toBe(8);
  });

  it('read Node’s buffers, whose slices are views', () => {
    const bytes = Buffer.from(writeSafetensors({ x: ndArray([1, 2]), y: ndArray([3]) }));
    expect(readSafetensors(bytes)).toEqual({ x: ndArray([1, 2]), y: ndArray([3]) });
  });

  it('keep a name that objects have of their own', () => {
    const given = Object.fromEntries([
      ['__proto__', ndArray([1])],
      ['constructor', ndArray([2])],
    ]);
    expect(Object.entries(readSafetensors(writeSafetensors(given))).sort()).toEqual(Object.entries(given));
  });

  it.each<[string, Record<string, NdArray>, string]>([
    ['text', { x: ndArray(['a']) }, 'LML_INVALID_ARGUMENT'],
    ['the name __metadata__', { __metadata__: ndArray([1]) }, 'LML_INVALID_ARGUMENT'],
    [
      'values that do not fill their shape',
      { x: { dtype: 'float32', shape: [3], data: Float32Array.of(1) } },
      'LML_SHAPE_MISMATCH',
    ],
    [
      'more values than their shape has',
      { x: { dtype: 'float32', shape: [1], data: Float32Array.of(1, 2) } },
      'LML_SHAPE_MISMATCH',
    ],
  ])('refuse to write %s', (_, given, code) => {
    expect(codeOf(() => writeSafetensors(given))).toBe(code);
  });
});

describe('readSafetensors', () => {
  const framed = (header: string, data = new Uint8Array()): Uint8Array => {
    const text = new TextEncoder().encode(header);
    const bytes = new Uint8Array(8 + text.length + data.length);
    new DataView(bytes.buffer).setBigUint64(0, BigInt(text.length), true);
    bytes.set(text, 8);
    bytes.set(data, 8 + text.length);
    return bytes;
  };

  /** Arrays that lie in the file, or a coded error; nothing else. */
  function check(bytes: Uint8Array): void {
    let read: Record<string, NdArray>;
    try {
      read = readSafetensors(bytes);
    } catch (error) {
      expect(['LML_FILE_FORMAT', 'LML_DTYPE_RANGE']).toContain((error as { code?: string }).code ?? error);
      expect((error as Error).message.length).toBeLessThan(600);
      return;
    }
    const sizes = Object.values(read).map(({ shape, data }) => {
      expect(data.length).toBe(sizeOf(shape));
      return (data as Float32Array).byteLength;
    });
    // Four bytes of int32 for one of an I8.
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(4 * bytes.length);
  }

  it('gives arrays or an error with a code for any bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), check), { numRuns: 500 });
  });

  it('gives arrays or an error with a code for any header', () => {
    const entry = fc.record(
      {
        dtype: fc.constantFrom('F32', 'U8', 'I64', 'F16', 'I8', 'U64', 'F8_E5M2', 3, null),
        shape: fc.oneof(fc.array(fc.oneof(fc.nat(4), fc.double())), fc.jsonValue()),
        data_offsets: fc.oneof(fc.tuple(fc.nat(40), fc.nat(40)), fc.jsonValue()),
      },
      { requiredKeys: [] },
    );
    const header = fc.oneof(
      fc.dictionary(fc.string(), fc.oneof(entry, fc.jsonValue()), { maxKeys: 3 }),
      fc.jsonValue(),
    );
    fc.assert(
      fc.property(header, fc.uint8Array({ maxLength: 40 }), (value, data) =>
        check(framed(JSON.stringify(value), data)),
      ),
      { numRuns: 500 },
    );
  });

  it('gives arrays or an error with a code for any file with some bytes changed', () => {
    const whole = writeSafetensors({ a: ndArray([1, 2]), b: ndArray([[1n], [2n]]), c: ndArray([true]) });
    const changes = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(changes, fc.nat(whole.length), (places, cut) => {
        const bytes = whole.slice();
        for (const [at, value] of places) bytes[at] = value;
        check(bytes);
        check(whole.subarray(0, cut));
      }),
      { numRuns: 500 },
    );
  });

  it('does not fall over a header that is deep', () => {
    const deep = '['.repeat(100_000) + ']'.repeat(100_000);
    for (const header of [
      deep,
      `{"x":${deep}}`,
      `{"x":{"dtype":${deep}}}`,
      `{"x":{"dtype":"F32","shape":${deep},"data_offsets":[0,0]}}`,
    ])
      check(framed(header));
  });

  it('does not make gigabytes of a small file', () => {
    const many = Object.fromEntries(
      Array.from({ length: 2000 }, (_, index) => [
        index,
        { dtype: 'U8', shape: [1_000_000], data_offsets: [0, 1_000_000] },
      ]),
    );
    expect(codeOf(() => readSafetensors(framed(JSON.stringify(many), new Uint8Array(1_000_000))))).toBe(
      'LML_FILE_FORMAT',
    );
    expect(
      codeOf(() =>
        readSafetensors(framed('{"x":{"dtype":"F32","shape":[1000000000000],"data_offsets":[0,4000000000000]}}')),
      ),
    ).toBe('LML_FILE_FORMAT');
  });

  it.each([
    ['', /at least 8 bytes; the safetensors file has 0/],
    [
      '{"x":{"dtype":"F8_E4M3","shape":[1],"data_offsets":[0,1]}}',
      /'x' in the safetensors file has the data type 'F8_E4M3'; LML reads I64, F64, F32, I32, U8, BOOL, F16, BF16, I8, I16, U16, U32, U64\./,
    ],
    [
      '{"x":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}',
      /'x' in the safetensors file is said to be F32 of shape \[3\] from byte to byte \[0, 8\], which does not fit/,
    ],
    ['{"x":{"dtype":"F32","shape":[3],"data_offsets":[0,12]}}', /need 12 bytes, but it has 0\. It is cut off\./],
    ['[1]', /must be a record of arrays, but is \[1\]/],
  ])('says what is wrong with %s', (header, message) => {
    expect(() => readSafetensors(header === '' ? new Uint8Array() : framed(header))).toThrow(message);
  });

  it.each([
    [
      'an array',
      '{"w":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"w":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}}',
      'w',
    ],
    ['an entry of an array', '{"w":{"dtype":"I8","dtype":"U8","shape":[2],"data_offsets":[0,2]}}', 'dtype'],
  ])('refuses a header that has %s twice', (_, json, key) => {
    const header = new TextEncoder().encode(json);
    const bytes = new Uint8Array(8 + header.length + 2);
    new DataView(bytes.buffer).setBigUint64(0, BigInt(header.length), true);
    bytes.set(header, 8);
    expect(() => readSafetensors(bytes)).toThrow(`has '${key}' twice`);
  });
});
