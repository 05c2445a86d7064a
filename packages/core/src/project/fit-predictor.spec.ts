import { jest } from '@jest/globals';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs';

import { ndArray, type NdArray } from '../data/nd-array.js';
import type { Splitter } from '../data/splitter.js';
import type { Transform } from '../data/transform.js';
import type { LearnerParts } from '../learning/learner.js';
import type { Predictor } from '../learning/predictor.js';
import { absoluteError, tinyData, tinyLearner } from '../training/tiny-learner.fixture.js';
import { Project, type ProjectOptions } from './project.js';

/** Adds to outputs what they lack on the average of what it is fitted to. */
function shift(options: Partial<Predictor> = {}): Predictor & { seen: (readonly number[])[]; by: number | undefined } {
  const predictor: ReturnType<typeof shift> = {
    name: 'shift',
    seen: [],
    by: undefined,
    fit(outputs, targets) {
      predictor.seen.push(outputs.shape, targets.shape);
      const mean = ({ data }: NdArray): number => Array.from(data, Number).reduce((sum, x) => sum + x, 0) / data.length;
      predictor.by = mean(targets) - mean(outputs);
    },
    state() {
      const value = predictor.by === undefined ? undefined : ndArray(predictor.by);
      return value && [{ name: 'by', shape: [], dtype: 'float32', trainable: false, value }];
    },
    load: ({ by }) => void (predictor.by = Number(by!.data[0])),
    predict: (output, context) => tf.add(output, context.read('by')),
    ...options,
  };
  return predictor;
}

