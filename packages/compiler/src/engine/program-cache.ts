import { LRUCache } from 'lru-cache';

import type { LoweredGraph, Program } from './target.js';

/** What a program is known by: the bytes of its graph, or the graph itself. */
export type ProgramKey = Uint8Array | LoweredGraph;

/** Programs that are ready: graphs of equal bytes share one, and the least recently used is disposed when there are too many. */
export class ProgramCache {
  private readonly programs: LRUCache<ProgramKey, Program>;

  /** Holds so many programs at most. */
  constructor(limit: number) {
    this.programs = new LRUCache({ max: limit, dispose: (program) => program.dispose() });
  }

  /** Loads the program of a graph, unless it is there, and returns its key. */
  async load(graph: LoweredGraph): Promise<ProgramKey> {
    const { code } = graph;
    const known = code === undefined ? undefined : this.keyOf(code);
    const key = known ?? code ?? graph;
    if (known === undefined) this.programs.set(key, await graph.load());
    else this.programs.get(known);
    return key;
  }

  /** A program that is about to run; `undefined` if it was disposed. */
  get(key: ProgramKey): Program | undefined {
    return this.programs.get(key);
  }

  /** Whether a program is there. */
  has(key: ProgramKey): boolean {
    return this.programs.has(key);
  }

  /** Disposes all. */
  dispose(): void {
    this.programs.clear();
  }

  private keyOf(code: Uint8Array): ProgramKey | undefined {
    return [...this.programs.keys()].find((key) => key instanceof Uint8Array && sameBytes(key, code));
  }
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}
