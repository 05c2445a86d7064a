import './register.js';

export * from './components.js';
export { plugin } from './register.js';
export { averageWeights, type AverageWeightsOptions } from './transforms/average-weights.js';
export { chain } from './transforms/chain.js';
export { clip } from './transforms/clip.js';
export {
  followRegularizedLeader,
  type FollowRegularizedLeaderOptions,
} from './transforms/follow-regularized-leader.js';
export {
  gradientTransform,
  type AnyGradientTransform,
  type Descent,
  type GradientTransform,
  type WholeTransform,
} from './transforms/gradient-transform.js';
export { scaleByAdadelta, type ScaleByAdadeltaOptions } from './transforms/scale-by-adadelta.js';
export { scaleByAdam, type MomentsOptions, type ScaleByAdamOptions } from './transforms/scale-by-adam.js';
export { scaleByAdamax } from './transforms/scale-by-adamax.js';
export { scaleByBelief, type ScaleByBeliefOptions } from './transforms/scale-by-belief.js';
export { scaleByLion, type ScaleByLionOptions } from './transforms/scale-by-lion.js';
export { scaleByNadam, type ScaleByNadamOptions } from './transforms/scale-by-nadam.js';
export { scaleByRadam } from './transforms/scale-by-radam.js';
export { scaleByRms, type ScaleByRmsOptions } from './transforms/scale-by-rms.js';
export { scaleByRprop, type ScaleByRpropOptions } from './transforms/scale-by-rprop.js';
export { scaleByRss, type ScaleByRssOptions } from './transforms/scale-by-rss.js';
export { scaleBySparseAdam } from './transforms/scale-by-sparse-adam.js';
export { scaleByYogi, type ScaleByYogiOptions } from './transforms/scale-by-yogi.js';
export { negateGradient, scaleByLearningRate, type ScaleByLearningRateOptions } from './transforms/scaling.js';
export { trace, type TraceOptions } from './transforms/trace.js';
export { scaleByTrustRatio, type TrustRatioOptions } from './transforms/trust-ratio.js';
export { addDecayedWeights, decayWeights } from './transforms/weight-decay.js';
