import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';

import type { RunProgram } from './run-program.js';
import { DISK, OLDEST_GLIBC } from './recipe.js';

/** The programs that an installation runs, each with its first arguments. */
export interface Tools {
  readonly compiler: string;
  readonly python: string;
  readonly npm: readonly [command: string, ...args: string[]];
}

/** What tools are looked for in. */
export interface Surroundings {
  readonly platform: string;
  readonly architecture: string;
  /** The version of the GNU C library, if it is that. */
  readonly glibc: string | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly run: RunProgram;
  /** How many bytes are free where a folder lies or will lie. */
  freeSpace(folder: string): Promise<number>;
}

/** The tools that were found, and what is missing, each as a sentence that says what to do. */
export interface FoundTools {
  readonly tools: Tools;
  readonly missing: readonly string[];
}

/** Looks for all that an installation into a folder needs; nothing is downloaded. */
export async function findTools(folder: string, surroundings: Surroundings): Promise<FoundTools> {
  const { platform, architecture, glibc, env, run } = surroundings;
  const missing: string[] = [];
  if (platform !== 'linux' || architecture !== 'x64') {
    // Nothing else would change that.
    const what = `${platform} on ${architecture}: lml native install is for Linux on x64. Elsewhere, install it the usual way, npm install @tensorflow/tfjs-node, whose installer downloads from hosts of its own; LML uses it when it is there.`;
    return { tools: { compiler: '', python: '', npm: [''] }, missing: [what] };
  }
  if (glibc === undefined || isOlder(glibc, OLDEST_GLIBC)) {
    missing.push(
      `the GNU C library ${OLDEST_GLIBC} or newer, which TensorFlow needs: here is ${glibc === undefined ? 'another one (musl?)' : glibc}. Take a distribution such as Debian or Ubuntu.`,
    );
  }
  const answers = async (command: string, ...args: string[]): Promise<boolean> => (await run(command, args)).code === 0;
  const first = async (commands: readonly string[], ...args: string[]): Promise<string | undefined> => {
    for (const command of commands) if (await answers(command, ...args)) return command;
    return undefined;
  };
  const named = env['CXX'] || undefined;
  const compiler = await first(named === undefined ? ['g++', 'clang++', 'c++'] : [named], '--version');
  if (compiler === undefined) {
    missing.push(
      named === undefined
        ? 'a C++ compiler: install g++ or clang (Debian: apt-get install g++), or name one in CXX.'
        : `the C++ compiler that CXX names, '${named}', which does not run. Name another one, or unset CXX.`,
    );
  }
  const pythons = ['python3', 'python'];
  const python = await first(pythons, '-m', 'pip', '--version');
  if (python === undefined) {
    const hasPython = (await first(pythons, '--version')) !== undefined;
    const what = hasPython ? 'pip for Python' : 'Python 3 with pip';
    missing.push(`${what}, which downloads TensorFlow (Debian: apt-get install python3-pip).`);
  }
  const npm = npmCommand(env);
  if (!(await answers(npm[0], ...npm.slice(1), '--version'))) {
    missing.push('npm, which comes with Node: put it on the PATH.');
  }
  const free = await surroundings.freeSpace(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOTDIR')
      missing.push(`a folder at ${folder}: above it is a file. Name another folder in LML_CACHE.`);
    return undefined;
  });
  if (free !== undefined && free < DISK.needed) {
    missing.push(
      `${gigabytes(DISK.needed)} GB of disk for ${folder}, of which ${gigabytes(DISK.kept)} GB are kept: there are ${gigabytes(free)}. Make room, or name another folder in LML_CACHE.`,
    );
  }
  return { tools: { compiler: compiler ?? '', python: python ?? '', npm }, missing };
}

/** The npm that runs this program, if one does: the one on the PATH may be another Node's. */
function npmCommand(env: Surroundings['env']): Tools['npm'] {
  const script = env['npm_execpath'];
  return script !== undefined && /npm-cli\.c?js$/.test(script) ? [process.execPath, script] : ['npm'];
}

/** How many bytes are free on the disk of a folder, or of the nearest one above it that there is. */
export async function freeSpace(folder: string): Promise<number> {
  try {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  } catch (error) {
    const parent = dirname(folder);
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || parent === folder) throw error;
    return freeSpace(parent);
  }
}

/** The version of the GNU C library of this process, if it runs on it. */
export function glibcVersion(): string | undefined {
  const { header } = process.report.getReport() as { header: { glibcVersionRuntime?: string } };
  return header.glibcVersionRuntime;
}

function isOlder(version: string, than: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [otherMajor = 0, otherMinor = 0] = than.split('.').map(Number);
  return major < otherMajor || (major === otherMajor && minor < otherMinor);
}

const gigabytes = (bytes: number): string => (bytes / 1e9).toFixed(1);
