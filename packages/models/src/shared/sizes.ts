import { z } from 'zod';

const WHOLE = 'must be a whole number from 1';
const RATE = 'must be a probability from 0, below 1';

/** The schema of a size: a whole number from 1. */
export const size = z.int(WHOLE).min(1, WHOLE);

/** The schema of a dropout probability. */
export const dropoutRate = z.number(RATE).min(0, RATE).lt(1, RATE);
