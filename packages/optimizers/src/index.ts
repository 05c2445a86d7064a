import './register.js';

export * from './components.js';
export { plugin } from './register.js';
export { chain } from './transforms/chain.js';
export {
  gradientTransform,
  type AnyGradientTransform,
  type Descent,
  type GradientTransform,
  type WholeTransform,
} from './transforms/gradient-transform.js';
export { scaleByAdam, type ScaleByAdamOptions } from './transforms/scale-by-adam.js';
export { negateGradient, scaleByLearningRate } from './transforms/scaling.js';
export { trace, type TraceOptions } from './transforms/trace.js';
export { scaleByTrustRatio, type TrustRatioOptions } from './transforms/trust-ratio.js';
export { addDecayedWeights, decayWeights } from './transforms/weight-decay.js';
