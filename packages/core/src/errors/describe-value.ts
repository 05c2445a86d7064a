const DEPTH = 3;

/** A short picture of a value for an error message: `'text'`, `3`, `[1, 2, 3, …]`, `an object with a, b`. */
export function describeValue(value: unknown): string {
  return describe(value, 0);
}

function describe(value: unknown, depth: number): string {
  if (typeof value === 'string') return `'${value.length > 60 ? `${value.slice(0, 57)}…` : value}'`;
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value === 'function') return value.name === '' ? 'a function' : `the function ${value.name}`;
  if (typeof value !== 'object' || value === null) return String(value);
  if (Array.isArray(value)) {
    if (depth === DEPTH) return '[…]';
    const shown = value.slice(0, 4).map((part) => describe(part, depth + 1));
    return `[${shown.join(', ')}${value.length > 4 ? `, … ${value.length} entries` : ''}]`;
  }
  if (ArrayBuffer.isView(value)) {
    const name = value.constructor.name;
    return `${/^[AEIOU]/.test(name) && !name.startsWith('Uint') ? 'an' : 'a'} ${name}`;
  }
  if (value instanceof Promise) return 'a promise (is an await missing?)';
  if ('shape' in value && 'dtype' in value && Array.isArray(value.shape)) {
    return `${String(value.dtype)} [${value.shape.join(', ')}]`;
  }
  const keys = Object.keys(value);
  if (keys.length === 0) return 'an empty object';
  return `an object with ${keys.slice(0, 6).join(', ')}${keys.length > 6 ? ', …' : ''}`;
}
