import type { Lowering } from '../lowering.js';
import { activations, eluGradient, prelu } from './activations.js';
import { atan2 } from './atan2.js';
import { addN, binary, notEqual, squaredDifference } from './binary.js';
import { cast } from './cast.js';
import { clip, computedUnary, square } from './computed-unary.js';
import { floorDivision, modulo, realDivision } from './divisions.js';
import { filled } from './filled.js';
import { numberTests } from './number-tests.js';
import { select } from './select.js';
import { logicalNot, unary } from './unary.js';

/** What treats each place by itself. */
export const elementwise: readonly Lowering[] = [
  activations,
  addN,
  atan2,
  binary,
  cast,
  clip,
  computedUnary,
  eluGradient,
  filled,
  floorDivision,
  logicalNot,
  modulo,
  notEqual,
  numberTests,
  prelu,
  realDivision,
  select,
  square,
  squaredDifference,
  unary,
];
