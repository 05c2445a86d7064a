import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { readdir, rm, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { isMainThread, threadId } from 'node:worker_threads';

/** What is half-written, and by which process of which machine: `.last.3f9a01c2-4711.tmp`. */
const NAME = /^\..+\.([0-9a-f]{8})-(\d+)\.tmp$/;

/** Where numbers of processes mean the same: a machine, or a container. */
const MACHINE = createHash('sha256').update(`${hostname()} ${processNamespace()}`).digest('hex').slice(0, 8);

/** A hidden neighbour of a path, in which this thread of this process writes what is moved there when it is whole. */
export function temporaryOf(path: string): string {
  const thread = isMainThread ? '' : `${threadId}.`;
  return hidden(path, `${thread}${MACHINE}-${process.pid}.tmp`);
}

/** A hidden neighbour of a path: `runs/.last.old` of `runs/last`. */
export function hidden(path: string, ending: string): string {
  return path.replace(/([^/\\]+)[/\\]*$/, `.$1.${ending}`);
}

/**
 * Removes what was left half-written in a folder by processes of this machine that are no more. What may still be written, by another
 * process or from another machine, stays.
 */
export async function sweep(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names.filter((each) => NAME.test(each))) {
    const path = `${folder}/${name}`;
    // Nothing that a run needs depends on it.
    if (await isAbandoned(name, path)) await rm(path, { recursive: true, force: true }).catch(() => undefined);
  }
}

async function isAbandoned(name: string, path: string): Promise<boolean> {
  const [, machine, writer] = NAME.exec(name)!;
  if (machine !== MACHINE) return false;
  const pid = Number(writer);
  if (pid !== process.pid) return !isRunning(pid);
  // After a restart of a container, another process has had the same number.
  const started = Date.now() - process.uptime() * 1000;
  return stat(path).then(
    ({ mtimeMs }) => mtimeMs < started,
    () => false,
  );
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

/** Containers may share the name of their machine, but number their processes each by itself. */
function processNamespace(): string {
  try {
    return fs.readlinkSync('/proc/self/ns/pid');
  } catch {
    return '';
  }
}
