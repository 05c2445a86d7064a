import { localFiles, type NativeBinding, type NativeTensor, type NativeValues } from '@lml/core/engine';

import type { Program } from '../../engine/target.js';
import type { GraphData, GraphDType } from '../../graph/graph.js';
import { TAG } from './encode-saved-model.js';
import type { TensorflowPlace } from './tensorflow-place.js';

/** A session of TensorFlow with a graph, and the state that is in its variables. */
export class Session implements Program {
  /** What is in each variable, by the index of the storage. */
  readonly occupants: (TensorflowPlace | undefined)[] = [];

  /** Single numbers that were fed, and their tensors, by the position among what is fed. */
  private readonly numbers = new Map<number, { readonly value: number; readonly id: number }>();

  private constructor(
    private readonly binding: NativeBinding,
    private readonly id: number,
  ) {}

  /** Loads a SavedModel, by way of a folder, since there is no other. */
  static async load(binding: NativeBinding, model: Uint8Array): Promise<Session> {
    const files = localFiles('The engine tensorflow');
    const folder = await files.temporaryFolder();
    try {
      await files.write(`${folder}/saved_model.pb`, model);
      return new Session(binding, binding.loadSavedModel(folder, TAG));
    } finally {
      await files.remove(folder);
    }
  }

  /**
   * The tensor of a single number that is fed: that of before while the number is the same, as most numbers of an optimizer are. It
   * stays the session's.
   */
  numberFed(position: number, data: GraphData, dtype: GraphDType): number {
    const value = data[0]!;
    const known = this.numbers.get(position);
    if (known !== undefined && Object.is(known.value, value)) return known.id;
    if (known !== undefined) this.binding.deleteTensor(known.id);
    // A copy: the array is filled anew.
    const id = createTensor(this.binding, data.slice(), dtype, []);
    this.numbers.set(position, { value, id });
    return id;
  }

  /** Runs a part of the graph; `inputs` are numbers of tensors, names are {@link joined}. What comes out belongs to the caller. */
  run(inputs: readonly number[], inputNames: string, outputNames: string): NativeTensor[] {
    return this.binding.runSavedModel(this.id, inputs, inputNames, outputNames);
  }

  /** Saves the state that is in its variables, and closes the session. */
  dispose(): void {
    for (const place of [...this.occupants]) place?.leave();
    for (const { id } of this.numbers.values()) this.binding.deleteTensor(id);
    this.binding.deleteSavedModel(this.id);
  }
}

/** The first outputs of nodes, as a session takes them. */
export function joined(nodes: readonly string[]): string {
  return nodes.map((node) => `${node}:0`).join(',');
}

/** Makes a tensor of numbers, which it may share. */
export function createTensor(
  binding: NativeBinding,
  data: GraphData,
  dtype: GraphDType,
  shape: readonly number[],
): number {
  const type = { float32: binding.TF_FLOAT, int32: binding.TF_INT32, bool: binding.TF_BOOL }[dtype];
  return binding.createTensor([...shape], type, data as NativeValues);
}
