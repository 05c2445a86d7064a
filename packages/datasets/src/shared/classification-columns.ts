import { ndArray, type RandomState } from '@lml/core';

import type { Columns } from './columns-dataset.js';
import { matrix, normalMatrix, product, shuffleFeatures, shuffleSamples, type Matrix } from './generated-columns.js';
import { cornersOf } from './hypercube.js';

/** A number for all features, one for each, or drawn. */
type PerFeature = number | readonly number[] | 'random';

/** What classes are drawn with: the options of `classification`. */
export interface ClassificationSettings {
  readonly nSamples: number;
  readonly nFeatures: number;
  readonly nInformative: number;
  readonly nRedundant: number;
  readonly nRepeated: number;
  readonly nClasses: number;
  readonly nClustersPerClass: number;
  readonly weights?: readonly number[] | undefined;
  readonly flipY: number;
  readonly classSep: number;
  readonly hypercube: boolean;
  readonly shift: PerFeature;
  readonly scale: PerFeature;
  readonly shuffle: boolean;
}

/** Draws the samples of `classification`. The order of draws is scikit-learn's, and each step goes on from the one before. */
export function classificationColumns(random: RandomState, settings: ClassificationSettings): Columns {
  const { nSamples, nFeatures, nClasses, shuffle } = settings;
  const counts = clusterSizes(settings);
  const informative = drawClusters(random, counts, settings);
  const blocks = featureBlocks(random, informative, settings);
  const input = sideBySide(blocks, nSamples);

  const target = new Int32Array(nSamples);
  let start = 0;
  for (const [cluster, count] of counts.entries()) target.fill(cluster % nClasses, start, (start += count));
  // All decisions are drawn before the first class is.
  const decisions = random.randomSample(nSamples);
  for (let at = 0; at < nSamples; at++) if (decisions[at]! < settings.flipY) target[at] = random.randint(0, nClasses);

  const shift = numbers(settings.shift, nFeatures, () => signed(random, nFeatures).map((to) => to * settings.classSep));
  const scale = numbers(settings.scale, nFeatures, () =>
    random.randomSample(nFeatures).map((share) => 1 + 100 * share),
  );
  for (let at = 0; at < input.data.length; at++)
    input.data[at] = (input.data[at]! + shift[at % nFeatures]!) * scale[at % nFeatures]!;

  if (!shuffle) return { input, target: ndArray(target) };
  const shuffled = shuffleSamples(random, { input, target: ndArray(target) });
  return { ...shuffled, input: shuffleFeatures(random, shuffled['input'] as Matrix) };
}

/** How many samples each cluster has; clusters of a class are `nClasses` apart. What is left over goes to the first ones. */
function clusterSizes({ nSamples, nClasses, nClustersPerClass, weights = [] }: ClassificationSettings): number[] {
  const given = weights.length > 0 ? [...weights] : Array<number>(nClasses).fill(1 / nClasses);
  if (given.length < nClasses) given.push(1 - given.reduce((sum, share) => sum + share, 0));
  const clusters = nClasses * nClustersPerClass;
  const counts = Array.from({ length: clusters }, (_, cluster) =>
    Math.trunc((nSamples * given[cluster % nClasses]!) / nClustersPerClass),
  );
  const left = nSamples - counts.reduce((sum, count) => sum + count, 0);
  for (let at = 0; at < left; at++) counts[at % clusters]! += 1;
  return counts;
}

/** The informative features: normal numbers, mixed in a way of its own in each cluster, around its corner. */
function drawClusters(random: RandomState, counts: readonly number[], settings: ClassificationSettings): Matrix {
  const { nSamples, nInformative: size, classSep, hypercube } = settings;
  const corners = cornersOf(random, counts.length, size).map((bit) => bit * 2 * classSep - classSep);
  if (!hypercube) {
    const [byCluster, byFeature] = [random.randomSample(counts.length), random.randomSample(size)];
    for (let at = 0; at < corners.length; at++)
      corners[at] = corners[at]! * byCluster[Math.floor(at / size)]! * byFeature[at % size]!;
  }
  const all = normalMatrix(random, nSamples, size);
  let start = 0;
  for (const [cluster, count] of counts.entries()) {
    const part = all.data.subarray(start, (start += count * size));
    const { data } = product(matrix(part, size), matrix(signed(random, size * size), size));
    part.set(data.map((value, at) => value + corners[cluster * size + (at % size)]!));
  }
  return all;
}

/** Informative, redundant, repeated and useless features, each as a matrix. */
function featureBlocks(random: RandomState, informative: Matrix, settings: ClassificationSettings): Matrix[] {
  const { nSamples, nFeatures, nInformative, nRedundant, nRepeated } = settings;
  const blocks = [informative];
  if (nRedundant > 0) blocks.push(product(informative, matrix(signed(random, nInformative * nRedundant), nRedundant)));
  if (nRepeated > 0) {
    const { data } = sideBySide(blocks, nSamples);
    const width = nInformative + nRedundant;
    const copied = random.randomSample(nRepeated).map((share) => Math.trunc((width - 1) * share + 0.5));
    const repeated = Float64Array.from(
      { length: nSamples * nRepeated },
      (_, at) => data[Math.floor(at / nRepeated) * width + copied[at % nRepeated]!]!,
    );
    blocks.push(matrix(repeated, nRepeated));
  }
  const useless = nFeatures - nInformative - nRedundant - nRepeated;
  if (useless > 0) blocks.push(normalMatrix(random, nSamples, useless));
  return blocks;
}

function sideBySide(blocks: readonly Matrix[], rows: number): Matrix {
  const width = blocks.reduce((sum, { shape }) => sum + shape[1]!, 0);
  const data = new Float64Array(rows * width);
  let start = 0;
  for (const { data: values, shape } of blocks) {
    const size = shape[1]!;
    for (let row = 0; row < rows; row++) data.set(values.subarray(row * size, (row + 1) * size), row * width + start);
    start += size;
  }
  return matrix(data, width);
}

/** Numbers from −1 to 1. */
function signed(random: RandomState, length: number): Float64Array {
  return random.randomSample(length).map((share) => 2 * share - 1);
}

function numbers(given: PerFeature, length: number, draw: () => Float64Array): ArrayLike<number> {
  if (given === 'random') return draw();
  return typeof given === 'number' ? new Float64Array(length).fill(given) : given;
}
