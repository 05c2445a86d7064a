import { z } from 'zod';

import { platform } from '#platform';

import { ambient } from '../node/ambient.js';
import { sha256 } from '../node/sha256.js';
import type { Candidate } from './candidates.js';

/** What a file of a choice has at most. */
const FILE_BYTES = 2 ** 16;

const choiceSchema = z.object({
  engine: z.string(),
  probes: z.record(z.string(), z.object({ notice: z.string(), seconds: z.number().positive() })),
});

/** Which engine was chosen by probes, and what they measured. */
export interface EngineChoice {
  /** The name of the engine that was chosen, one of `probes`. */
  readonly engine: string;
  /** Of each engine that was measured what it said of itself, and its seconds a step. */
  readonly probes: Readonly<Record<string, { readonly notice: string; readonly seconds: number }>>;
}

/** What is remembered of choices, by machine and versions. */
export interface ChoiceStore {
  /** The choice that was made under these circumstances, if there is one. */
  find(circumstances: string): Promise<EngineChoice | undefined>;
  /** Remembers a choice, unless another was made meanwhile, that is not `outdated`. Gives the one that holds. */
  keep(circumstances: string, choice: EngineChoice, outdated?: EngineChoice): Promise<EngineChoice>;
}

/** All on which a choice among engines depends, as far as it is known before they are started. */
export function circumstancesOf(candidates: readonly Candidate[]): string {
  const { processor, cores, system, architecture, runtime } = platform.machine;
  const engines = candidates.map(({ version }) => version);
  return JSON.stringify({ processor, cores, system, architecture, runtime, engines });
}

/** Choices of this process. */
const made = ambient('engine-choices', () => new Map<string, EngineChoice>());

/** Choices in memory, and where there are files in the user's cache folder, one in each. */
export const choiceStore: ChoiceStore = {
  async find(circumstances) {
    return made.get(circumstances) ?? readChoice(circumstances);
  },
  async keep(circumstances, choice, outdated) {
    // Processes that began at the same time are to take the same engine.
    const earlier = made.get(circumstances) ?? (await readChoice(circumstances));
    const holds = earlier === undefined || isEqual(earlier, outdated) ? choice : earlier;
    made.set(circumstances, holds);
    if (holds === choice) await writeChoice(circumstances, choice);
    return holds;
  },
};

/** Where a choice is kept, if the user has such a folder. */
export async function choiceFile(circumstances: string): Promise<string | undefined> {
  if (platform.cacheFolder === undefined) return undefined;
  const name = await sha256(new TextEncoder().encode(circumstances));
  return `${platform.cacheFolder}/engines/${name.slice(0, 16)}.json`;
}

/** What is in the file of a choice. One that cannot be read, or that was damaged, counts as none: what is in it can be measured anew. */
async function readChoice(circumstances: string): Promise<EngineChoice | undefined> {
  const file = await choiceFile(circumstances);
  if (file === undefined) return undefined;
  try {
    const content: unknown = JSON.parse(new TextDecoder().decode(await platform.files!.read(file, FILE_BYTES)));
    const { success, data } = z.object({ ...choiceSchema.shape, circumstances: z.unknown() }).safeParse(content);
    if (!success || JSON.stringify(data.circumstances) !== circumstances) return undefined;
    return Object.hasOwn(data.probes, data.engine) ? { engine: data.engine, probes: data.probes } : undefined;
  } catch {
    return undefined;
  }
}

function isEqual(a: EngineChoice, b: EngineChoice | undefined): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

async function writeChoice(circumstances: string, choice: EngineChoice): Promise<void> {
  const file = await choiceFile(circumstances);
  if (file === undefined) return;
  const content = { circumstances: JSON.parse(circumstances) as unknown, ...choice };
  // A folder in which nothing can be written costs a measurement in each process, and no more.
  await platform.files!.write(file, `${JSON.stringify(content, undefined, 2)}\n`).catch(() => undefined);
}
