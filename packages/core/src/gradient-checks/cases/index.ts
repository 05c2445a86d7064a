import type { GradientCase } from '../gradient-case.js';
import { layerCases } from '../layers/index.js';
import { composites } from './composites.js';
import { convolutions } from './convolutions.js';
import { elementwise } from './elementwise.js';
import { images } from './images.js';
import { lookups } from './lookups.js';
import { losses } from './losses.js';
import { moves } from './moves.js';
import { products } from './products.js';
import { reductions } from './reductions.js';
import { spectra } from './spectra.js';

/** All that is checked: ops of TensorFlow.js, composites and layers, each on small inputs that find what is forgotten. */
export const gradientCases: readonly GradientCase[] = [
  ...elementwise,
  ...reductions,
  ...products,
  ...moves,
  ...lookups,
  ...convolutions,
  ...images,
  ...losses,
  ...spectra,
  ...composites,
  ...layerCases,
];
