import { availableParallelism, cpus, totalmem } from 'node:os';

import type { Machine } from './platform.js';

/** This machine, as Node knows it. */
export function machine(): Machine {
  // The limit of a container, where there is one: else 0, or more than any machine has.
  const limit = process.constrainedMemory?.() ?? 0;
  const memory = totalmem();
  return {
    processor: cpus()[0]?.model.trim().replaceAll(/\s+/g, ' ') || undefined,
    cores: availableParallelism(),
    memory: limit > 0 ? Math.min(limit, memory) : memory,
    system: process.platform,
    architecture: process.arch,
    runtime: `Node ${process.versions.node}`,
  };
}
