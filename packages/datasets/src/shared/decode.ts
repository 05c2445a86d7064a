/** The bytes of base64 of gzip, by what browsers and Node both have. */
export async function decode(text: string): Promise<ArrayBuffer> {
  const packed = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Response(stream).arrayBuffer();
}

/** Little-endian float64 numbers, as they stand in the embedded data. */
export function readFloat64(buffer: ArrayBuffer, offset: number, length: number): Float64Array {
  const view = new DataView(buffer, offset, length * 8);
  return Float64Array.from({ length }, (_, index) => view.getFloat64(index * 8, true));
}
