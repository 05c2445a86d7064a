import fc from 'fast-check';
import golden from './goldens/philox.json' with { type: 'json' };
import { philoxFill, type PhiloxCounter, type PhiloxKey } from './philox-fill.js';
import { philox4x32 } from './philox.js';

const word = fc.nat(2 ** 32 - 1);
const counters = fc.tuple(word, word, word, word);
const keys = fc.tuple(word, word);

/** The definition, in arithmetic that cannot overflow. */
function reference([...x]: PhiloxCounter, key: PhiloxKey): number[] {
  for (let round = 0n; round < 10n; round++) {
    const first = BigInt(x[0]) * 0xd2511f53n;
    const third = BigInt(x[2]) * 0xcd9e8d57n;
    const [key0, key1] = [BigInt(key[0]) + round * 0x9e3779b9n, BigInt(key[1]) + round * 0xbb67ae85n];
    const next = [(third >> 32n) ^ BigInt(x[1]) ^ key0, third, (first >> 32n) ^ BigInt(x[3]) ^ key1, first];
    x = next.map((value) => Number(BigInt.asUintN(32, value))) as typeof x;
  }
  return x;
}

describe('philox4x32', () => {
  it('gives the known answers', () => {
    const ones = 2 ** 32 - 1;
    expect(philox4x32([0, 0, 0, 0], [0, 0])).toEqual([0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8]);
    expect(philox4x32([ones, ones, ones, ones], [ones, ones])).toEqual([
      0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd,
    ]);
  });

  it.each(golden.cases.filter((each) => each.words !== undefined))('equals randomgen: $name', (each) => {
    expect(philox4x32(each.counter as unknown as PhiloxCounter, each.key as unknown as PhiloxKey)).toEqual(each.words);
  });

  it('equals its definition', () => {
    fc.assert(
      fc.property(counters, keys, (counter, key) => {
        expect(philox4x32(counter, key)).toEqual(reference(counter, key));
      }),
      { numRuns: 1000 },
    );
  });

  it('fills many words as block after block', () => {
    fc.assert(
      fc.property(counters, keys, fc.nat(50), ([first, ...rest], key, length) => {
        const words = new Uint32Array(length);
        philoxFill(words, [first, ...rest], key);
        const blocks = Array.from({ length: Math.ceil(length / 4) }, (_, i) =>
          philox4x32([(first + i) % 2 ** 32, ...rest], key),
        );
        expect([...words]).toEqual(blocks.flat().slice(0, length));
      }),
    );
  });

  it('names a wrong argument', () => {
    const zeros: PhiloxCounter = [0, 0, 0, 0];
    expect(() => philox4x32([0, 0] as unknown as PhiloxCounter, [0, 0])).toThrow(/counter must be 4 words/);
    expect(() => philox4x32(zeros, [0, -1])).toThrow(/key\[1\] must be an integer from 0 to 4294967295, got -1/);
  });
});
