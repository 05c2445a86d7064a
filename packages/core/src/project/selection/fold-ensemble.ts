import { platform } from '#platform';

import { DataModule } from '../../data/data-module.js';
import type { DataIdentity } from '../../data/data-identity.js';
import type { NdArray } from '../../data/nd-array.js';
import { InvalidArgumentError } from '../../errors/invalid-argument-error.js';
import { MissingFeatureError } from '../../errors/missing-feature-error.js';
import { UnsupportedModelError } from '../../errors/unsupported-model-error.js';
import type { Clock } from '../../learning/clock.js';
import type { Learner } from '../../learning/learner.js';
import { RandomStreams } from '../../random/random-streams.js';
import { checkNames } from '../../registry/check-names.js';
import { isConfig } from '../../registry/component-option.js';
import { build, list } from '../../registry/global.js';
import type { ComponentConfig } from '../../registry/kinds.js';
import { toPlain } from '../../registry/to-config.js';
import type { SearchParameters } from '../../search/distribution.js';
import { readCheckpoint } from '../../training/checkpoints/checkpoint.js';
import { bestCheckpoint } from '../../training/checkpoints/newest-checkpoint.js';
import { readNumber } from '../../training/checkpoints/plain-json.js';
import { transformsIn } from '../../training/checkpoints/run-checkpoint.js';
import { withParams } from '../make-learner.js';
import { Project } from '../project.js';
import { takeWeights } from '../take-weights.js';
import { checkFactory, type CrossValidationResult } from './cross-validation.js';
import { withParameters } from './with-params.js';

/** Options of {@link foldEnsemble}. Those of the average are the options of the model `ensemble` of `@lml/models`. */
export interface FoldEnsembleOptions {
  /** What is averaged: the outputs as they are, or the probabilities of logits; a record says it of each of several outputs. Default `'outputs'`. */
  readonly average?: 'outputs' | 'probabilities' | Readonly<Record<string, 'outputs' | 'probabilities'>> | undefined;
  /** How much each fold counts, in any unit. Default: all alike. */
  readonly weights?: readonly number[] | undefined;
  /** Whether classes do not exclude each other, so that each of several logits has a probability by itself. Default `false`. */
  readonly multiLabel?: boolean | undefined;
  /** The parameters that the folds were trained with. Default: those that were written down with them. */
  readonly params?: SearchParameters | undefined;
}

/**
 * The models of all folds of a cross-validation as one: a project whose model is their ensemble, with the weights of the best checkpoint of
 * each. It tests, predicts, exports and saves as any project does. Each fold has learnt from another part of the data, so that the average
 * errs less than each of them; nothing is trained again. What the folds were scored by is no score of the ensemble: that needs data that no
 * fold has seen.
 *
 * The model is `ensemble` of `@lml/models`, which must be imported. A predictor that learns is not fitted: `project.fitPredictor(dataset)`.
 *
 * @param project - The project that was cross-validated.
 * @param from - What `crossValidate({ checkpoints: true })` gave, or its folder; or the folder of a trial of a search with checkpoints.
 *
 * @throws `LML_INVALID_ARGUMENT` where folds have no checkpoints; `LML_MISSING_FEATURE` where `@lml/models` is not imported;
 * `LML_UNSUPPORTED_MODEL` where transforms of data have learnt something else in each fold, as one model cannot have several inputs of one
 * sample; `LML_FACTORY_REQUIRED` for a learner that cannot be made anew; `LML_CHECKPOINT` for weights of another model.
 *
 * @see Krogh and Vedelsby 1994, Neural Network Ensembles, Cross Validation, and Active Learning.
 *
 * @example
 * ```ts
 * import { DataModule, foldEnsemble, Project } from '@lml/core';
 * import { iris } from '@lml/datasets';
 * import { supervised } from '@lml/learners';
 * import { crossEntropy } from '@lml/losses';
 * import { accuracy } from '@lml/metrics';
 * import { mlp } from '@lml/models';
 * import { adam } from '@lml/optimizers';
 * import { stratifiedKFold } from '@lml/splitters';
 *
 * const project = new Project({
 *   learner: ({ data }) =>
 *     supervised({
 *       data,
 *       model: mlp({ inputSize: 4, hiddenSizes: [8], outputSize: 3 }),
 *       loss: crossEntropy(),
 *       optimizer: adam({ lr: 0.05 }),
 *       metrics: [accuracy()],
 *     }),
 *   data: new DataModule({ dataset: iris(), batchSize: 16, split: { test: 0.2 } }),
 *   trainer: { maxEpochs: 10, loggers: [], progressBar: false },
 * });
 * const splitter = stratifiedKFold({ nSplits: 3, shuffle: true, randomState: 0 });
 * const result = await project.crossValidate({ splitter, checkpoints: true });
 * const together = await foldEnsemble(project, result, { average: 'probabilities' });
 * (await together.test())['test/accuracy']! > 0.9; // => true
 * ```
 */
