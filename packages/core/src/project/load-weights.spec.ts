import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import * as tf from '@tensorflow/tfjs';

import {
  columnarDataset,
  defineLearner,
  defineModel,
  eager,
  freeze,
  fromLayers,
  mapWeights,
  modelCheckpoint,
  modelGroup,
  ndArray,
  Project,
  readCheckpoint,
  type Model,
  type UnlabelledBatch,
} from '../index.js';
import { currentStepContext } from '../steps/step-context.js';
import { descent, tinyData } from '../training/tiny-learner.fixture.js';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lml-load-'));
});

afterEach(() => rm(folder, { recursive: true }));

const layers = (inputSize: number, units: number): Model =>
  fromLayers(() => tf.sequential({ layers: [tf.layers.dense({ units, inputShape: [inputSize] })] }));

const plain = defineLearner<UnlabelledBatch>({
  batchForward: ({ input }, { model }) => model.apply(input),
  computeLoss: (output) => tf.mean(tf.square(tf.sub(output, 1))),
});

const projectOf = (model: Model, learner = plain, seed = 0): Project =>
  new Project({
    learner: learner({ model, data: tinyData(20), optimizer: descent(0.05) }),
    trainer: {
      maxEpochs: 2,
      loggers: [],
      progressBar: false,
      engine: eager(),
      callbacks: [modelCheckpoint({ frozen: 'reference' })],
    },
    folder,
    seed,
  });

/** Moves the teacher's kernel, though it is frozen. */
const averaging = (student: Model): typeof plain =>
  defineLearner<UnlabelledBatch>({
    batchForward: ({ input }) => student.apply(input),
    computeLoss(output, _, { training }) {
      const name = 'teacher/dense_0/kernel';
      const context = currentStepContext()!;
      if (training) context.write(name, tf.mul(0.9, context.read(name)));
      return tf.mean(tf.square(output));
    },
  });

const dataset = columnarDataset(() => ({ input: ndArray([[1, -2, 3]]) }));

describe('A checkpoint of a model group', () => {
  const trained = async (inner: number): Promise<[Project, Record<string, Model>]> => {
    const models = { encoder: layers(3, inner), decoder: layers(inner, 3) };
    const group = modelGroup(models);
    const whole = defineLearner<UnlabelledBatch>({
      batchForward: ({ input }) => group.models.decoder.apply(group.models.encoder.apply(input)),
      computeLoss: (output, { input }) => tf.mean(tf.squaredDifference(output, input)),
    });
    const project = projectOf(group, whole);
    await project.train();
    return [project, models];
  };

  it('gives a learner of one member the weights of the only one that fits', async () => {
    const [{ checkpoint }, { encoder }] = await trained(2);
    const alone = projectOf(layers(3, 2));
    await alone.load(checkpoint!);
    expect(await alone.learner.model.getWeights()).toEqual(await encoder!.getWeights());
    const predicted = await alone.predict({ dataset, raw: true });
    expect(predicted.data).toEqual(await encoder!.apply(tf.tensor2d([[1, -2, 3]])).data());
  });

  it('asks which where several fit, and takes the one that is named', async () => {
    const [{ checkpoint }, { decoder }] = await trained(3);
    const alone = projectOf(layers(3, 3));
    await expect(alone.load(checkpoint!)).rejects.toMatchObject({
      code: 'LML_CHECKPOINT',
      message: expect.stringMatching(/several members fit this model: decoder, encoder\. Say which: .*member: 'decoder'/) as string, // prettier-ignore
    });
    await alone.load(checkpoint!, { member: 'decoder' });
    expect(await alone.learner.model.getWeights()).toEqual(await decoder!.getWeights());
    await expect(alone.load(checkpoint!, { member: 'head' })).rejects.toThrow(/no member 'head'.*decoder, encoder/);
    await expect(alone.load(checkpoint!, { members: 'decoder' } as never)).rejects.toMatchObject({
      code: 'LML_INVALID_OPTIONS',
    });
    await expect(projectOf(layers(3, 5)).load(checkpoint!)).rejects.toThrow(/of another model/);
  });
});

describe("modelCheckpoint({ frozen: 'reference' })", () => {
  /** A model of which a large part is frozen, with a low-rank update. */
  const adapted = (base: Model): Model =>
    mapWeights(
      freeze(base),
      (name, read) => (name === 'dense_0/kernel' ? tf.add(read(name), tf.matMul(read('a'), read('b'))) : read(name)),
      { weights: { a: { shape: [3, 1] }, b: { shape: [1, 2000], initializer: 'zeros' } } },
    );

  it('leaves frozen weights out, and takes them from a model with the same base', async () => {
    const project = projectOf(adapted(layers(3, 2000)));
    await project.train();
    const { manifest, weights } = await readCheckpoint(project.checkpoint!);
    expect(Object.keys(weights)).toEqual(['a', 'b']);
    expect(Object.keys(manifest.frozen!)).toEqual(['dense_0/kernel', 'dense_0/bias']);
    const { size } = await stat(join(project.checkpoint!, 'weights.safetensors'));
    // 2,003 of 10,003 numbers, and a header.
    expect(size).toBeLessThan(2003 * 4 + 200);
    const other = projectOf(adapted(layers(3, 2000)));
    await other.load(project.checkpoint!);
    expect(await other.learner.model.getWeights()).toEqual(await project.learner.model.getWeights());
  });

  it('is gone on from with the same bits', async () => {
    const whole = projectOf(adapted(layers(3, 2000)));
    await whole.train();
    const ids = (await readdir(join(whole.folder!, 'checkpoints'))).sort();
    const again = projectOf(adapted(layers(3, 2000)));
    await again.train({ resumeFrom: join(whole.folder!, 'checkpoints', ids.at(-1)!) });
    expect(await again.learner.model.getWeights()).toEqual(await whole.learner.model.getWeights());
  });

  it('says what is needed where the base is another', async () => {
    const project = projectOf(adapted(layers(3, 2000)));
    await project.train();
    const other = projectOf(adapted(layers(3, 2000)), plain, 1);
    const expected = {
      code: 'LML_CHECKPOINT',
      message: expect.stringMatching(/leaves out 2 frozen weights .* of 'dense_0\/kernel' it means the values with the SHA-256 \w{64}, and this model has \w{64}\. Make the model from the same base/) as string, // prettier-ignore
    };
    await expect(other.load(project.checkpoint!)).rejects.toMatchObject(expected);
    await expect(other.train({ resumeFrom: project.checkpoint! })).rejects.toMatchObject(expected);
    const apart = defineModel({ inputs: [null, 3], weights: { a: { shape: [3, 1] } }, forward: (x) => x });
    await expect(projectOf(apart).load(project.checkpoint!)).rejects.toThrow(/this model has no such weight/);
  });

  it('keeps what is frozen and yet written, by a learner that averages', async () => {
    const student = layers(3, 1);
    const group = modelGroup({ student, teacher: freeze(layers(3, 1)) });
    const project = projectOf(group, averaging(group.models.student));
    await project.train();
    const { manifest, weights } = await readCheckpoint(project.checkpoint!);
    expect(Object.keys(manifest.frozen!)).toEqual(['teacher/dense_0/bias']);
    const trained = await group.getWeights();
    expect(weights['teacher/dense_0/kernel']!.data).toEqual(trained['teacher/dense_0/kernel']!.data);
  });
});
