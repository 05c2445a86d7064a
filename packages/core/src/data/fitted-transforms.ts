import { CheckpointError } from '../errors/checkpoint-error.js';
import { NotFittedError } from '../errors/not-fitted-error.js';
import { isDataset, type Dataset, type IterableDataset } from './dataset.js';
import type { NdArray } from './nd-array.js';
import { batchesOf, samplesOf } from './read-all.js';
import type { Stage } from './stage.js';
import type { FitContext, Transform, TransformState } from './transform.js';

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
  private names: readonly string[] | undefined;

  constructor(transforms: StageTransforms) {
    const chains = Object.entries(transforms) as [Stage | 'all', readonly Transform[] | undefined][];
    this.learning = chains.flatMap(([chain, own = []]) =>
      own.flatMap((transform, index) => {
        if ((transform.fit ?? transform.fitBatches) === undefined) return [];
        const above = chain === 'all' ? [] : (transforms.all ?? []);
        return [{ place: `${chain}/${index}`, transform, before: [...above, ...own.slice(0, index)] }];
      }),
    );
  }

  /** The names of the classes that the first transform to name some has learnt here. */
  get classNames(): readonly string[] | undefined {
    return this.names;
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
    const context: FitContext = { sets: datasets.length, isStream: !datasets.every(isDataset) };
    for (const { place, transform, before } of this.learning) {
      if (this.learnt.has(transform)) continue;
      if (datasets.length === 0)
        throw new NotFittedError(
          `The transform '${place}' learns from training data, and there are none. Train first, or load a checkpoint: project.load(path).`,
        );
      if (transform.fitBatches === undefined) await transform.fit!(samplesOf(datasets, before, seed, place), context);
      else await transform.fitBatches(batchesOf(datasets, before, seed, place), context);
      this.learnt.set(transform, stateOf(transform, place));
      this.names ??= transform.classNames;
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
    this.names = undefined;
    for (const { place, transform } of this.learning) {
      const prefix = `${TRANSFORM_PREFIX}${place}/`;
      const names = Object.keys(state).filter((name) => name.startsWith(prefix));
      if (names.length === 0) throw otherTransforms(`it has nothing for '${place}'`);
      for (const name of names) left.delete(name);
      const own = Object.fromEntries(names.map((name) => [name.slice(prefix.length), state[name]!]));
      transform.load!(own);
      this.learnt.set(transform, own);
      this.names ??= transform.classNames;
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
