import { FileFormatError } from '@lml/core';

/** What the header of a npy file says. */
export interface NpyHeader {
  /** The data type: byte order `<`, `>`, `=` or `|`, kind, bytes a value; `'<f8'`. */
  readonly descr: string;
  /** Whether the first index varies fastest. */
  readonly fortranOrder: boolean;
  /** The sizes. */
  readonly shape: readonly number[];
  /** Where the values begin, in bytes. */
  readonly offset: number;
}

const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];
/** A header of plain data takes at most a few hundred bytes; NumPy itself refuses more than 10,000 characters. */
const MAX_HEADER = 65_536;
/** NumPy's own limit of axes. */
const MAX_RANK = 64;

/**
 * Reads the header of a npy file, versions 1 to 3.
 *
 * @throws `LML_FILE_FORMAT`
 */
export function readNpyHeader(bytes: Uint8Array, file: string): NpyHeader {
  const fail = (what: string): never => {
    throw new FileFormatError(`'${file}' cannot be read as a npy file: ${what}`);
  };
  if (bytes.length < 10 || MAGIC.some((byte, index) => bytes[index] !== byte))
    return fail('it does not begin with "\\x93NUMPY". Write it with numpy.save.');
  const version = bytes[6]!;
  if (version < 1 || version > 3) return fail(`it has format version ${version}; versions 1 to 3 are known.`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const start = version === 1 ? 10 : 12;
  if (bytes.length < start) return fail('it ends within the header.');
  const length = version === 1 ? view.getUint16(8, true) : view.getUint32(8, true);
  if (length > MAX_HEADER) return fail(`its header claims ${length} bytes; ${MAX_HEADER} is the most.`);
  if (start + length > bytes.length) return fail('it ends within the header.');
  const text = new TextDecoder(version === 3 ? 'utf-8' : 'latin1').decode(bytes.subarray(start, start + length));
  const entries = readDictionary(text);
  if (entries === undefined) return fail(`its header is not a dictionary of Python: ${text.slice(0, 80).trim()}`);
  if (entries === 'fields') return fail('its values have fields (a structured data type). Save one field by itself.');
  const { descr, fortran_order: order, shape } = entries;
  if (typeof descr !== 'string') return fail('its header has no descr, the data type.');
  if (typeof order !== 'boolean') return fail('its header has no fortran_order, True or False.');
  if (!Array.isArray(shape)) return fail('its header has no shape.');
  if (shape.length > MAX_RANK) return fail(`it has ${shape.length} axes; ${MAX_RANK} are the most.`);
  if (!shape.every(Number.isSafeInteger)) return fail(`its shape (${shape.join(', ')}) is not one of sizes.`);
  return { descr, fortranOrder: order, shape, offset: start + length };
}

type HeaderValue = string | boolean | readonly number[];

const BEGIN = /\s*\{/y;
const END = /\s*\}\s*$/y;
const COMMA = /\s*,/y;
const KEY = /\s*(?:'(\w+)'|"(\w+)")\s*:\s*/y;
const TEXT = /'([^'\\]*)'|"([^"\\]*)"/y;
const TRUTH = /True|False/y;
const TUPLE = /\(([\d\sL,]*)\)/y;
const LIST = /\[/y;

/**
 * The entries of a literal of Python, `{'descr': '<f8', 'fortran_order': False, 'shape': (3, 4), }`; `'fields'` where
 * there is a list, which stands for a structured data type; `undefined` for what is no such literal.
 */
function readDictionary(text: string): Readonly<Record<string, HeaderValue>> | 'fields' | undefined {
  const entries = new Map<string, HeaderValue>();
  let position = 0;
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = position;
    const match = pattern.exec(text);
    if (match !== null) position = pattern.lastIndex;
    return match;
  };
  if (take(BEGIN) === null) return undefined;
  while (take(END) === null) {
    const key = take(KEY);
    if (key === null) return undefined;
    const name = (key[1] ?? key[2])!;
    let match: RegExpExecArray | null;
    if ((match = take(TEXT)) !== null) entries.set(name, (match[1] ?? match[2])!);
    else if ((match = take(TRUTH)) !== null) entries.set(name, match[0] === 'True');
    else if ((match = take(TUPLE)) !== null) entries.set(name, sizes(match[1]!));
    else return take(LIST) === null ? undefined : 'fields';
    if (take(COMMA) !== null) continue;
    if (take(END) !== null) break;
    return undefined;
  }
  return Object.fromEntries(entries);
}

/** The sizes in `3, 4`; Python 2 wrote `3L`. `NaN` for what is none. */
function sizes(tuple: string): number[] {
  const parts = tuple.split(',').map((part) => part.trim());
  if (parts.at(-1) === '') parts.pop();
  return parts.map((part) => (/^\d{1,16}L?$/.test(part) ? parseInt(part, 10) : NaN));
}
