import { InvalidArgumentError } from '../errors/invalid-argument-error.js';
import { type PhiloxCounter, philoxFill, type PhiloxKey } from './philox-fill.js';

const WORD = 2 ** 32;
const utf8 = new TextEncoder();

/** The low and the high word of a seed of 64 bits. */
export function seedKey(seed: number | bigint): PhiloxKey {
  const valid = typeof seed === 'bigint' ? seed >= 0n && seed < 1n << 64n : Number.isSafeInteger(seed) && seed >= 0;
  if (!valid) {
    throw new InvalidArgumentError('seed', 'an integer from 0 to 2^53 - 1, or a bigint from 0 to 2^64 - 1', seed);
  }
  if (typeof seed === 'bigint') return [Number(seed & 0xffffffffn), Number(seed >> 32n)];
  return [seed % WORD, Math.floor(seed / WORD)];
}

/** The counter of a stream's first block at a step. */
export function streamCounter(stream: string, step: number): PhiloxCounter {
  if (typeof stream !== 'string') throw new InvalidArgumentError('stream', 'a name', stream);
  if (!Number.isSafeInteger(step) || step < 0)
    throw new InvalidArgumentError('step', 'a whole number, 0 or more', step);
  return [0, step % WORD, Math.floor(step / WORD), hashName(stream)];
}

/** The first `length` words of a stream at a step. */
export function streamWords(key: PhiloxKey, stream: string, step: number, length: number): Uint32Array<ArrayBuffer> {
  const words = new Uint32Array(length);
  philoxFill(words, streamCounter(stream, step), key);
  return words;
}

/** FNV-1a with 32 bits, over the name in UTF-8. */
function hashName(name: string): number {
  let hash = 0x811c9dc5;
  for (const byte of utf8.encode(name)) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}
