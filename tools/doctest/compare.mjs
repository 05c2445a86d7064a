/**
 * How `expression; // => value` compares. Whatever holds numbers (a tensor, an NdArray, a typed array) is compared with
 * lists of numbers, or with one of its own sort; and numbers as {@link numbersMatch} says.
 */

/**
 * Checks a value.
 *
 * @param {unknown} actual a value, or a promise of one
 * @param {unknown} expected
 * @param {string} where file and line, for the message
 */
export async function is(actual, expected, where) {
  const value = await plain(await actual, expected);
  const wanted = await plain(await expected, expected);
  const difference = compare(value, wanted, '');
  if (difference !== undefined) throw new Error(`${where}: ${difference}\n  got ${show(value)}\n  not ${show(wanted)}`);
}

/**
 * Checks that something throws an error with a code.
 *
 * @param {() => Promise<unknown>} action
 * @param {string} code
 * @param {string} where
 */
export async function throws(action, code, where) {
  try {
    await action();
  } catch (error) {
    const actual = /** @type {{ code?: unknown }} */ (error)?.code;
    if (actual === code) return;
    throw new Error(`${where}: expected ${code}, got ${actual ?? error}`, { cause: error });
  }
  throw new Error(`${where}: expected ${code}, but nothing was thrown`);
}

/**
 * Whether two numbers count as equal. Whole numbers must be the same. A number with four or more significant digits is
 * compared to the digits that are written (3.1416 stands for π), any other one to 1e-6 of its size.
 *
 * @param {number} actual
 * @param {number} expected
 * @param {boolean} [float32] whether the expected one was stored as float32
 */
export function numbersMatch(actual, expected, float32 = false) {
  if (Object.is(actual, expected) || actual === expected) return true;
  if (!Number.isFinite(actual) || !Number.isFinite(expected)) return false;
  if (Number.isInteger(expected)) {
    return !Number.isInteger(actual) && Math.abs(actual - expected) <= 1e-6 * Math.max(1, Math.abs(expected));
  }
  const [mantissa = '', exponent = '0'] = shortest(expected, float32).split('e');
  const decimals = mantissa.split('.')[1]?.length ?? 0;
  const digits = mantissa.replace(/^-?0*\.?0*/, '').replace('.', '').length;
  const written = digits >= 4 ? 0.5 * 10 ** (Number(exponent) - decimals) : 0;
  return Math.abs(actual - expected) <= Math.max(written, 1e-6 * Math.abs(expected));
}

/**
 * @param {number} value
 * @param {boolean} float32
 */
function shortest(value, float32) {
  if (!float32) return String(value);
  for (let precision = 1; precision < 9; precision++) {
    const rounded = Number(value.toPrecision(precision));
    if (Math.fround(rounded) === value) return String(rounded);
  }
  return String(value);
}

/**
 * Marks numbers that were float32, whose shortest form has fewer digits.
 */
class Float32 {
  /** @param {number} value */
  constructor(value) {
    this.value = value;
  }
}

/**
 * A value with its tensors, NdArrays and typed arrays as lists of numbers.
 *
 * @param {any} value
 * @param {any} expected
 * @returns {Promise<any>}
 */
async function plain(value, expected) {
  if (typeof value !== 'object' || value === null) return value;
  if ('dataId' in value && typeof value.array === 'function') return value.array();
  if (ArrayBuffer.isView(value) && !(value instanceof DataView)) {
    const numbers = Array.from(/** @type {Iterable<any>} */ (/** @type {unknown} */ (value)));
    return value instanceof Float32Array ? numbers.map((number) => new Float32(number)) : numbers;
  }
  if (isNdArray(value) && !isNdArray(expected)) return nested(await plain(value.data, []), value.shape);
  if (Array.isArray(value)) return Promise.all(value.map((entry, index) => plain(entry, expected?.[index])));
  if (value instanceof Map) return plain(Object.fromEntries(value), expected);
  if (value instanceof Set) return plain([...value], expected);
  if (!isRecord(value)) return value;
  const entries = Object.entries(value).map(async ([key, entry]) => [key, await plain(entry, expected?.[key])]);
  return Object.fromEntries(await Promise.all(entries));
}

/** @param {any} value */
function isNdArray(value) {
  return typeof value === 'object' && value !== null && 'dtype' in value && 'shape' in value && 'data' in value;
}

/**
 * @param {any} value
 * @returns {value is Record<string, any>}
 */
function isRecord(value) {
  if (typeof value !== 'object' || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/**
 * @param {readonly any[]} flat
 * @param {readonly number[]} shape
 * @returns {any}
 */
function nested(flat, shape) {
  const [size, ...rest] = shape;
  if (size === undefined) return flat[0];
  const step = flat.length / size;
  return Array.from({ length: size }, (_, index) => nested(flat.slice(index * step, (index + 1) * step), rest));
}

/**
 * What is different, in words; `undefined` where nothing is.
 *
 * @param {any} actual
 * @param {any} expected
 * @param {string} path
 * @returns {string | undefined}
 */
function compare(actual, expected, path) {
  const at = path === '' ? 'the value' : path;
  if (actual instanceof Float32) return compare(actual.value, expected, path);
  if (expected instanceof Float32 || typeof expected === 'number') {
    const float32 = expected instanceof Float32;
    const number = float32 ? expected.value : expected;
    const same = typeof actual === 'number' && numbersMatch(actual, number, float32);
    return same ? undefined : `${at} is ${show(actual)}, not ${number}`;
  }
  if (Array.isArray(expected)) {
    if (!Array.isArray(actual)) return `${at} is no list`;
    if (actual.length !== expected.length) return `${at} has ${actual.length} entries, not ${expected.length}`;
    return first(expected.map((entry, index) => () => compare(actual[index], entry, `${path}[${index}]`)));
  }
  if (isRecord(expected) && typeof actual === 'object' && actual !== null) {
    /** @param {object} value */
    const keys = (value) =>
      Object.entries(value)
        .filter(([, entry]) => entry !== undefined)
        .map(([key]) => key)
        .sort();
    if (keys(actual).join() !== keys(expected).join())
      return `${at} has the keys ${keys(actual)}, not ${keys(expected)}`;
    return first(keys(expected).map((key) => () => compare(actual[key], expected[key], `${path}.${key}`)));
  }
  return Object.is(actual, expected) ? undefined : `${at} is ${show(actual)}, not ${show(expected)}`;
}

/** @param {(() => string | undefined)[]} checks */
function first(checks) {
  for (const check of checks) {
    const difference = check();
    if (difference !== undefined) return difference;
  }
  return undefined;
}

/** @param {unknown} value */
function show(value) {
  const text = JSON.stringify(value, (_, entry) => {
    if (entry instanceof Float32) return entry.value;
    if (typeof entry === 'bigint') return `${entry}n`;
    if (typeof entry === 'number' && !Number.isFinite(entry)) return String(entry);
    return entry;
  });
  return text === undefined ? String(value) : text.length > 400 ? `${text.slice(0, 400)}…` : text;
}
