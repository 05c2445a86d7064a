import { InvalidArgumentError } from '../errors/invalid-argument-error.js';
import { checkWord } from './check-argument.js';
import { type PhiloxCounter, philoxFill, type PhiloxKey } from './philox-fill.js';

/**
 * One block of Philox 4x32-10 (Salmon, Moraes, Dror and Shaw 2011): four random 32-bit words, a pure function of a
 * counter of four words and a key of two, all of them integers from 0 to 2³² − 1.
 *
 * The bits under {@link RandomStreams}. The same generator is in Random123, cuRAND, PyTorch on CUDA and TensorFlow.
 *
 * @example
 * ```ts
 * import { philox4x32 } from '@lml/core/engine';
 *
 * philox4x32([0, 0, 0, 0], [0, 0]); // => [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8]
 * ```
 *
 * @throws `LML_INVALID_ARGUMENT` when the counter or the key is not words of that number.
 */
export function philox4x32(counter: PhiloxCounter, key: PhiloxKey): [number, number, number, number] {
  checkWords('counter', counter, 4);
  checkWords('key', key, 2);
  const words = new Uint32Array(4);
  philoxFill(words, counter, key);
  return [words[0]!, words[1]!, words[2]!, words[3]!];
}

function checkWords(name: string, words: readonly number[], length: number): void {
  if (words.length !== length) throw new InvalidArgumentError(name, `${length} words of 32 bits`, words);
  words.forEach((word, i) => checkWord(`${name}[${i}]`, word));
}
