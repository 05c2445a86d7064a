import { InvalidArgumentError } from '@lml/core';

import type { KindSuite } from '../shared/check.js';
import { backendSuite } from './backend.js';
import { callbackSuite } from './callback.js';
import { collateSuite } from './collate.js';
import { datasetSuite } from './dataset.js';
import { distributionSuite } from './distribution.js';
import { engineSuite } from './engine.js';
import { learnerSuite } from './learner.js';
import { loggerSuite } from './logger.js';
import { lossSuite } from './loss.js';
import { metricSuite } from './metric.js';
import { modelSuite } from './model.js';
import { optimizerSuite } from './optimizer.js';
import { predictorSuite } from './predictor.js';
import { prunerSuite } from './pruner.js';
import { samplerSuite } from './sampler.js';
import { schedulerSuite } from './scheduler.js';
import { splitterSuite } from './splitter.js';
import { strategySuite } from './strategy.js';
import { transformSuite } from './transform.js';

const suites: Readonly<Record<string, KindSuite>> = {
  backend: backendSuite,
  callback: callbackSuite,
  collate: collateSuite,
  dataset: datasetSuite,
  distribution: distributionSuite,
  engine: engineSuite,
  learner: learnerSuite,
  logger: loggerSuite,
  loss: lossSuite,
  metric: metricSuite,
  model: modelSuite,
  optimizer: optimizerSuite,
  predictor: predictorSuite,
  pruner: prunerSuite,
  sampler: samplerSuite,
  scheduler: schedulerSuite,
  splitter: splitterSuite,
  strategy: strategySuite,
  transform: transformSuite,
};

/** A kind that a plugin added: it is created, and nothing more is known of it. */
const unknownSuite: KindSuite = { use: () => undefined, checks: [] };

/**
 * What the kit knows of a kind, or what is `given` for one that a plugin added.
 *
 * @throws `LML_INVALID_ARGUMENT` for a suite of a kind that the kit has one for.
 */
export function suiteOf(kind: string, given: KindSuite | undefined): KindSuite {
  if (!Object.hasOwn(suites, kind)) return given ?? unknownSuite;
  if (given === undefined) return suites[kind]!;
  throw new InvalidArgumentError('suite', `left out for a ${kind}, for which the kit has one`, given);
}

/** The suites of all kinds that the kit knows. */
export function knownSuites(): Readonly<Record<string, KindSuite>> {
  return suites;
}