export async function foldEnsemble(
  project: Project,
  from: Pick<CrossValidationResult, 'folder'> | string,
  options: FoldEnsembleOptions = {},
): Promise<Project> {
  checkNames('the ensemble of folds', options, ['average', 'weights', 'multiLabel', 'params']);
  if (!list('model').some(({ name }) => name === 'ensemble')) {
    throw new MissingFeatureError(
      "An ensemble of folds is the model 'ensemble' of @lml/models, which is not registered. Install and import it: import '@lml/models'.",
    );
  }
  checkFactory(project);
  const folder = folderOf(from);
  const checkpoints = await checkpointsOf(folder);
  const { params: given, ...average } = options;
  const params = given ?? (await recordedParams(folder)) ?? project.options.params ?? {};
  const parts = withParameters(project, params);
  const make = (): Learner => parts.make(undefined, parts.params);
  const reader = make();
  try {
    const { weights, transforms, clock, identity } = await readFolds(reader, checkpoints, project.seed);
    const learner = ensembleOf(project, reader, { make, params: parts.params, average, count: checkpoints.length });
    // The project's own data go on as they are.
    const data = new DataModule(parts.data.options);
    const { crossValidation: _, search: __, module: ___, params: ____, ...rest } = project.options;
    const together = new Project({ ...rest, learner, data, trainer: parts.trainer });
    await together.learner.model.build({ random: new RandomStreams(project.seed) });
    together.learner.model.setWeights(weights);
    together.clock = clock;
    if (Object.keys(transforms).length > 0) data.load(transforms, identity);
    return together;
  } finally {
    reader.model.dispose();
  }
}

function folderOf(from: Pick<CrossValidationResult, 'folder'> | string): string {
  const folder: unknown = typeof from === 'string' ? from : (from as Partial<CrossValidationResult> | null)?.folder;
  if (typeof folder === 'string' && folder !== '' && platform.files !== undefined) return folder;
  const remedy = 'The project must have a folder, and the call be crossValidate({ checkpoints: true }).';
  throw new InvalidArgumentError('from', 'the result of a cross-validation with a folder, or that folder', from, remedy); // prettier-ignore
}

/** The best checkpoint of each fold, by number. */
async function checkpointsOf(folder: string): Promise<string[]> {
  for (const place of [`${folder}/folds`, folder]) {
    const numbers = (await platform.files!.list(place))
      .flatMap((name) => /^fold-(\d+)(\.json)?$/.exec(name)?.[1] ?? [])
      .map(Number);
    const found = [...new Set(numbers)].sort((a, b) => a - b);
    if (found.length === 0) continue;
    const best = await Promise.all(found.map((fold) => bestCheckpoint(`${place}/fold-${fold}`)));
    const missing = found.filter((_, at) => best[at] === undefined);
    if (missing.length === 0) return best as string[];
    const remedy = 'Write them: crossValidate({ checkpoints: true }).';
    throw new InvalidArgumentError('from', 'folds that all have a checkpoint', `none of fold ${missing.join(', ')}`, remedy); // prettier-ignore
  }
  throw new InvalidArgumentError('from', 'the folder of a cross-validation, or of a trial', folder);
}

