/** 0 … length − 1. */
export function range(length: number): Int32Array {
  return Int32Array.from({ length }, (_, index) => index);
}
