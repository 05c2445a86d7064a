import { platform } from '#platform';

import { createBackgroundWork } from '../background-work.js';
import type { Snapshot } from '../callback.js';

/** Milliseconds between two writings. What is replaced sooner is never written, which a crash can cost this much work at most. */
const REST = 3000;

/** How many snapshots wait at most, since each is a copy of all state: the best and the latest. */
const WAITING = 2;

/** Writes snapshots while training goes on, as long as they are wanted, and then removes what no longer is. */
export interface SnapshotWriter {
  /** Says that this run wrote a checkpoint before, which may be removed once it is not wanted. */
  owns(path: string): void;
  /**
   * Makes ready for the next snapshot: waits for what is being written, so that there are never many copies, and begins nothing
   * before {@link add} while what is wanted changes. Throws what could not be written.
   */
  ready(): Promise<void>;
  /** Takes a snapshot, in place of one with the same path, and writes it when it is time to. */
  add(snapshot: Snapshot): void;
  /** Writes all that waits, and waits for it. Throws what could not be written. */
  finish(): Promise<void>;
}

/** A writer of the snapshots whose paths `wanted` gives. An error is told to `onError` at once, and thrown by the next call. */
export function createSnapshotWriter(wanted: () => ReadonlySet<string>, onError: () => void): SnapshotWriter {
  const work = createBackgroundWork();
  const written = new Set<string>();
  let waiting: readonly Snapshot[] = [];
  let began = -Infinity;
  // Training need not ask after each batch whether it is time.
  let timer: ReturnType<typeof setTimeout> | undefined;

  const write = async (): Promise<void> => {
    // What is wanted now, not when it is done: what replaces these is not on the disk by then.
    const keep = wanted();
    const snapshots = waiting;
    waiting = [];
    try {
      for (const snapshot of snapshots) {
        written.add(snapshot.path);
        await snapshot.write().finally(() => snapshot.release());
      }
      for (const path of written) {
        if (keep.has(path)) continue;
        await platform.files?.remove(path);
        written.delete(path);
      }
    } catch (error) {
      onError();
      throw error;
    }
  };
  const hold = (): void => {
    clearTimeout(timer);
    timer = undefined;
  };
  const start = (): void => {
    hold();
    if (waiting.length === 0) return;
    began = performance.now();
    work.start(write);
  };
  return {
    owns: (path) => void written.add(path),
    async ready() {
      hold();
      await work.finish();
    },
    add(snapshot) {
      const keep = wanted();
      const isReplaced = ({ path }: Snapshot): boolean => path === snapshot.path || !keep.has(path);
      for (const replaced of waiting.filter(isReplaced)) replaced.release();
      waiting = [...waiting.filter((other) => !isReplaced(other)), snapshot];
      hold();
      const rest = waiting.length > WAITING ? 0 : began + REST - performance.now();
      if (rest <= 0) start();
      else timer = setTimeout(start, rest);
    },
    async finish() {
      await work.finish();
      start();
      await work.finish();
    },
  };
}
