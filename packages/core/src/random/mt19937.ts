/** Words of state. */
export const STATE_WORDS = 624;
const SHIFT_WORDS = 397;
// Taken out once: in a sandbox, such as jest's, each look at a global is slow.
const { imul, log, sqrt } = Math;

/** The Mersenne Twister with 32-bit words and NumPy's polar normals: what a `RandomState` holds, its state in the open. */
export class Mt19937 {
  /** The 624 words of state. */
  readonly key = new Uint32Array(STATE_WORDS);
  /** Words of `key` that are used up; 624 when all are. */
  position = STATE_WORDS;
  /** Polar normals come in pairs; this is the second of a pair of which one was handed out. */
  cachedGaussian: number | null = null;

  /** Starts from one 32-bit number. */
  seed(seed: number): void {
    const { key } = this;
    key[0] = seed;
    for (let i = 1; i < STATE_WORDS; i++) key[i] = imul(1812433253, scrambled(key[i - 1]!)) + i;
    this.position = STATE_WORDS;
    this.cachedGaussian = null;
  }

  /** Starts from one or more 32-bit numbers: the reference's `init_by_array`. */
  seedByArray(seeds: ArrayLike<number>): void {
    this.seed(19650218);
    const { key } = this;
    let i = 1;
    const advance = (): void => {
      if (++i < STATE_WORDS) return;
      key[0] = key[STATE_WORDS - 1]!;
      i = 1;
    };
    for (let round = 0, j = 0; round < Math.max(STATE_WORDS, seeds.length); round++, j = (j + 1) % seeds.length) {
      key[i] = (key[i]! ^ imul(scrambled(key[i - 1]!), 1664525)) + seeds[j]! + j;
      advance();
    }
    for (let round = 1; round < STATE_WORDS; round++) {
      key[i] = (key[i]! ^ imul(scrambled(key[i - 1]!), 1566083941)) - i;
      advance();
    }
    key[0] = 0x80000000;
  }

  /** 32 random bits, unsigned. */
  uint32(): number {
    if (this.position >= STATE_WORDS) {
      refill(this.key);
      this.position = 0;
    }
    let word = this.key[this.position++]!;
    word ^= word >>> 11;
    word ^= (word << 7) & 0x9d2c5680;
    word ^= (word << 15) & 0xefc60000;
    return (word ^ (word >>> 18)) >>> 0;
  }

  /** A number in [0, 1) with 53 random bits. */
  double(): number {
    const high = this.uint32() >>> 5;
    const low = this.uint32() >>> 6;
    return (high * 67108864 + low) / 9007199254740992;
  }

  /** A standard normal number, by Marsaglia's polar method. */
  gaussian(): number {
    if (this.cachedGaussian !== null) {
      const cached = this.cachedGaussian;
      this.cachedGaussian = null;
      return cached;
    }
    for (;;) {
      const first = 2 * this.double() - 1;
      const second = 2 * this.double() - 1;
      const square = first * first + second * second;
      if (square >= 1 || square === 0) continue;
      const factor = sqrt((-2 * log(square)) / square);
      this.cachedGaussian = factor * first;
      return factor * second;
    }
  }
}

function scrambled(word: number): number {
  return word ^ (word >>> 30);
}

/** The recurrence, in place: a word that is already new is read as such, which is why the order matters. */
function refill(key: Uint32Array): void {
  const lead = STATE_WORDS - SHIFT_WORDS;
  for (let i = 0; i < lead; i++) key[i] = twisted(key[i]!, key[i + 1]!, key[i + SHIFT_WORDS]!);
  for (let i = lead; i < STATE_WORDS - 1; i++) key[i] = twisted(key[i]!, key[i + 1]!, key[i - lead]!);
  key[STATE_WORDS - 1] = twisted(key[STATE_WORDS - 1]!, key[0]!, key[SHIFT_WORDS - 1]!);
}

function twisted(upper: number, lower: number, shifted: number): number {
  const joined = (upper & 0x80000000) | (lower & 0x7fffffff);
  return shifted ^ (joined >>> 1) ^ (-(joined & 1) & 0x9908b0df);
}
