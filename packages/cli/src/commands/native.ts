import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';

import { MissingFeatureError } from '@lml/core';
import { nativeFolder, NATIVE_VERSIONS } from '@lml/core/engine';

import { findTools, freeSpace, glibcVersion } from '../native/find-tools.js';
import { installNative } from '../native/install-native.js';
import { lock } from '../native/lock.js';
import { leftovers, nativeStatus } from '../native/native-status.js';
import { runProgram } from '../native/run-program.js';

/** Flags of `lml native install`. */
export interface NativeInstallFlags {
  readonly strip?: boolean;
}

/** `lml native install`: TensorFlow itself, by tfjs-node, from npm and PyPI. */
export async function nativeInstall({ strip = false }: NativeInstallFlags): Promise<number> {
  const { tfjsNode, tensorflow } = NATIVE_VERSIONS;
  const folder = folderOf();
  const before = await nativeStatus();
  if (before.installation !== undefined) {
    const { origin, tfjsNodeVersion, folder: where } = before.installation;
    say(`tfjs-node ${tfjsNodeVersion} is ${origin === 'cache' ? 'installed' : "the project's own"}: ${where}`);
    return 0;
  }
  const surroundings = {
    platform: process.platform,
    architecture: process.arch,
    glibc: process.platform === 'linux' ? glibcVersion() : undefined,
    env: process.env,
    run: runProgram,
    freeSpace,
  };
  const { tools, missing } = await findTools(folder, surroundings);
  if (missing.length > 0) {
    throw new MissingFeatureError(
      `tfjs-node cannot be installed. Missing:\n${missing.map((each) => `  ${each}\n`).join('')}`,
    );
  }
  say(`tfjs-node ${tfjsNode} with TensorFlow ${tensorflow} to ${folder}`);
  const unlock = await lock(folder);
  try {
    // Another one may have finished meanwhile.
    const { installation } = await nativeStatus();
    if (installation === undefined) await installNative({ folder, tools, run: runProgram, strip, say });
  } finally {
    await unlock();
  }
  say("installed: LML has the backend 'tensorflow'");
  return 0;
}

/** `lml native status`: whether there is a tfjs-node, and which. */
export async function nativeStatusCommand({ json = false }: { readonly json?: boolean }): Promise<number> {
  const status = await nativeStatus();
  if (json) process.stdout.write(`${JSON.stringify(status)}\n`);
  else {
    const { installation, folder, bytes, isPartial } = status;
    if (installation === undefined) say('There is no tfjs-node. Run: npx lml native install');
    else {
      const { origin, tfjsNodeVersion } = installation;
      say(`tfjs-node ${tfjsNodeVersion} ${origin === 'cache' ? 'of lml native install' : "of the project's own"}`);
      say(`package  ${installation.folder}`);
      say(`addon    ${installation.addon}`);
    }
    if (isPartial) say('An installation was interrupted. Run: npx lml native install, or npx lml native remove');
    if (bytes > 0) say(`cache    ${folder} (${Math.round(bytes / 1e6)} MB)`);
  }
  return status.installation === undefined ? 1 : 0;
}

/** `lml native remove`: takes away what `lml native install` has installed. */
export async function nativeRemove(): Promise<number> {
  const folder = folderOf();
  const unlock = await lock(folder);
  try {
    const there = [folder, ...leftovers(folder)].filter((path) => existsSync(path));
    for (const path of there) await rm(path, { recursive: true });
    say(there.length === 0 ? 'Nothing is installed.' : `removed ${folder}`);
  } finally {
    await unlock();
  }
  return 0;
}

function folderOf(): string {
  const folder = nativeFolder();
  if (folder !== undefined) return folder;
  throw new MissingFeatureError('There is no folder for caches, as this user has no home. Name one in LML_CACHE.');
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
