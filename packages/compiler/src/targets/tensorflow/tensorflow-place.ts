import type { NativeBinding } from '@lml/core/engine';

import type { StatePlace } from '../../engine/target.js';
import type { GraphData } from '../../graph/graph.js';
import { storageShape, type Storage } from '../../layout/storage.js';
import { storageNodes } from './emitter.js';
import { createTensor, joined, type Session } from './session.js';

/** Where numbers are: on the host, in a tensor by itself, or in a variable of a session. */
type Location =
  | { readonly kind: 'host'; readonly data: GraphData }
  | { readonly kind: 'tensor'; readonly id: number }
  | { readonly kind: 'variable'; readonly session: Session; readonly index: number };

/** The numbers of a storage. They stay in the session that used them last, and go to the next one as a tensor, without the host. */
export class TensorflowPlace implements StatePlace {
  private location: Location;

  constructor(
    private readonly binding: NativeBinding,
    private readonly storage: Storage,
    data: GraphData,
  ) {
    this.location = { kind: 'host', data };
  }

  /** Puts the numbers into a variable of a session, unless they are there. What was in it leaves. */
  enter(session: Session, index: number): void {
    if (session.occupants[index] === this) return;
    session.occupants[index]?.leave();
    const id = this.takeTensor();
    const [given, taken] = [storageNodes.given(index), storageNodes.taken(index)].map((node) => joined([node]));
    try {
      this.free(session.run([id], given!, taken!).map((tensor) => tensor.id));
    } catch (error) {
      this.location = { kind: 'tensor', id };
      throw error;
    }
    this.free([id]);
    session.occupants[index] = this;
    this.location = { kind: 'variable', session, index };
  }

  /** Takes the numbers out of the session that they are in. */
  leave(): void {
    if (this.location.kind === 'variable') this.location = { kind: 'tensor', id: this.takeTensor() };
  }

  read(): Promise<GraphData> {
    const { location, binding } = this;
    if (location.kind === 'host') return Promise.resolve(location.data);
    const id = location.kind === 'tensor' ? location.id : this.fetch(location.session, location.index);
    const data = binding.tensorDataSync(id) as GraphData;
    if (location.kind === 'variable') this.free([id]);
    return Promise.resolve(data);
  }

  dispose(): void {
    const { location } = this;
    if (location.kind === 'tensor') this.free([location.id]);
    if (location.kind === 'variable') location.session.occupants[location.index] = undefined;
    this.location = { kind: 'host', data: new Float32Array() };
  }

  /** The numbers as a tensor, which is the caller's; they are nowhere else any more. */
  private takeTensor(): number {
    const { location, storage } = this;
    switch (location.kind) {
      case 'host':
        return createTensor(this.binding, location.data, storage.dtype, storageShape(storage));
      case 'tensor':
        return location.id;
      case 'variable':
        location.session.occupants[location.index] = undefined;
        return this.fetch(location.session, location.index);
    }
  }

  private fetch(session: Session, index: number): number {
    return session.run([], '', joined([storageNodes.read(index)]))[0]!.id;
  }

  private free(ids: readonly number[]): void {
    for (const id of ids) this.binding.deleteTensor(id);
  }
}
