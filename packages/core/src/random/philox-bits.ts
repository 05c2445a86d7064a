import { type PhiloxCounter, philoxFill, type PhiloxKey } from './philox-fill.js';

const LARGEST_BUFFER = 4096;

/** The words of Philox from a counter on, one after the other. */
export class PhiloxBits {
  /** The counter of the next block that is not in `buffer`. */
  counter: PhiloxCounter;
  /** The key. */
  readonly key: PhiloxKey;
  /** Words that were made ahead: few draws cost one block, and the more are drawn the more are made at once. */
  buffer = new Uint32Array(0);
  /** Words of `buffer` that are used up. */
  position = 0;

  /** Begins with the block of `counter`. */
  constructor(counter: PhiloxCounter, key: PhiloxKey) {
    this.counter = counter;
    this.key = key;
  }

  /** The next 32 random bits, unsigned. */
  uint32(): number {
    if (this.position === this.buffer.length) this.refill();
    return this.buffer[this.position++]!;
  }

  /** Makes the next words. */
  refill(): void {
    const [first, ...rest] = this.counter;
    if (this.buffer.length < LARGEST_BUFFER) this.buffer = new Uint32Array(Math.max(4, 4 * this.buffer.length));
    philoxFill(this.buffer, this.counter, this.key);
    this.counter = [first + this.buffer.length / 4, ...rest];
    this.position = 0;
  }
}
