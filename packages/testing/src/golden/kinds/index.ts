import type { GoldenKind } from '../golden-kind.js';
import { lossKind } from './loss.js';
import { metricKind } from './metric.js';
import { optimizerKind } from './optimizer.js';
import { predictorKind } from './predictor.js';
import { schedulerKind } from './scheduler.js';
import { splitterKind } from './splitter.js';
import { transformKind } from './transform.js';

/** How the cases of each kind are computed. */
export const goldenKinds: Readonly<Record<string, GoldenKind | undefined>> = {
  loss: lossKind,
  metric: metricKind,
  optimizer: optimizerKind,
  predictor: predictorKind,
  scheduler: schedulerKind,
  splitter: splitterKind,
  transform: transformKind,
};

/** Kinds whose components are to have cases, each of them. */
export const EXPECTED_KINDS = ['loss', 'metric', 'optimizer', 'scheduler', 'splitter'];
