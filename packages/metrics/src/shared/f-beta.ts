import type { ClassCounts } from './average-scores.js';
import { safeDivide } from './values.js';

/** The F score of counts, in which recall counts β times as much as precision. */
export function fBeta(beta: number, zeroDivision: number): (counts: ClassCounts) => number {
  const square = beta ** 2;
  return ({ truePositives, falsePositives, falseNegatives }) => {
    const hits = (1 + square) * truePositives;
    return safeDivide(hits, hits + square * falseNegatives + falsePositives, zeroDivision);
  };
}
