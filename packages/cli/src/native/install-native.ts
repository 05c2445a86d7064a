import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readFile, readdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';

import { FileReadError, MissingFeatureError } from '@lml/core';
import { NATIVE_LAYOUT, NATIVE_VERSIONS, type NativeInstallation } from '@lml/core/engine';

import { patched } from './patches.js';
import { HEADERS, LIBRARIES, LINKS, PACKAGES, WHEEL, WHEEL_PLATFORM, type Download } from './recipe.js';
import type { RunProgram } from './run-program.js';
import type { Tools } from './find-tools.js';
import { UNPACK } from './unpack.js';

/** What an installation works with. */
export interface InstallSetup {
  /** Where it is going to lie. */
  readonly folder: string;
  readonly tools: Tools;
  readonly run: RunProgram;
  /** Whether to take symbols out of libtensorflow, which makes it a quarter smaller. */
  readonly strip: boolean;
  /** Says what is done. */
  say(line: string): void;
}

/**
 * Downloads libtensorflow and tfjs-node, builds its addon, tries it, and gives the folder its name when all of it works. What was
 * downloaded before it was interrupted is used again.
 *
 * @throws `LML_FILE_READ` if something cannot be downloaded, or is not what it must be; `LML_MISSING_FEATURE` if the addon cannot be
 * built, or does not work here.
 */
export async function installNative(setup: InstallSetup): Promise<void> {
  const { folder, say } = setup;
  const downloads = `${folder}.download`;
  const staging = `${folder}.partial`;
  await mkdir(downloads, { recursive: true });
  await download(setup, downloads);
  await rm(staging, { recursive: true, force: true });
  say('unpacking');
  await unpack(setup, downloads, staging);
  say('compiling the addon (2 files)');
  await compile(setup, staging);
  if (setup.strip) await strip(setup, staging);
  for (const name of ['include', 'headers']) await rm(join(staging, name), { recursive: true });
  say('trying it: a matrix product and its gradient');
  await check(setup, staging);
  await rm(folder, { recursive: true, force: true });
  await rename(staging, folder);
  await rm(downloads, { recursive: true });
}

async function download({ tools, run, say }: InstallSetup, downloads: string): Promise<void> {
  if (await isWhole(downloads, WHEEL)) say(`${WHEEL.specifier} is downloaded`);
  else {
    say(`downloading ${WHEEL.specifier} by pip (230 MB)`);
    const options = ['--no-deps', '--only-binary=:all:', ...WHEEL_PLATFORM, '--dest', downloads];
    const args = ['-m', 'pip', 'download', '--disable-pip-version-check', '--progress-bar', 'off', ...options];
    await fetchBy(run, tools.python, [...args, WHEEL.specifier], downloads, [WHEEL]);
  }
  const wanted: Download[] = [];
  for (const each of PACKAGES) if (!(await isWhole(downloads, each))) wanted.push(each);
  if (wanted.length === 0) return;
  const names = wanted.map(({ specifier }) => specifier);
  say(`downloading ${names.join(', ')} by npm`);
  const [command, ...first] = tools.npm;
  await fetchBy(run, command, [...first, 'pack', '--ignore-scripts', '--silent', ...names], downloads, wanted);
}

async function fetchBy(
  run: RunProgram,
  command: string,
  args: readonly string[],
  folder: string,
  wanted: readonly Download[],
): Promise<void> {
  const { code, stdout, stderr } = await run(command, args, folder);
  if (code !== 0) {
    throw new FileReadError(
      `Cannot download ${wanted.map(({ specifier }) => specifier).join(', ')}. ${endOf(stderr || stdout)} Run the command again when that is mended; what was downloaded is kept.`,
    );
  }
  for (const each of wanted) {
    if (await isWhole(folder, each)) continue;
    await rm(join(folder, each.file), { force: true });
    throw new FileReadError(
      `${each.specifier} is not what it must be: there is no ${each.file} with the ${each.algorithm} ${each.hash.slice(0, 16)}…. Look at where ${command} downloads from.`,
    );
  }
}