describe('A predictor that learns', () => {
  let folder: string;
  beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'lml-predictor-'))));
  afterEach(async () => {
    jest.restoreAllMocks();
    await rm(folder, { recursive: true });
  });
  const project = (parts: Partial<LearnerParts>, options: Partial<ProjectOptions> = {}): Project =>
    new Project({
      learner: tinyLearner({ metrics: [], ...parts }),
      trainer: { maxEpochs: 1, loggers: [], progressBar: false },
      folder,
      ...options,
    });
  const numbers = async (of: Project): Promise<number[]> => Array.from((await of.predict()).data, Number);

  it('is fitted at the end of training, kept beside the checkpoint, and loaded with it', async () => {
    const [predictor, other] = [shift(), shift()];
    const trained = project({ predictor });
    await trained.train();
    expect(predictor.seen).toEqual([
      [30, 1],
      [30, 1],
    ]);
    const loaded = project({ predictor: other });
    await loaded.load(trained.checkpoint!);
    expect(other.by).toBeCloseTo(predictor.by!, 6);
    expect(await numbers(loaded)).toEqual(await numbers(trained));
    const unlike = shift({ name: 'another' });
    await project({ predictor: unlike }).load(trained.checkpoint!);
    expect(unlike.by).toBeUndefined();
  });

  it('may be fitted to other data afterwards: what it learnt last is kept', async () => {
    const [predictor, other] = [shift(), shift()];
    const trained = project({ predictor });
    await trained.train();
    const first = predictor.by;
    await trained.fitPredictor(tinyData(10).options.dataset);
    expect(predictor.by).not.toBe(first);
    await project({ predictor: other }).load(trained.checkpoint!);
    expect(other.by).toBeCloseTo(predictor.by!, 6);
  });

  it('learns from the validation data where it says so', async () => {
    const predictor = shift({ fitOn: 'validation' });
    await project({ predictor }).train();
    expect(predictor.seen[0]).toEqual([10, 1]);
  });

  it('sees targets as steps do, after transforms', async () => {
    const predictor = shift();
    const thousandfold: Transform = {
      apply: (sample) => {
        const { data, ...target } = sample['target'] as NdArray<'float32'>;
        return { ...sample, target: { ...target, data: data.map((value) => value * 1000) } };
      },
      invert: (prediction) => tf.div(prediction as tf.Tensor, 1000),
    };
    const one = project({ predictor, data: tinyData(50, { transforms: { all: [thousandfold] } }) }, { folder: false });
    await one.fitPredictor();
    expect(Math.abs(predictor.by!)).toBeGreaterThan(100);
    expect(Math.max(...(await numbers(one)).map(Math.abs))).toBeLessThan(10);
  });

  it('is fitted on each fold of a cross-validation, never to what judges', async () => {
    const halves: Splitter = {
      split: () => [{ train: Int32Array.from({ length: 20 }, (_, i) => i), test: Int32Array.of(20, 21, 22) }],
    };
    const made = shift();
    const make = (predictor: Predictor): Project =>
      project({}, { learner: () => tinyLearner({ data: undefined, predictor, metrics: [{ ...absoluteError(), on: 'prediction', stages: ['test'] }] }), data: tinyData() }); // prettier-ignore
    await make(made).crossValidate({ splitter: halves });
    expect(made.seen[0]).toEqual([20, 1]);
    const watching = shift({ fitOn: 'validation' });
    await make(watching).crossValidate({ splitter: halves });
    // A tenth of what is learnt from.
    expect(watching.seen[0]).toEqual([2, 1]);
  });

  it('does not take the training with it where it fails', async () => {
    const warned = jest.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
    const fit = (): never => {
      throw new TypeError('not a function');
    };
    const trained = project({ predictor: shift({ fit }) });
    expect((await trained.train()).status).toBe('completed');
    expect(warned).toHaveBeenCalledWith(
      expect.stringContaining("'shift' failed with: not a function"),
      expect.objectContaining({ code: 'LML_PREDICTOR_NOT_FITTED' }),
    );
    await expect(trained.predict()).rejects.toMatchObject({ code: 'LML_NOT_FITTED' });
  });

  it('is refused before training where the data that it learns from are not there', async () => {
    const trained = project({ predictor: shift({ fitOn: 'validation' }), data: tinyData(50, { split: undefined }) });
    await expect(trained.train()).rejects.toMatchObject({
      code: 'LML_INCOMPLETE_LEARNER',
      message: expect.stringContaining('split: { validation: 0.2 }') as string,
    });
  });

  it('and metrics that would look at it in training, before it is fitted, are refused beforehand', async () => {
    const metrics = [{ ...absoluteError(), on: 'prediction' } as const];
    await expect(project({ predictor: shift(), metrics }).train()).rejects.toMatchObject({
      code: 'LML_NOT_FITTED',
      message: expect.stringContaining("stages: ['test']") as string,
    });
    const tested = project({ predictor: shift(), metrics: [{ ...metrics[0]!, stages: ['test'] }] });
    await tested.train();
    expect((await tested.test())['test/absolute-error']).toBeGreaterThan(0);
  });

  it('is refused where it is damaged, or learnt with other weights', async () => {
    const trained = project({ predictor: shift() });
    await trained.train();
    const file = join(trained.checkpoint!, 'predictor', 'state.safetensors');
    const bytes = await readFile(file);
    bytes[bytes.length - 1]! ^= 1;
    await writeFile(file, bytes);
    const loaded = project({ predictor: shift() });
    await expect(loaded.load(trained.checkpoint!)).rejects.toMatchObject({ code: 'LML_CHECKPOINT' });
    await trained.fitPredictor();
    await loaded.load(trained.checkpoint!);
    const manifest = join(trained.checkpoint!, 'predictor', 'manifest.json');
    await writeFile(manifest, (await readFile(manifest, 'utf8')).replace('shift', 'shaft'));
    await expect(loaded.load(trained.checkpoint!)).rejects.toMatchObject({ code: 'LML_CHECKPOINT' });
  });

  it('is refused data without targets, and trees where it takes none', async () => {
    const one = project({ predictor: shift() }, { folder: false });
    const unlabelled = { length: 1, open: () => Promise.resolve(), get: () => ({ input: ndArray([1, 2, 3]) }) };
    await expect(one.fitPredictor(unlabelled)).rejects.toMatchObject({ code: 'LML_INCOMPLETE_LEARNER' });
    const records = { ...unlabelled, get: () => ({ input: ndArray([1, 2, 3]), target: { a: ndArray([1]) } }) };
    await expect(one.fitPredictor(records)).rejects.toMatchObject({ code: 'LML_INVALID_ARGUMENT' });
  });
});
