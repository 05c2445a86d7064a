import { z } from 'zod';

import { platform } from '#platform';

import type { DataIdentity } from '../../data/data-identity.js';
import type { NdArray } from '../../data/nd-array.js';
import { CheckpointError } from '../../errors/checkpoint-error.js';
import { describeValue } from '../../errors/describe-value.js';
import { LmlError } from '../../errors/lml-error.js';
import { InvalidArgumentError } from '../../errors/invalid-argument-error.js';
import { MissingFeatureError } from '../../errors/missing-feature-error.js';
import type { Files } from '../../node/platform.js';
import type { Clock } from '../../learning/clock.js';
import type { ReadingState } from '../reading-state.js';
import { checkCheckpointName } from './checkpoint-name.js';
import { manifestSchema } from './manifest-schema.js';
import { noCheckpoint } from './no-checkpoint.js';
import { isRecord, readNumber, writeNumber } from './plain-json.js';
import { readSafetensors, writeSafetensors } from './safetensors.js';
import { isSealed, seal } from './seal.js';
import { sha256 } from '../../node/sha256.js';

/** The layout of checkpoints that this version writes and reads. */
export const CHECKPOINT_SCHEMA = 3;

const MANIFEST = 'manifest.json';

/** What a manifest has at most, which is read before its checksum is known. */
const MANIFEST_BYTES = 2 ** 28;

/** What a manifest says of another file of its checkpoint. */
export interface CheckpointFile {
  /** Its size. */
  readonly bytes: number;
  /** Its SHA-256 as hexadecimal digits. */
  readonly sha256: string;
}

/** What a checkpoint says of itself, in `manifest.json`. */
export interface CheckpointManifest {
  /** The layout: 3. */
  readonly schemaVersion: number;
  /** Its name, that of its folder. */
  readonly id: string;
  /** Where the run was. */
  readonly clock: Clock;
  /** Where the training data were read. */
  readonly reading: ReadingState;
  /** The seed of the run. */
  readonly seed: number;
  /** The engine that ran its steps. */
  readonly engine?: string | undefined;
  /** What its data are known by. */
  readonly data: DataIdentity;
  /** The reported numbers when it was written. */
  readonly values: Readonly<Record<string, number>>;
  /** The project's config, as far as its parts came from the registry. */
  readonly config?: unknown;
  /** Parts that the config does not tell, because the registry did not make them. */
  readonly missing?: readonly string[] | undefined;
  /** Frozen weights that are left out, each with the SHA-256 of what it is in the model that was trained from. */
  readonly frozen?: Readonly<Record<string, string>> | undefined;
  /** What callbacks, reported numbers and schedules need to go on. */
  readonly state: Readonly<Record<string, unknown>>;
  /** Versions of the packages in use. */
  readonly packages: Readonly<Record<string, string>>;
  /** Size and SHA-256 of each file. */
  readonly files: Readonly<Record<string, CheckpointFile>>;
}

/** A checkpoint in memory. */
export interface Checkpoint {
  /** What it says of itself. */
  readonly manifest: CheckpointManifest;
  /** The model's weights, by name; without frozen ones where the manifest names those. */
  readonly weights: Readonly<Record<string, NdArray>>;
  /** All other state: optimizer slots, metric accumulators, the predictor's. */
  readonly state: Readonly<Record<string, NdArray>>;
}

/** What a checkpoint is made of. What its manifest says of its files follows from them. */
export interface CheckpointContent extends Omit<Checkpoint, 'manifest'> {
  /** What it says of itself. */
  readonly manifest: Omit<CheckpointManifest, 'files' | 'schemaVersion'>;
}

/**
 * Writes a checkpoint as `<folder>/<id>/`: `manifest.json`, `weights.safetensors`, `state.safetensors`. It is there whole
 * or not at all: it is written beside its place and moved there; one that was there before is removed only then. No code is
 * in it.
 *
 * @throws `LML_MISSING_FEATURE` where there are no files; `LML_INVALID_ARGUMENT` for an id that is no name of a folder;
 * `LML_CHECKPOINT` if it cannot be written.
 */
export async function writeCheckpoint(
  folder: string,
  { manifest, weights, state }: CheckpointContent,
): Promise<string> {
  const { writeFolder } = requireFiles();
  checkCheckpointName(manifest.id);
  const target = `${folder}/${manifest.id}`;
  const parts = { 'weights.safetensors': writeSafetensors(weights), 'state.safetensors': writeSafetensors(state) };
  const hashes = Object.entries(parts).map(
    async ([name, bytes]) => [name, { bytes: bytes.length, sha256: await sha256(bytes) }] as const,
  );
  const files = Object.fromEntries(await Promise.all(hashes));
  try {
    const complete = JSON.stringify({ ...manifest, schemaVersion: CHECKPOINT_SCHEMA, files }, writeNumber, 2);
    const sealed = new TextEncoder().encode(await seal(complete));
    if (sealed.length > MANIFEST_BYTES) {
      const message = `its manifest would have ${sealed.length} bytes, and could not be read again`;
      throw new RangeError(`${message}; give large data as files or typed arrays, which are not written into it`);
    }
    await writeFolder(target, { ...parts, [MANIFEST]: sealed });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const message = `The checkpoint '${target}' cannot be written: ${reason}. Those beside it are not touched by that.`;
    throw new CheckpointError(message, { cause: error });
  }
  return target;
}

