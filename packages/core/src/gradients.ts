/**
 * Checks of gradients: of every op, composite and layer, on any backend and engine.
 *
 * @module gradients
 */
import './register.js';

export { checkGradients, type CheckGradientsOptions, type GradientCheck } from './gradient-checks/check-gradients.js';
export { gradientCases } from './gradient-checks/cases/index.js';
export { gradientLayers } from './gradient-checks/layers/index.js';
export type { LayerCase, LayerCases } from './gradient-checks/layers/build.js';
export type { GradientCase, GradientProblem } from './gradient-checks/gradient-case.js';
export { gradientTargets, type GradientTarget } from './gradient-checks/targets.js';
