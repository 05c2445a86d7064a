import { concatenateTrees, type ArrayTree } from '../data/concatenate.js';
import type { DataModule } from '../data/data-module.js';
import { isDataset, type Dataset } from '../data/dataset.js';
import { isNdArray } from '../data/nd-array.js';
import { IncompleteLearnerError } from '../errors/incomplete-learner-error.js';
import type { Clock } from '../learning/clock.js';
import type { Learner } from '../learning/learner.js';
import { fitTo } from '../learning/fit-to.js';
import { Trainer } from '../training/trainer.js';

/** What a predictor is fitted with. */
export interface FitPredictorOptions {
  /** Whose predictor. */
  readonly learner: Learner;
  /** Its data. */
  readonly data: DataModule;
  /** The seed of the project. */
  readonly seed: number;
  /** Where the run was whose weights the model has. */
  readonly clock?: Clock | undefined;
  /** Labelled data to fit it to. Default: those of the stage that the predictor names. */
  readonly dataset?: Dataset | undefined;
}

/**
 * Fits a predictor on the outputs for labelled data and their targets, both as steps see them: after transforms.
 *
 * @throws `LML_INCOMPLETE_LEARNER` if there is no predictor, it does not learn, or there are no data with targets.
 */
export async function fitPredictor(
  { options }: Trainer,
  { learner, data, seed, clock, dataset }: FitPredictorOptions,
): Promise<void> {
  const { predictor } = learner;
  if (predictor?.fit === undefined) {
    const which = predictor === undefined ? 'learner has no predictor' : `predictor '${predictor.name}' does not learn`;
    throw new IncompleteLearnerError(`The ${which}, so there is nothing to fit.`);
  }
  const { name, fitOn = 'train' } = predictor;
  await data.setup({ seed, stages: dataset === undefined ? [fitOn] : [] });
  const source = dataset ?? data.datasets[fitOn];
  if (!isDataset(source)) {
    const found = `There are no ${fitOn} data, in one set that can be reached by index, to fit the predictor '${name}' to.`;
    throw new IncompleteLearnerError(`${found} Hand labelled data over: project.fitPredictor(dataset).`);
  }
  const targets: ArrayTree[] = [];
  const loader = data.loaderOf(source, 'predict');
  await loader.open();
  for await (const { batch } of loader.iterate(0)) {
    if (!isArrayTree(batch['target'])) {
      const remedy = 'Hand labelled data over: project.fitPredictor(dataset).';
      throw new IncompleteLearnerError(`The data have no array 'target' to fit the predictor '${name}' to. ${remedy}`);
    }
    targets.push(batch['target']);
  }
  // What watches or limits predictions is not meant here.
  const { engine, backend, purity } = options;
  const trainer = new Trainer({ maxEpochs: 1, engine, backend, purity, loggers: [], progressBar: false });
  const outputs = await trainer.predict(learner, { data, seed, clock, dataset: source, raw: true });
  await fitTo(predictor, outputs, concatenateTrees(targets));
}

/**
 * Refuses, before training, a predictor that is to learn from validation data where there are none.
 *
 * @throws `LML_INCOMPLETE_LEARNER` if so.
 */
export function checkFitData({ predictor }: Learner, data: DataModule): void {
  if (predictor?.fit === undefined || predictor.fitOn !== 'validation' || data.has('validation')) return;
  const needs = `The predictor '${predictor.name}' learns from validation data at the end of training, and there are none.`;
  throw new IncompleteLearnerError(`${needs} Give data a part for it, split: { validation: 0.2 }, or validation.`);
}

function isArrayTree(value: unknown): value is ArrayTree {
  if (isNdArray(value)) return true;
  return typeof value === 'object' && value !== null && Object.values(value).every(isArrayTree);
}
