/** 0 … length − 1. */
export function range(length: number): Int32Array {
  return span(0, length);
}

/** start … end − 1; of what lies below 0 or is turned round, nothing. */
export function span(start: number, end: number): Int32Array {
  const first = Math.max(start, 0);
  const indices = new Int32Array(Math.max(end - first, 0));
  for (let i = 0; i < indices.length; i++) indices[i] = first + i;
  return indices;
}

/** Two runs of indices, one after the other. */
export function joined(first: Int32Array, second: Int32Array): Int32Array {
  const indices = new Int32Array(first.length + second.length);
  indices.set(first);
  indices.set(second, first.length);
  return indices;
}

/** Where the parts of a whole begin, and at last its end, if it is cut into parts as equal as can be: the first ones are the longer. */
export function cuts(length: number, parts: number): Int32Array {
  const shortest = Math.floor(length / parts);
  return Int32Array.from({ length: parts + 1 }, (_, part) => part * shortest + Math.min(part, length % parts));
}
