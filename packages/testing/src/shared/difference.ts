/**
 * The first difference between two pieces of data, in words, or undefined if there is none. Numbers are equal
 * exactly unless `tolerance` allows a difference relative to the larger one (and to 1 where both are small); NaN equals
 * NaN, and 0 equals −0.
 */
export function difference(a: unknown, b: unknown, tolerance = 0, path = ''): string | undefined {
  const at = path === '' ? '' : ` at ${path}`;
  if (typeof a === 'number' && typeof b === 'number') {
    if (Object.is(a, b) || Math.abs(a - b) <= tolerance * Math.max(1, Math.abs(a), Math.abs(b))) return undefined;
    return `${a} and ${b}${at}`;
  }
  if (Object.is(a, b) || (typeof a === 'function' && typeof b === 'function')) return undefined;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null)
    return `${show(a)} and ${show(b)}${at}`;
  // By name: each realm, such as the sandbox of a test runner, has constructors of its own.
  if (a.constructor?.name !== b.constructor?.name) return `${show(a)} and ${show(b)}${at}`;
  if (ArrayBuffer.isView(a)) return differenceOfValues(a as never, b as never, tolerance, path);
  const [left, right] = [entriesOf(a), entriesOf(b)];
  if (left.size !== right.size) return `${left.size} and ${right.size} entries${at}`;
  for (const [key, value] of left) {
    const place = path === '' ? key : `${path}.${key}`;
    if (!right.has(key)) return `something and nothing at ${place}`;
    const found = difference(value, right.get(key), tolerance, place);
    if (found !== undefined) return found;
  }
  return undefined;
}

function differenceOfValues(
  a: ArrayLike<unknown>,
  b: ArrayLike<unknown>,
  tolerance: number,
  path: string,
): string | undefined {
  if (a.length !== b.length) return `${a.length} and ${b.length} values${path === '' ? '' : ` at ${path}`}`;
  for (let index = 0; index < a.length; index++) {
    if (Object.is(a[index], b[index])) continue;
    const found = difference(a[index], b[index], tolerance, path === '' ? String(index) : `${path}.${index}`);
    if (found !== undefined) return found;
  }
  return undefined;
}

function entriesOf(value: object): Map<string, unknown> {
  if (value instanceof Map) return new Map(Array.from(value, ([key, part]) => [String(key), part as unknown]));
  return new Map(Object.entries(value));
}

function show(value: unknown): string {
  if (typeof value === 'object' && value !== null) return `a ${value.constructor?.name ?? 'record'}`;
  return typeof value === 'string' ? `'${value}'` : String(value);
}

/** A copy of plain data: of records, lists and typed arrays; all else is shared. */
export function copyOf<Data>(data: Data): Data {
  if (ArrayBuffer.isView(data)) return (data as unknown as Float32Array).slice() as unknown as Data;
  if (Array.isArray(data)) return data.map(copyOf) as unknown as Data;
  if (typeof data !== 'object' || data === null) return data;
  return Object.fromEntries(Object.entries(data).map(([key, part]) => [key, copyOf(part as unknown)])) as Data;
}
