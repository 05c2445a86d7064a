import { z } from 'zod';

import { platform } from '#platform';

import type { NdArray } from '../../data/nd-array.js';
import { CheckpointError } from '../../errors/checkpoint-error.js';
import { sha256 } from '../../node/sha256.js';
import { readSafetensors, writeSafetensors } from './safetensors.js';
import { isSealed, seal } from './seal.js';

/** In a checkpoint's folder: what a predictor has learnt with its weights after it was written. */
const FOLDER = 'predictor';
const NOTE = 'manifest.json';
const STATE = 'state.safetensors';

const noteSchema = z.object({
  predictor: z.string(),
  // The SHA-256 of the checkpoint's manifest, so that it is not taken for that of another checkpoint of the same name.
  checkpoint: z.string(),
  state: z.object({ bytes: z.int().min(0), sha256: z.string() }),
});

/** What a predictor has learnt. */
export interface LearntPredictor {
  /** The predictor's name. */
  readonly name: string;
  /** Its state, by its own names. */
  readonly state: Readonly<Record<string, NdArray>>;
}

/**
 * Writes what a predictor has learnt into the folder of a checkpoint, whole or not at all.
 *
 * @throws `LML_CHECKPOINT` if it cannot be written.
 */
export async function writePredictor(checkpoint: string, { name, state }: LearntPredictor): Promise<void> {
  const files = platform.files!;
  const place = await files.locateFolder(checkpoint);
  const bytes = writeSafetensors(state);
  const note: z.infer<typeof noteSchema> = {
    predictor: name,
    checkpoint: await manifestHash(place),
    state: { bytes: bytes.length, sha256: await sha256(bytes) },
  };
  try {
    await files.writeFolder(`${place}/${FOLDER}`, {
      [STATE]: bytes,
      [NOTE]: await seal(JSON.stringify(note, undefined, 2)),
    });
  } catch (cause) {
    const message = `What the predictor '${name}' has learnt cannot be written into '${checkpoint}': ${String(cause)}.`;
    throw new CheckpointError(message, { cause });
  }
}

/**
 * What a predictor has learnt with the weights of a checkpoint, if that was written.
 *
 * @throws `LML_CHECKPOINT` if it is damaged, or of another checkpoint.
 */
export async function readPredictor(checkpoint: string): Promise<LearntPredictor | undefined> {
  const files = platform.files!;
  const place = await files.locateFolder(checkpoint);
  const folder = await files.locateFolder(`${place}/${FOLDER}`);
  if (!(await files.exists(folder))) return undefined;
  try {
    const sealed = await files.read(`${folder}/${NOTE}`, 2 ** 16);
    if (!(await isSealed(sealed))) throw new Error(`${NOTE} is not what was written`);
    const { predictor, checkpoint: hash, state } = noteSchema.parse(JSON.parse(new TextDecoder().decode(sealed)));
    if (hash !== (await manifestHash(place))) throw new Error('it was learnt with other weights');
    const bytes = await files.read(`${folder}/${STATE}`, state.bytes);
    if ((await sha256(bytes)) !== state.sha256) throw new Error(`${STATE} is not what was written`);
    return { name: predictor, state: readSafetensors(bytes) };
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    const remedy = `Remove '${checkpoint}/${FOLDER}' and fit the predictor again: project.fitPredictor().`;
    throw new CheckpointError(`What a predictor has learnt in '${checkpoint}' is damaged: ${reason}. ${remedy}`, {
      cause,
    });
  }
}

async function manifestHash(place: string): Promise<string> {
  return sha256(await platform.files!.read(`${place}/manifest.json`));
}