/** The parameters that a cross-validation or a trial has written down. */
async function recordedParams(folder: string): Promise<SearchParameters | undefined> {
  const files = platform.files!;
  const read = async (name: string): Promise<unknown> =>
    (await files.exists(`${folder}/${name}`))
      ? JSON.parse(new TextDecoder().decode(await files.read(`${folder}/${name}`)), readNumber)
      : undefined;
  const whole = (await read('cross-validation.json')) as { definition?: { own?: { params?: SearchParameters } } };
  if (whole !== undefined) return whole.definition?.own?.params;
  return ((await read('trial.json')) as { params?: SearchParameters } | undefined)?.params;
}

interface ReadFolds {
  /** The weights of all, by their names in the ensemble. */
  readonly weights: Readonly<Record<string, NdArray>>;
  /** What transforms of data have learnt in all folds. */
  readonly transforms: Readonly<Record<string, NdArray>>;
  readonly clock: Clock;
  readonly identity: DataIdentity | undefined;
}

async function readFolds(learner: Learner, checkpoints: readonly string[], seed: number): Promise<ReadFolds> {
  const weights: Record<string, NdArray> = {};
  let first: Omit<ReadFolds, 'weights'> | undefined;
  for (const [fold, checkpoint] of checkpoints.entries()) {
    const transforms = transformsIn((await readCheckpoint(checkpoint)).state);
    const { clock, identity } = await takeWeights({ learner, seed, data: undefined }, checkpoint);
    for (const [name, value] of Object.entries(await learner.model.getWeights()))
      weights[`member_${fold}/${name}`] = value;
    first ??= { transforms, clock, identity };
    if (textOf(transforms) !== textOf(first.transforms)) {
      throw new UnsupportedModelError(
        `Transforms of data have learnt something else in fold ${fold} than in fold 0 (${Object.keys(transforms).join(', ')}), but one model has one input. ` +
          'Normalise within the model (batchNorm), or fit transforms before cross-validation.',
      );
    }
  }
  return { ...first!, weights };
}

function textOf(arrays: Readonly<Record<string, NdArray>>): string {
  return JSON.stringify(Object.entries(arrays).map(([name, { shape, data }]) => [name, shape, Array.from(data as ArrayLike<unknown>, String)])); // prettier-ignore
}

interface EnsembleParts {
  readonly make: () => Learner;
  readonly params: SearchParameters;
  /** Options of the ensemble. */
  readonly average: Omit<FoldEnsembleOptions, 'params'>;
  /** How many folds. */
  readonly count: number;
}

/** The learner of the ensemble: as a config where its own can be written as one with a model, so that it can be made again; else an instance. */
function ensembleOf(
  { options: { learner } }: Project,
  made: Learner,
  { make, params, average, count }: EnsembleParts,
): ComponentConfig | Learner {
  const missing: string[] = [];
  const plain = toPlain(
    isConfig(learner) ? withParams(learner as ComponentConfig, params) : made,
    '',
    missing,
  ) as Record<string, unknown>;
  // It may have been given to the learner after it was made.
  const predictor = made.predictor && toPlain(made.predictor, 'predictor', missing);
  const needed = missing.filter((path) => path !== 'data' && !path.startsWith('data.'));
  const options = Object.fromEntries(Object.entries(average).filter(([, value]) => value !== undefined));
  if (needed.length === 0 && plain?.['model'] !== undefined) {
    // The names of weights that were frozen in training are others here.
    const { data: _, freeze: __, model, ...rest } = plain;
    const members = Array.from({ length: count }, () => model);
    return { ...rest, ...(predictor !== undefined && { predictor }), model: { name: 'ensemble', members, ...options } } as unknown as ComponentConfig; // prettier-ignore
  }
  const members = Array.from({ length: count }, () => make().model);
  const together = make();
  together.model.dispose();
  Object.defineProperty(together, 'model', { value: build('model', { name: 'ensemble', members, ...options }) });
  return together;
}
