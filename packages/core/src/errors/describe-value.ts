/** A short picture of a value for an error message: `'text'`, `3`, `[1, 2, 3, …]`, `an object with a, b`. */
export function describeValue(value: unknown): string {
  if (typeof value === 'string') return `'${value.length > 60 ? `${value.slice(0, 57)}…` : value}'`;
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value === 'function') return value.name === '' ? 'a function' : `the function ${value.name}`;
  if (typeof value !== 'object' || value === null) return String(value);
  if (Array.isArray(value)) {
    return `[${value.slice(0, 4).map(describeValue).join(', ')}${value.length > 4 ? `, … ${value.length} entries` : ''}]`;
  }
  if (ArrayBuffer.isView(value)) return `a ${value.constructor.name}`;
  if ('shape' in value && 'dtype' in value) {
    return `${String(value.dtype)} [${(value.shape as number[]).join(', ')}]`;
  }
  const keys = Object.keys(value);
  if (keys.length === 0) return 'an empty object';
  return `an object with ${keys.slice(0, 6).join(', ')}${keys.length > 6 ? ', …' : ''}`;
}
