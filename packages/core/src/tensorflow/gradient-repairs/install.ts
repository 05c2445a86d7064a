import { convolutions } from './convolutions.js';
import { elementwise } from './elementwise.js';
import { extremes } from './extremes.js';
import { images } from './images.js';
import { lookups } from './lookups.js';
import { moves } from './moves.js';
import { products } from './products.js';
import { register } from './repair.js';
import { repairTape } from './tape.js';
import { ambient } from '../../node/ambient.js';

/**
 * Puts right the gradients that TensorFlow.js 4.22 gets wrong or lacks, once for every backend and for steps that are
 * compiled, which are traced through them. Once per process: some build on TensorFlow.js's own.
 *
 * @returns the kernels whose gradients are LML's, sorted.
 */
export function repairGradients(): readonly string[] {
  return ambient('gradient-repairs', () => {
    repairTape();
    const repairs = [...extremes, ...elementwise, ...convolutions(), ...images, ...products(), ...moves(), ...lookups];
    for (const repair of repairs) register(repair);
    return [...new Set(repairs.map(({ kernel }) => kernel))].sort();
  });
}