/** Whether a file is there, with its hash. */
async function isWhole(folder: string, { file, hash, algorithm }: Download): Promise<boolean> {
  if (!(await readdir(folder)).includes(file)) return false;
  const sum = createHash(algorithm);
  await pipeline(createReadStream(join(folder, file)), sum);
  return sum.digest('hex') === hash;
}

async function unpack({ tools, run }: InstallSetup, downloads: string, staging: string): Promise<void> {
  const [addon, headers] = PACKAGES.map(({ file }) => join(downloads, file)) as [string, string];
  const chosen = JSON.stringify({ libraries: LIBRARIES, headers: HEADERS });
  const packages = [addon, join(staging, NATIVE_LAYOUT.package), headers, join(staging, 'headers')];
  const answer = await run(tools.python, ['-c', UNPACK, join(downloads, WHEEL.file), staging, chosen, ...packages]);
  if (answer.code !== 0)
    throw new MissingFeatureError(`Cannot unpack TensorFlow to ${staging}. ${endOf(answer.stderr)}`);
  for (const [name, target] of Object.entries(LINKS)) {
    await symlink(target, join(staging, NATIVE_LAYOUT.libraries, name));
  }
}

async function compile({ tools, run }: InstallSetup, staging: string): Promise<void> {
  const sources = join(staging, NATIVE_LAYOUT.package);
  const files = (await readdir(join(sources, 'binding'))).filter((name) => name.endsWith('.cc'));
  const paths: string[] = [];
  for (const name of files) {
    const path = join(sources, 'binding', name);
    await writeFile(path, patched(await readFile(path, 'utf8'), `binding/${name}`));
    paths.push(path);
  }
  const addon = join(staging, NATIVE_LAYOUT.addon);
  await mkdir(join(addon, '..'), { recursive: true });
  const include = [join(staging, 'headers', 'include'), join(staging, 'include'), sources].map((path) => `-I${path}`);
  const options = ['-std=c++17', '-O2', '-shared', '-fPIC', '-DNAPI_VERSION=8', ...include];
  const libraries = [`-L${join(staging, NATIVE_LAYOUT.libraries)}`, '-ltensorflow', '-ltensorflow_framework'];
  const answer = await run(tools.compiler, [
    ...options,
    ...paths,
    ...libraries,
    `-Wl,-rpath,$ORIGIN/../${NATIVE_LAYOUT.libraries}`,
    '-o',
    addon,
  ]);
  if (answer.code !== 0) {
    throw new MissingFeatureError(`${tools.compiler} cannot compile the addon of tfjs-node. ${endOf(answer.stderr)}`);
  }
}

async function strip({ run, say }: InstallSetup, staging: string): Promise<void> {
  say('taking symbols out of libtensorflow');
  const files = LIBRARIES.map((name) => join(staging, NATIVE_LAYOUT.libraries, name));
  const answer = await run('strip', ['--strip-unneeded', ...files]);
  if (answer.code !== 0)
    throw new MissingFeatureError(`strip cannot be run. ${endOf(answer.stderr)} Leave --strip out.`);
}

/** In a process of its own: a library that does not work here may end it. */
async function check({ run }: InstallSetup, staging: string): Promise<void> {
  const installation: NativeInstallation = {
    origin: 'cache',
    folder: join(staging, NATIVE_LAYOUT.package),
    addon: join(staging, NATIVE_LAYOUT.addon),
    tfjsNodeVersion: NATIVE_VERSIONS.tfjsNode,
  };
  const program = fileURLToPath(new URL('./check-program.js', import.meta.url));
  const answer = await run(process.execPath, [program, JSON.stringify(installation)]);
  if (answer.code !== 0) throw new MissingFeatureError(`TensorFlow does not run here. ${endOf(answer.stderr)}`);
}

/** The last lines that a program has written. */
function endOf(text: string): string {
  return text.trim().split('\n').slice(-15).join('\n');
}
