import {
  create,
  DataModule,
  ndArray,
  type Dataset,
  type IterableDataset,
  type NoOptions,
  type Sampler,
  type Transform,
} from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import {
  blobs,
  chain,
  classification,
  contrastive,
  digits,
  fashionMnist,
  filter,
  fromIterable,
  idx,
  iris,
  labelled,
  lengthBucketedSampler,
  map,
  mat,
  moons,
  npyLabelled,
  npz,
  repeat,
  safetensors,
  tfData,
  unlabelled,
  windows,
} from './index.js';

declare const flip: Transform;
declare module '@lml/core' {
  interface TransformOptions {
    flip: NoOptions;
    crop: { size: number };
  }
}

// Every form of array is taken, and nothing else.
labelled({ inputs: [[1, 2]], targets: [0] }) satisfies Dataset;
labelled({ inputs: { left: Float32Array.of(1), right: ndArray([[1]]) }, targets: ['a'], metadata: [{ id: 1 }] });
unlabelled({ inputs: BigInt64Array.of(1n) });
labelled({ inputs: [1], targets: { kind: [1], size: { width: [2] } } }) satisfies Dataset;
// @ts-expect-error targets are arrays
labelled({ inputs: [1], targets: { a: 1 } });
// @ts-expect-error targets are needed
labelled({ inputs: [1] });
// @ts-expect-error an array of no known data type
unlabelled({ inputs: BigUint64Array.of(1n) });
// @ts-expect-error records are no values
unlabelled({ inputs: [{ a: 1 }] });

// An augmentation is a function, a transform, data that names one, or a list of them.
contrastive({ dataset: digits(), augment: (input, random) => ndArray([random.uniform()], { shape: input.shape }) });
contrastive({
  dataset: 'digits',
  augment: [flip, { name: 'crop', size: 4 }, 'flip', (input) => input],
  keepTarget: true,
});
// @ts-expect-error there is no such option
contrastive({ dataset: digits(), augment: [{ name: 'crop', sise: 4 }] });
// @ts-expect-error a number is no augmentation
contrastive({ dataset: digits(), augment: 3 });

// By name, as by function.
create('dataset', 'npy-labelled', { inputs: 'x.npy', targets: 'y.npy' }) satisfies Dataset;
create('dataset', 'iris') satisfies Dataset;
// @ts-expect-error targets are needed
npyLabelled({ inputs: 'x.npy' });
// @ts-expect-error there is no such option
create('dataset', 'digits', { normalize: true });
// @ts-expect-error there are no options
iris({ scale: true });

// Of a dataset becomes a dataset, of a stream a stream.
repeat({ dataset: digits(), times: 2 }) satisfies Dataset;
map({ dataset: digits(), apply: (sample) => sample }) satisfies Dataset;
filter({ dataset: chain({ datasets: ['iris'] }), where: () => true }) satisfies IterableDataset;
// @ts-expect-error a config may be of either
repeat({ dataset: 'iris', times: 2 }) satisfies Dataset;
// @ts-expect-error how often is not said
repeat({ dataset: digits() });
// @ts-expect-error samples are records
map({ dataset: digits(), apply: () => 3 });
create('dataset', 'concat', { datasets: ['iris', digits()] }) satisfies Dataset;
// Generators take numbers, or lists of as many as it needs.
moons({ nSamples: [3, 4], noise: 0.1 }) satisfies Dataset;
blobs({ nSamples: [3, 4] as readonly number[], centers: [[0, 1]], clusterStd: 0.5 });
classification({ shift: 'random', scale: [1, 2], weights: [0.5] });
create('dataset', 'gaussian-quantiles', { nClasses: 2 }) satisfies Dataset;
// @ts-expect-error two numbers, one a class
moons({ nSamples: [3, 4, 5] });
// @ts-expect-error no such word
classification({ shift: 'any' });
// @ts-expect-error names are those of scikit-learn in camel case
blobs({ n_samples: 3 });

// Arrays of files: targets may be left out, several inputs are a record of names.
npz({
  path: 'x.npz',
  inputs: { a: 'x', b: 'y' },
  targets: 'y',
  weights: 'w',
  classNames: ['no', 'yes'],
}) satisfies Dataset;
safetensors({ path: 'x.safetensors', inputs: 'x' });
mat({ path: 'x.mat', inputs: 'x', samplesAxis: 'last' });
idx({ inputs: 'x', scale: true, channels: true });
create('dataset', 'fashion-mnist', { train: false });
// @ts-expect-error inputs are needed
npz({ path: 'x.npz' });
// @ts-expect-error there is no such axis
mat({ path: 'x.mat', inputs: 'x', samplesAxis: 'middle' });
// @ts-expect-error an array has a name
safetensors({ path: 'x', inputs: 0 });
// @ts-expect-error there is no such option
fashionMnist({ split: 'test' });

// Samplers, by name as by function.
new DataModule({ train: digits(), sampler: lengthBucketedSampler({ column: 'target', boundaries: [1, 2] }) });
create('sampler', 'random-sampler') satisfies Sampler;
create('sampler', 'weighted-random-sampler', { weights: Float32Array.of(1, 2) }) satisfies Sampler;
// @ts-expect-error weights are needed
create('sampler', 'weighted-random-sampler');
// @ts-expect-error a rank is needed
create('sampler', 'distributed-sampler', { numReplicas: 2 });
// @ts-expect-error there are no options
create('sampler', 'sequential-sampler', { replacement: true });

// Streams from code.
fromIterable({ source: [{ input: 1 }] }) satisfies IterableDataset;
tfData({ dataset: tf.data.array([1, 2]), keys: { xs: 'image' } }) satisfies IterableDataset;
// @ts-expect-error a list is no tf.data.Dataset
tfData({ dataset: [1, 2] });
// @ts-expect-error samples are records
fromIterable({ source: [1, 2] });
// @ts-expect-error the size of windows is needed
windows({ inputs: [1, 2, 3] });
