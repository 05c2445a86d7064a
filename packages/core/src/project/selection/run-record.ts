import { platform } from '#platform';

import { readNumber, writeNumber } from '../../training/checkpoints/plain-json.js';
import type { ProjectOptions } from '../project.js';
import { claimRunFolder, runNumbers } from '../run-folder.js';

/** What a cross-validation or a search keeps on the disk. */
export interface RunRecord {
  /** Its folder; none where nothing is written. */
  readonly folder: string | undefined;
  /** Names it among all runs of all machines. */
  readonly id: string;
  /** Whether it goes on with one that was interrupted. */
  readonly isResumed: boolean;
  /** What was written under a name below the folder, if it was. */
  read<Value>(name: string): Promise<Value | undefined>;
  /** Writes plain data whole under a name below the folder. */
  write(name: string, value: unknown): Promise<void>;
  /** It is over: the same command begins a new one. */
  complete(): Promise<void>;
  /** It is left, complete or not. */
  release(): Promise<void>;
}

/** What is written, and by what an interrupted one is known again. */
export interface RecordOptions extends Pick<ProjectOptions, 'folder' | 'name'> {
  /** The file that says what the folder is: `search.json`. */
  readonly file: string;
  /** All that its results follow from, as plain data. */
  readonly definition: unknown;
  /** Whether an interrupted one of the same definition is gone on with. */
  readonly resume: boolean;
}

interface Noted {
  readonly id: string;
  readonly status: 'running' | 'completed';
  readonly definition: unknown;
}

/** Opens the folder of an interrupted run of the same definition, or a new one. */
export async function openRecord({
  folder = 'runs',
  name = 'project',
  file,
  definition,
  resume,
}: RecordOptions): Promise<RunRecord> {
  const { files } = platform;
  if (folder === false || files === undefined) return nowhere();
  const text = JSON.stringify(definition, writeNumber);
  const before = resume ? await interrupted(`${folder}/${name}`, folder, name, file, text) : undefined;
  const path = before?.path ?? (await claimRunFolder(folder, name))!;
  const id = before?.id ?? globalThis.crypto.randomUUID();
  if (before === undefined) {
    await files.own(path);
    await files.write(`${path}/${file}`, noted({ id, status: 'running', definition }));
  }
  return {
    folder: path,
    id,
    isResumed: before !== undefined,
    read: async <Value>(below: string) => (await readJson(`${path}/${below}`)) as Value | undefined,
    write: (below, value) => files.write(`${path}/${below}`, `${JSON.stringify(value, writeNumber, 1)}\n`),
    complete: () => files.write(`${path}/${file}`, noted({ id, status: 'completed', definition })),
    release: () => files.disown(path),
  };
}

/** The latest run of the same definition, if it was interrupted and nobody is at it. */
async function interrupted(
  place: string,
  folder: string,
  name: string,
  file: string,
  text: string,
): Promise<{ readonly path: string; readonly id: string } | undefined> {
  for (const number of await runNumbers(folder, name)) {
    const path = `${place}/${number}`;
    const note = (await readJson(`${path}/${file}`)) as Partial<Noted> | undefined;
    if (note === undefined || JSON.stringify(note.definition, writeNumber) !== text) continue;
    if (note.status !== 'running') {
      platform.note(`'${path}' is the same, and complete. This one begins anew beside it.`);
      return undefined;
    }
    if (await platform.files!.own(path)) return { path, id: note.id ?? path };
  }
  return undefined;
}

function noted(note: Noted): string {
  return `${JSON.stringify(note, writeNumber, 1)}\n`;
}

/** What a file says, or nothing where there is none or it is damaged: then what it told is done again. */
export async function readJson(path: string): Promise<unknown> {
  const files = platform.files!;
  if (!(await files.exists(path))) return undefined;
  try {
    return JSON.parse(new TextDecoder().decode(await files.read(path, 2 ** 28)), readNumber);
  } catch {
    return undefined;
  }
}

function nowhere(): RunRecord {
  const done = (): Promise<void> => Promise.resolve();
  return {
    folder: undefined,
    id: globalThis.crypto.randomUUID(),
    isResumed: false,
    read: () => Promise.resolve(undefined),
    write: done,
    complete: done,
    release: done,
  };
}
