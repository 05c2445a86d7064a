import { existsSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

import { findNativeTensorflow, nativeFolder, type NativeInstallation } from '@lml/core/engine';

/** What is known of the tfjs-node of this machine. */
export interface NativeStatus {
  /** The tfjs-node that LML uses; undefined if there is none. */
  readonly installation: NativeInstallation | undefined;
  /** The folder of `lml native install`; undefined where there is no folder for caches. */
  readonly folder: string | undefined;
  /** How many bytes that takes, with what an interrupted installation has left. */
  readonly bytes: number;
  /** Whether an installation was interrupted. */
  readonly isPartial: boolean;
}

/** Looks for tfjs-node and what `lml native install` has left; loads nothing. */
export async function nativeStatus(): Promise<NativeStatus> {
  const folder = nativeFolder();
  const all = folder === undefined ? [] : leftovers(folder);
  let bytes = 0;
  for (const path of folder === undefined ? [] : [folder, ...all]) bytes += await sizeOf(path);
  return { installation: await findNativeTensorflow(), folder, bytes, isPartial: all.some(existsSync) };
}

/** What an installation that was interrupted may leave. */
export function leftovers(folder: string): string[] {
  return [`${folder}.partial`, `${folder}.download`];
}

async function sizeOf(path: string): Promise<number> {
  if (!existsSync(path)) return 0;
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const sizes = await Promise.all(files.map(async (file) => (await stat(join(file.parentPath, file.name))).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}
