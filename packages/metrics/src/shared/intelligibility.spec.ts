import { readFileSync } from 'node:fs';

import { intelligibility } from './intelligibility.js';

interface Case {
  readonly name: string;
  readonly fs: number;
  readonly length: number;
  readonly noise: number;
  readonly extended: boolean;
  readonly value: number;
}

const { cases } = JSON.parse(readFileSync(new URL('./goldens/stoi.json', import.meta.url), 'utf8')) as {
  cases: Case[];
};

/** Whole numbers from -1000 to 999 of a linear congruential generator, as tools/goldens/stoi.py has them. */
function mixed(length: number, seed: number): Float64Array {
  let state = seed;
  return Float64Array.from({ length }, () => {
    state = (Math.imul(1103515245, state) + 12345) & 0x7fffffff;
    return ((state >> 11) % 2000) - 1000;
  });
}

/** Syllables of 1024 samples, of four strengths, with silence in every third. */
function speech(length: number): Float64Array {
  return mixed(length, 1).map((value, at) => {
    const syllable = Math.floor(at / 1024);
    return syllable % 3 === 2 ? 0 : value * ((syllable % 4) + 1);
  });
}

describe('intelligibility', () => {
  it.each(cases)('is that of pystoi: $name', ({ fs, length, noise, extended, value }) => {
    const clean = speech(length);
    const other = mixed(length, 2);
    const prediction = clean.map((sample, at) => sample + noise * other[at]!);
    expect(intelligibility(fs, extended)(prediction, clean) / value).toBeCloseTo(1, 8);
  });

  it('of silence, and of what is too short, is a number', () => {
    const silence = new Float64Array(9000);
    for (const extended of [false, true]) {
      expect(intelligibility(10_000, extended)(silence, silence)).toBe(0);
      expect(intelligibility(10_000, extended)(silence, speech(9000))).toBe(0);
      expect(intelligibility(10_000, extended)(silence.subarray(0, 10), silence.subarray(0, 10))).toBe(1e-5);
    }
  });
});
