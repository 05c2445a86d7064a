import { platform } from '#platform';

import type { NdArray } from '../../data/nd-array.js';
import { CheckpointError } from '../../errors/checkpoint-error.js';
import { LmlError } from '../../errors/lml-error.js';
import { MissingFeatureError } from '../../errors/missing-feature-error.js';
import type { Files } from '../../node/platform.js';
import type { Clock } from '../clock.js';
import { readSafetensors, writeSafetensors } from './safetensors.js';
import { sha256 } from './sha256.js';

/** The layout of checkpoints that this version writes and reads. */
export const CHECKPOINT_SCHEMA = 1;

const MANIFEST = 'manifest.json';

/** What a checkpoint says of itself, in `manifest.json`. */
export interface CheckpointManifest {
  /** The layout: 1. */
  readonly schemaVersion: number;
  /** Its name, that of its folder. */
  readonly id: string;
  /** Where the run was. */
  readonly clock: Clock;
  /** Batches of the running epoch that were processed. */
  readonly position: number;
  /** The seed of the run. */
  readonly seed: number;
  /** The reported numbers when it was written. */
  readonly values: Readonly<Record<string, number>>;
  /** The project's config, as far as its parts came from the registry. */
  readonly config?: unknown;
  /** Parts that the config does not tell, because the registry did not make them. */
  readonly missing?: readonly string[] | undefined;
  /** What callbacks, reported numbers and schedules need to go on. */
  readonly state: Readonly<Record<string, unknown>>;
  /** Versions of the packages in use. */
  readonly packages: Readonly<Record<string, string>>;
  /** SHA-256 of each file. */
  readonly files: Readonly<Record<string, string>>;
}

/** A checkpoint in memory. */
export interface Checkpoint {
  /** What it says of itself. */
  readonly manifest: CheckpointManifest;
  /** The model's weights, by name. */
  readonly weights: Readonly<Record<string, NdArray>>;
  /** All other state: optimizer slots, metric accumulators, the predictor's. */
  readonly state: Readonly<Record<string, NdArray>>;
}

/**
 * Writes a checkpoint as `<folder>/<id>/`: `manifest.json`, `weights.safetensors`, `state.safetensors`. It is there whole
 * or not at all: it is written beside its place and moved there. No code is in it.
 *
 * @throws `LML_MISSING_FEATURE` where there are no files.
 */
export async function writeCheckpoint(
  folder: string,
  {
    manifest,
    weights,
    state,
  }: { manifest: Omit<CheckpointManifest, 'files' | 'schemaVersion'> } & Omit<Checkpoint, 'manifest'>,
): Promise<string> {
  const files = requireFiles();
  const target = `${folder}/${manifest.id}`;
  const temporary = `${folder}/.${manifest.id}.tmp`;
  await files.remove(temporary);
  await files.makeFolder(temporary);
  const parts = { 'weights.safetensors': writeSafetensors(weights), 'state.safetensors': writeSafetensors(state) };
  const hashes: Record<string, string> = {};
  for (const [name, bytes] of Object.entries(parts)) {
    await files.write(`${temporary}/${name}`, bytes);
    hashes[name] = await sha256(bytes);
  }
  const complete: CheckpointManifest = { schemaVersion: CHECKPOINT_SCHEMA, ...manifest, files: hashes };
  await files.write(`${temporary}/${MANIFEST}`, `${JSON.stringify(complete, null, 2)}\n`);
  await files.flush(temporary);
  await files.remove(target);
  await files.rename(temporary, target);
  await files.flush(folder);
  return target;
}

/**
 * Reads a checkpoint and checks it against its hashes.
 *
 * @throws `LML_CHECKPOINT` if it is damaged or of another layout, by name; `LML_FILE_NOT_FOUND` if there is none.
 */
export async function readCheckpoint(path: string): Promise<Checkpoint> {
  const files = requireFiles();
  const manifest = parseManifest(path, await files.readText(`${path}/${MANIFEST}`));
  const arrays: Record<string, Record<string, NdArray>> = {};
  for (const name of ['weights.safetensors', 'state.safetensors']) {
    const bytes = await files
      .read(`${path}/${name}`)
      .catch((error: unknown) => damaged(path, `${name} is missing`, error));
    if ((await sha256(bytes)) !== manifest.files[name])
      damaged(path, `${name} is not what was written (its SHA-256 differs)`);
    try {
      arrays[name] = readSafetensors(bytes);
    } catch (error) {
      damaged(path, LmlError.isInstance(error) ? error.message : `${name} cannot be read`, error);
    }
  }
  return { manifest, weights: arrays['weights.safetensors']!, state: arrays['state.safetensors']! };
}

function parseManifest(path: string, text: string): CheckpointManifest {
  let manifest: CheckpointManifest;
  try {
    manifest = JSON.parse(text) as CheckpointManifest;
  } catch (error) {
    return damaged(path, `${MANIFEST} is not JSON`, error);
  }
  if (manifest.schemaVersion !== CHECKPOINT_SCHEMA) {
    throw new CheckpointError(
      `The checkpoint '${path}' has layout ${String(manifest.schemaVersion)}; this version of LML reads layout ${CHECKPOINT_SCHEMA}. Use the version that wrote it.`,
    );
  }
  const complete =
    typeof manifest.clock === 'object' && typeof manifest.files === 'object' && typeof manifest.position === 'number';
  return complete ? manifest : damaged(path, `${MANIFEST} lacks clock, position or files`);
}

function damaged(path: string, reason: string, cause?: unknown): never {
  throw new CheckpointError(
    `The checkpoint '${path}' is damaged: ${reason}. Use another one; those beside it are whole.`,
    { cause },
  );
}

function requireFiles(): Files {
  if (platform.files !== undefined) return platform.files;
  throw new MissingFeatureError(
    'Checkpoints are folders of files, which a browser does not have. Use model.getWeights() there.',
  );
}
