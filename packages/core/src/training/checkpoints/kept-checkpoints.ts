import { z } from 'zod';

import { platform } from '#platform';

import { CheckpointError } from '../../errors/checkpoint-error.js';
import { LmlError } from '../../errors/lml-error.js';
import { warn } from '../../node/warnings.js';
import type { RunContext } from '../callback.js';
import { readCheckpoint, writeCheckpoint, type Checkpoint } from './checkpoint.js';
import { isCheckpointName, nameAt } from './checkpoint-name.js';
import { checkpointsFolder, splitCheckpointPath } from './checkpoint-path.js';

/** A checkpoint that is kept for its number: by its name, which means nothing outside its run. */
export interface KeptCheckpoint {
  /** The name of its folder. */
  readonly id: string;
  /** The number. */
  readonly value: number;
}

/** What a checkpoint says of those beside it. */
export interface KeptCheckpoints {
  /** The best, the very best first. */
  readonly best: readonly KeptCheckpoint[];
  /** The name of the latest. */
  readonly last?: string | undefined;
}

const nameSchema = z.custom<string>(isCheckpointName, 'must be the name of a checkpoint');

const keptSchema = z.object({
  // NaN and infinities too, which z.number() does not take.
  best: z.array(z.object({ id: nameSchema, value: z.custom<number>((value) => typeof value === 'number') })),
  last: nameSchema.optional(),
});

/**
 * Reads what a checkpoint says of those beside it. It is checked, since a checkpoint from elsewhere must not lead this run to other places.
 *
 * @throws `LML_CHECKPOINT` for anything but names and numbers.
 */
export function parseKept(state: unknown, checkpoint: string): KeptCheckpoints {
  const parsed = keptSchema.safeParse(state);
  if (parsed.success) return parsed.data;
  throw new CheckpointError(
    `The checkpoint '${checkpoint}' says of those beside it what cannot be: ${z.prettifyError(parsed.error)}. Use another one.`,
  );
}

/**
 * Takes the best checkpoints of the run that is gone on from over to this one, so that its own folder has all that it names; and with
 * `latest` the one that is gone on from before these, so that this folder is as far as that run, whenever this one is killed.
 * What cannot be read there is left out with a warning. Of a run that goes on in its own folder nothing is copied.
 *
 * @throws `LML_CHECKPOINT` if one cannot be written.
 */
export async function takeOver(
  { best, latest }: { readonly best: readonly KeptCheckpoint[]; readonly latest: boolean },
  checkpoint: string,
  run: RunContext,
): Promise<{ best: KeptCheckpoint[]; last: string | undefined; copied: string[] }> {
  const taken: KeptCheckpoint[] = [];
  const copied: string[] = [];
  let last: string | undefined;
  if (run.folder === undefined) return { best: taken, last, copied };
  const place = checkpointsFolder(run.folder);
  const isOwn = await platform.files?.isInside(checkpoint, place);
  const copy = async (content: Checkpoint, id: string): Promise<void> => {
    if (isOwn === true) return;
    copied.push(await writeCheckpoint(place, { ...content, manifest: { ...content.manifest, id } }));
  };
  if (latest) {
    const content = await readCheckpoint(checkpoint);
    last = isOwn === true ? splitCheckpointPath(checkpoint).id : nameAt(content.manifest.clock);
    await copy(content, last);
  }
  for (const entry of best) {
    if (entry.id !== last) {
      const content = await readBeside(checkpoint, entry.id, run);
      if (content === undefined) continue;
      await copy(content, entry.id);
    }
    taken.push(entry);
  }
  return { best: taken, last, copied };
}

/** A checkpoint beside another one; nothing, and a warning, where it is not there, or is a link to another place. */
async function readBeside(checkpoint: string, id: string, run: RunContext): Promise<Checkpoint | undefined> {
  const { folder } = splitCheckpointPath(checkpoint);
  const path = `${folder}/${id}`;
  let reason = 'There is none in that folder';
  try {
    const { files } = platform;
    if (await files?.isInside(await files.locateFolder(path), folder)) return await readCheckpoint(path);
  } catch (error) {
    if (!LmlError.isInstance(error)) throw error;
    reason = error.message;
  }
  const message = `The checkpoint '${checkpoint}' calls '${id}' beside it one of the best, but it cannot be taken over. ${reason}.`;
  run.warn(message);
  warn('LML_CHECKPOINT_NOT_TAKEN_OVER', message);
  return undefined;
}
