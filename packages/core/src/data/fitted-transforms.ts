import { CheckpointError } from '../errors/checkpoint-error.js';
import { NotFittedError } from '../errors/not-fitted-error.js';
import { RandomStreams } from '../random/random-streams.js';
import { checkSample } from './check-read.js';
import { isDataset, lengthOf, type Dataset, type IterableDataset } from './dataset.js';
import type { NdArray } from './nd-array.js';
import { sampleContext } from './sample-context.js';
import { nameSource, sourceOf } from './sample-source.js';
import type { Sample } from './sample.js';
import type { Stage } from './stage.js';
import { transformChain } from './transform-chain.js';
import type { Transform, TransformState } from './transform.js';

/** Transforms of all stages, and those of each stage, which follow them. */
export type StageTransforms = { readonly [S in Stage | 'all']?: readonly Transform[] | undefined };

/** Where what transforms have learnt stands in a checkpoint. */
export const TRANSFORM_PREFIX = 'transform/';

/** The transforms of a stage, one after the other. */
export function transformsOf({ all = [], ...stages }: StageTransforms, stage: Stage): readonly Transform[] {
  return [...all, ...(stages[stage] ?? [])];
}

/** A transform that learns, by its place: `all/0`, `train/1`. */
interface Learning {
  readonly place: string;
  readonly transform: Transform;
  /** Those before it in its chain. */
  readonly before: readonly Transform[];
}

/** What the transforms of a data module have learnt. Folds share transforms, but not what these learn. */
export class FittedTransforms {
  private readonly learning: readonly Learning[];
  private readonly learnt = new Map<Transform, TransformState>();

  constructor(transforms: StageTransforms) {
    const chains = Object.entries(transforms) as [Stage | 'all', readonly Transform[] | undefined][];
    this.learning = chains.flatMap(([chain, own = []]) =>
      own.flatMap((transform, index) => {
        if (transform.fit === undefined) return [];
        const above = chain === 'all' ? [] : (transforms.all ?? []);
        return [{ place: `${chain}/${index}`, transform, before: [...above, ...own.slice(0, index)] }];
      }),
    );
  }

  /** Whether each that learns has learnt. */
  get isFitted(): boolean {
    return this.learning.every(({ transform }) => this.learnt.has(transform));
  }

  /**
   * Fits what has not learnt yet to the training samples, those of all training sets.
   *
   * @throws `LML_NOT_FITTED` where there are no training data.
   */
  async fit(datasets: readonly (Dataset | IterableDataset)[], seed: number): Promise<void> {
    for (const { place, transform, before } of this.learning) {
      if (this.learnt.has(transform)) continue;
      if (datasets.length === 0)
        throw new NotFittedError(
          `The transform '${place}' learns from training data, and there are none. Train first, or load a checkpoint: project.load(path).`,
        );
      await transform.fit!(samplesOf(datasets, before, seed, place));
      this.learnt.set(transform, stateOf(transform, place));
    }
  }

  /** Gives transforms what they have learnt here: since then they may have learnt from other data, those of a fold say. */
  restore(): void {
    for (const [transform, state] of this.learnt) transform.load!(state);
  }

  /** What was learnt, by name: `transform/all/0/mean`. */
  state(): Record<string, NdArray> {
    const entries = this.learning.flatMap(({ place, transform }) =>
      Object.entries(this.learnt.get(transform) ?? {}).map(
        ([name, array]) => [`${TRANSFORM_PREFIX}${place}/${name}`, array] as const,
      ),
    );
    return Object.fromEntries(entries);
  }

  /**
   * Takes over what was learnt.
   *
   * @throws `LML_CHECKPOINT` where it is of other transforms.
   */
  load(state: Readonly<Record<string, NdArray>>): void {
    const left = new Set(Object.keys(state));
    for (const { place, transform } of this.learning) {
      const prefix = `${TRANSFORM_PREFIX}${place}/`;
      const names = Object.keys(state).filter((name) => name.startsWith(prefix));
      if (names.length === 0) throw otherTransforms(`it has nothing for '${place}'`);
      for (const name of names) left.delete(name);
      const own = Object.fromEntries(names.map((name) => [name.slice(prefix.length), state[name]!]));
      transform.load!(own);
      this.learnt.set(transform, own);
    }
    const [extra] = left;
    if (extra !== undefined) throw otherTransforms(`it has '${extra}' besides`);
  }
}

function otherTransforms(reason: string): CheckpointError {
  return new CheckpointError(
    `The checkpoint is of other transforms: ${reason}. Give data the transforms that the run had, in the same places.`,
  );
}

function stateOf(transform: Transform, place: string): TransformState {
  const state = transform.state!();
  if (state !== undefined && Object.keys(state).length > 0) return state;
  throw new NotFittedError(
    `The transform '${place}' was fitted, but its state is empty. Let state give what fit has learnt.`,
  );
}

/** The samples of datasets as some transforms give them; they can be gone through more than once. */
export function samplesOf(
  datasets: readonly (Dataset | IterableDataset)[],
  transforms: readonly Transform[],
  seed: number,
  place: string,
): AsyncIterable<Sample> {
  const streams = new RandomStreams(seed);
  const chain = transformChain(transforms, seed, `fit/${place}`);
  return {
    async *[Symbol.asyncIterator]() {
      let position = 0;
      for (const dataset of datasets) {
        const context = (at: number) => sampleContext(streams, `fit/${place}/dataset`, 0, at);
        if (isDataset(dataset)) {
          for (let index = 0; index < lengthOf(dataset); index++, position++) {
            const nameOf = (): string => nameSource(sourceOf(dataset, index));
            const sample: unknown = await dataset.get(index, context(position));
            checkSample(sample, nameOf, 'get');
            yield await chain.ofSample(sample, 0, position, nameOf);
          }
        } else {
          for await (const sample of dataset.iterate({ ...context(position), seed })) {
            const at = position++;
            yield await chain.ofSample(sample, 0, at, () => `sample ${at}`);
          }
        }
      }
    },
  };
}