/**
 * Reads a checkpoint and checks it against its hashes: a bit that has changed in any of its files is found.
 *
 * @throws `LML_CHECKPOINT` if it is damaged or of another layout, by name; `LML_FILE_NOT_FOUND` if there is none.
 */
export async function readCheckpoint(path: string): Promise<Checkpoint> {
  const manifest = await readManifest(path);
  const place = await requireFiles().locateFolder(path);
  const arrays: Record<string, Record<string, NdArray>> = {};
  for (const name of ['weights.safetensors', 'state.safetensors']) {
    const expected = Object.hasOwn(manifest.files, name) ? manifest.files[name] : undefined;
    if (expected === undefined) damaged(path, `${MANIFEST} does not know ${name}`);
    const part = await readPart(path, `${place}/${name}`, expected.bytes).catch((error: unknown) => {
      if (LmlError.isInstance(error, 'LML_FILE_NOT_FOUND')) damaged(path, `${name} is missing`, error);
      throw error;
    });
    if ((await sha256(part)) !== expected.sha256)
      damaged(path, `${name} is not what was written (its SHA-256 differs)`);
    try {
      arrays[name] = readSafetensors(part);
    } catch (error) {
      damaged(path, LmlError.isInstance(error) ? error.message : `${name} cannot be read`, error);
    }
  }
  return { manifest, weights: arrays['weights.safetensors']!, state: arrays['state.safetensors']! };
}

/**
 * Reads what a checkpoint says of itself, and checks that it is what was written; not the other files.
 *
 * @throws as `readCheckpoint` does.
 */
export async function readManifest(path: string): Promise<CheckpointManifest> {
  if (typeof path !== 'string') {
    const remedy = 'A run without a folder (folder: false) has no checkpoints.';
    throw new InvalidArgumentError('checkpoint', "the path of a checkpoint's folder", path, remedy);
  }
  const files = requireFiles();
  const place = await files.locateFolder(path);
  const bytes = await readPart(path, `${place}/${MANIFEST}`, MANIFEST_BYTES).catch(async (error: unknown) => {
    if (!LmlError.isInstance(error, 'LML_FILE_NOT_FOUND')) throw error;
    const names = await files.list(place);
    if (names.some((name) => name.endsWith('.safetensors'))) return damaged(path, `${MANIFEST} is missing`, error);
    throw await noCheckpoint(path, error);
  });
  return parseManifest(path, bytes);
}

async function readPart(path: string, file: string, limit: number): Promise<Uint8Array> {
  try {
    return await requireFiles().read(file, limit);
  } catch (error) {
    if (LmlError.isInstance(error, 'LML_FILE_FORMAT')) damaged(path, error.message, error);
    throw error;
  }
}

async function parseManifest(path: string, bytes: Uint8Array): Promise<CheckpointManifest> {
  let manifest: unknown;
  try {
    manifest = JSON.parse(new TextDecoder().decode(bytes), readNumber);
  } catch (error) {
    return damaged(path, `${MANIFEST} is not JSON`, error);
  }
  if (!isRecord(manifest)) return damaged(path, `${MANIFEST} is not a record`);
  if (manifest['schemaVersion'] !== CHECKPOINT_SCHEMA) {
    const { schemaVersion, packages } = manifest;
    const writer = isRecord(packages) && '@lml/core' in packages ? ` (@lml/core ${String(packages['@lml/core'])})` : '';
    throw new CheckpointError(
      `The checkpoint '${path}' has layout ${describeValue(schemaVersion)}; this version of LML reads layout ${CHECKPOINT_SCHEMA}. Use the version that wrote it${writer}.`,
    );
  }
  if (!(await isSealed(bytes))) return damaged(path, `${MANIFEST} is not what was written (its checksum differs)`);
  const { error } = manifestSchema.safeParse(manifest);
  if (error !== undefined) return damaged(path, `${MANIFEST} cannot be: ${z.prettifyError(error)}`);
  return manifest as unknown as CheckpointManifest;
}

function damaged(path: string, reason: string, cause?: unknown): never {
  throw new CheckpointError(
    `The checkpoint '${path}' is damaged: ${reason}. Use another one; those beside it are not touched by that.`,
    { cause },
  );
}

function requireFiles(): Files {
  if (platform.files !== undefined) return platform.files;
  throw new MissingFeatureError(
    'Checkpoints are folders of files, which a browser does not have. Use model.getWeights() there.',
  );
}
