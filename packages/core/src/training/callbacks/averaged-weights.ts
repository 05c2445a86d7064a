import type { NdArray } from '../../data/nd-array.js';
import type { Model } from '../../learning/model.js';
import { moveAverages } from '../../learning/move-averages.js';
import type { StateContext } from '../../learning/owned-state.js';
import type { HookContext } from '../../learning/step-hooks.js';
import type { StateEntry } from '../../steps/state.js';
import type { StepContext } from '../../steps/step-context.js';
import type { Tensors } from '../../tensorflow/tensor-tree.js';

/** Before the names of averages in the state of a callback. */
export const AVERAGE = 'average/';

/** Averages of weights as the state of a callback: `average/<weight>`, at first the weights' own values. */
export interface AveragedWeights {
  /** The state, of what is trained, and of the model's buffers with `buffers`. */
  state(context: StateContext): StateEntry[];
  /** The averages after one more value of each weight; where `copies` is 1 they are the values. */
  move(updated: Tensors, context: HookContext, numbers: Readonly<Record<'share' | 'copies', string>>): void;
  /** The averages in place of the weights. */
  used(parameters: Tensors, context: StepContext): Tensors;
}

/** Averages of what is trained, and of running statistics and the like where `buffers` says so. */
export function averagedWeights(buffers: boolean): AveragedWeights {
  /** The names of averaged buffers, and of the weight with whose update they move. */
  let moved: { readonly buffers: readonly string[]; readonly beside: string | undefined } = { buffers: [], beside: undefined }; // prettier-ignore
  return {
    state({ model, weights, parameters }) {
      moved = { buffers: buffers ? buffersOf(model) : [], beside: parameters[0] };
      return [...parameters, ...moved.buffers].map((name) => averageOf(name, weights[name]!));
    },
    move(updated, context, { share, copies }) {
      // Several training steps have their turns on a batch, but the statistics are those of all of them.
      const beside = moved.beside !== undefined && moved.beside in updated ? moved.buffers : [];
      const statistics = Object.fromEntries(beside.map((name) => [name, context.readWeight(name)]));
      for (const values of [updated, statistics]) {
        const averages = Object.fromEntries(Object.keys(values).map((name) => [name, context.read(AVERAGE + name)]));
        const next = moveAverages(averages, values, context.hyper(share), context.hyper(copies));
        for (const [name, value] of Object.entries(next)) context.write(AVERAGE + name, value);
      }
    },
    used: (parameters, context) =>
      Object.fromEntries([...Object.keys(parameters), ...moved.buffers].map((name) => [name, context.read(AVERAGE + name)])), // prettier-ignore
  };
}

/** The names of running statistics and the like: what a model keeps and moves, and does not train. */
export function buffersOf({ weights }: Model): string[] {
  const moving = weights.filter(({ trainable, frozen, dtype }) => !trainable && frozen !== true && dtype === 'float32');
  return moving.map(({ name }) => name);
}

/** The state for the average of a weight. */
export function averageOf(name: string, value: NdArray): StateEntry {
  return { name: AVERAGE + name, shape: value.shape, dtype: 'float32', trainable: false, value };
}
