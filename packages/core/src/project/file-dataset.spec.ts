import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { fromLayers } from '../adapters/layers-model.js';
import { DataModule } from '../data/data-module.js';
import { columnarDataset } from '../data/columnar.js';
import type { Dataset } from '../data/dataset.js';
import type { FileRequest } from '../data/dataset-traits.js';
import { ndArray } from '../data/nd-array.js';
import { defineComponent, registerPlugin } from '../index.js';
import { quiet } from '../training/trainer.fixture.js';
import { tinyLearner } from '../training/tiny-learner.fixture.js';
import { fileDataset } from './file-dataset.js';
import { Project } from './project.js';

// Alone: registers readers of files.

const requests: FileRequest[] = [];

/** Two samples, whose features are called as the options say. */
function table({ path, columns = ['x', 'y', 'z'], target }: TableOptions): Dataset & { readonly path: string } {
  const arrays = columnarDataset(() => ({
    input: ndArray([columns.map((_, at) => at), columns.map(() => 1)]),
    ...(target !== undefined && { target: ndArray([[1], [2]]) }),
  }));
  return Object.defineProperties(
    {},
    {
      ...Object.getOwnPropertyDescriptors(arrays),
      path: { value: path },
      inputNames: { value: columns },
    },
  ) as Dataset & { readonly path: string };
}

const shape = {
  /** The file. */
  path: z.string().describe('The file.'),
  /** The names of the features. */
  columns: z.array(z.string()).optional().describe('The names of the features.'),
  /** The target. */
  target: z.string().optional().describe('The target.'),
};
type TableOptions = z.output<z.ZodObject<typeof shape>>;

function reader(name: string, extensions?: readonly string[]) {
  return defineComponent({
    kind: 'dataset',
    name,
    summary: 'For tests.',
    schema: z.strictObject(shape),
    extensions,
    forFile(request: FileRequest) {
      requests.push(request);
      const { path, options, inputNames, isAlike } = request;
      return { path, columns: isAlike ? options['columns'] : inputNames };
    },
    create: table,
  });
}
const [first, second, any] = [reader('first', ['.one', '.both']), reader('second', ['.two', '.both']), reader('any')];
const plain = defineComponent({
  kind: 'dataset',
  name: 'plain-reader',
  summary: 'For tests.',
  schema: z.strictObject({ path: shape.path }),
  extensions: ['.plain'],
  create: ({ path }) => table({ path }),
});
registerPlugin({ name: 'lml-plugin-files', version: '1.0.0', apiVersion: 1, components: [first, second, any, plain] });

const pathOf = (dataset: unknown): string => (dataset as { path: string }).path;

beforeEach(() => requests.splice(0));

describe('fileDataset', () => {
  it('reads a file by the end of its name, whatever its case, compressed, or under a URL', () => {
    for (const path of ['a.one', 'a.ONE', 'a.one.gz', 'https://example.org/a.one?version=2#x']) {
      const dataset = fileDataset(path, { inputNames: ['x', 'y'] });
      expect([pathOf(dataset), dataset.inputNames]).toEqual([path, ['x', 'y']]);
    }
    expect(requests[0]).toEqual({ path: 'a.one', options: {}, isAlike: false, inputNames: ['x', 'y'] });
    expect(pathOf(fileDataset('a.plain'))).toBe('a.plain');
  });

  it('reads it with the options of the data that were learnt from, where their reader reads such files', () => {
    const like = second({ path: 'train.two', columns: ['a', 'b'], target: 't' });
    const dataset = fileDataset('new.both', { like, inputNames: ['a', 'b'] });
    expect([pathOf(dataset), dataset.inputNames]).toEqual(['new.both', ['a', 'b']]);
    expect(requests).toEqual([
      {
        path: 'new.both',
        options: { path: 'train.two', columns: ['a', 'b'], target: 't' },
        isAlike: true,
        inputNames: ['a', 'b'],
      },
    ]);
    expect(pathOf(fileDataset('new', { like: any({ path: 'train' }) }))).toBe('new');
  });

  it('hands the options of another reader on as what is known of the data', () => {
    const like = second({ path: 'train.two', columns: ['a', 'b'] });
    expect(fileDataset('new.one', { like, inputNames: ['a', 'b'] }).inputNames).toEqual(['a', 'b']);
    expect(requests[0]).toMatchObject({ options: { path: 'train.two' }, isAlike: false });
  });

  it('says which files can be read', () => {
    expect(() => fileDataset('new.docx')).toThrow(
      /file must be one whose name ends in \.one, \.both, \.plain, \.two, got 'new\.docx'\. What reads other files is a dataset of its own.*LML_INVALID_ARGUMENT/,
    );
  });
});

describe('project.predict', () => {
  const learner = (): ReturnType<typeof tinyLearner> =>
    tinyLearner({
      data: new DataModule({ train: first({ path: 'train.one', target: 't' }), batchSize: 2 }),
      model: fromLayers(() => tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [3] })] })),
    });
  const trained = async (): Promise<Project> => {
    const project = new Project({ learner: learner(), trainer: { ...quiet, maxEpochs: 1 }, seed: 1, folder: false });
    await project.train();
    return project;
  };

  it('predicts a file', async () => {
    const project = await trained();
    expect(await project.predict({ file: 'new.one' })).toMatchObject({ shape: [2, 1] });
    await expect(project.predict({ file: 'new.one', dataset: first({ path: 'a.one' }) })).rejects.toThrow(
      /file must be left out where a dataset is given/,
    );
    await expect(project.predict({ file: 'new.docx' })).rejects.toThrow(/file must be one whose name ends in/);
  });

  it.each([
    [['x', 'z', 'y'], /not those that the model has learnt from, 'x', 'y', 'z', but in another order: 'x', 'z', 'y'/],
    [['x', 'q', 'z'], /but without 'y' and with 'q' besides\. Look at where they come from/],
    [['x', 'y'], /but without 'z'\./],
    [Array.from({ length: 30 }, (_, at) => `c${at}`), /with 'c0', .*'c19' and 10 more besides/],
  ])('refuses samples with the columns %j', async (columns, message) => {
    const project = await trained();
    const predicting = project.predict({ dataset: first({ path: 'a.one', columns }) });
    await expect(predicting).rejects.toThrow(message);
    await expect(predicting).rejects.toMatchObject({ code: 'LML_OTHER_COLUMNS' });
  });

  it('takes samples whose columns have no names', async () => {
    const project = await trained();
    const dataset = columnarDataset(() => ({ input: ndArray([[1, 2, 3]]) }));
    expect(await project.predict({ dataset })).toMatchObject({ shape: [1, 1] });
  });

  it('refuses test data with other columns', async () => {
    const train = first({ path: 'train.one', target: 't' });
    const test = first({ path: 'test.one', target: 't', columns: ['z', 'y', 'x'] });
    const project = new Project({
      learner: tinyLearner({ data: new DataModule({ train, test, batchSize: 2 }) }),
      trainer: { ...quiet, maxEpochs: 1 },
      folder: false,
    });
    await project.train();
    await expect(project.test()).rejects.toThrow(/The columns of the test data are not those/);
  });
});
