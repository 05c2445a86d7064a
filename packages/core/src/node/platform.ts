import type { ByteSource } from './byte-source.js';
import type { NativeInstallation, NativeTensorflow } from './native/native-tensorflow.js';

/**
 * Files, as far as the platform has them. Paths are strings with `/`; a missing file is `LML_FILE_NOT_FOUND`, one that cannot be
 * written `LML_FILE_WRITE`.
 */
export interface Files {
  /** Whether a file or folder exists. */
  exists(path: string): Promise<boolean>;
  /**
   * The bytes of a file.
   *
   * @throws `LML_FILE_FORMAT` for a pipe, a device or a folder, which may never end, and for more bytes than `limit` (default: what
   * there is memory for); nothing is read of them.
   */
  read(path: string, limit?: number): Promise<Uint8Array>;
  /** Writes a file whole: it is there in full or as it was before. */
  write(path: string, content: Uint8Array | string): Promise<void>;
  /** Adds text to the end of a file; makes it, and its folder, if there is none. */
  append(path: string, text: string): Promise<void>;
  /** Writes a folder of files whole: it is there in full, and on the disk, or as it was before. */
  writeFolder(path: string, contents: Readonly<Record<string, Uint8Array | string>>): Promise<void>;
  /** Where a folder is: at its path, or aside, where it is if the power failed while it was being replaced. */
  locateFolder(path: string): Promise<string>;
  /** Removes what writings that were cut off have left in a folder, where that is certain: of processes that are no more. */
  sweep(folder: string): Promise<void>;
  /**
   * Marks a folder that is there as this process's; false if another one has it that still runs, or of which that is not known, since it
   * is of another machine. The mark goes with `disown`, or with the process.
   */
  own(folder: string): Promise<boolean>;
  /** Takes the mark of {@link own} back. */
  disown(folder: string): Promise<void>;
  /** Makes a folder whose name is free; false if it is taken. */
  claimFolder(path: string): Promise<boolean>;
  /** Whether a file or folder is inside a folder, links followed. What there is not is inside of nothing. */
  isInside(path: string, folder: string): Promise<boolean>;
  /** Makes an empty folder among the system's temporary ones and returns its path; who asked for it removes it. */
  temporaryFolder(): Promise<string>;
  /** The names in a folder, sorted; none if there is no such folder. */
  list(path: string): Promise<string[]>;
  /** Removes a file or folder with all that is in it; whatever happens, no part of it stays under its name. */
  remove(path: string): Promise<void>;
}

/** A terminal that a progress bar can be drawn on. */
export interface Terminal {
  /** Its width in characters. */
  readonly columns: number;
  /** Replaces the line under the cursor. */
  rewriteLine(text: string): void;
}

/** How a child process has ended. */
export interface ChildEnd {
  /** By a code or a signal, in words. */
  readonly how: string;
  /** The last that it wrote to stderr; empty if that was nothing. */
  readonly lastWords: string;
}

/** A program that runs in a child process and is told things, and tells things, as messages: what can be cloned. */
export interface ChildProgram {
  /** @throws if the message cannot be cloned. To one that has ended nothing is sent. */
  send(message: unknown): void;
  /** Asks it to end, or ends it. */
  kill(signal: 'SIGTERM' | 'SIGKILL'): void;
}

/** What one is told of a child process. */
export interface ChildListener {
  /** It has sent a message. */
  onMessage(message: unknown): void;
  /** It has ended, or could not be started; nothing comes after that. */
  onEnd(end: ChildEnd): void;
}

/** A program that runs in a thread of this process and is told things, and tells things, as messages: what can be cloned. */
export interface ThreadProgram {
  /**
   * Sends a message; the buffers of `transfer` move there with it.
   *
   * @throws if it cannot be cloned.
   */
  send(message: unknown, transfer: readonly ArrayBuffer[]): void;
  /** Lets it keep the process alive. */
  ref(): void;
  /** Lets the process end though it runs: so it is at first. */
  unref(): void;
  /** Ends it, whatever it does. */
  end(): Promise<void>;
}

/** What one is told of a thread. */
export interface ThreadListener {
  /** It has sent a message. */
  onMessage(message: unknown): void;
  /** It has ended, by itself or by an error that nobody caught; nothing comes after that. */
  onEnd(end: { readonly code: number; readonly error: Error | undefined }): void;
}

/** What programs run on, as far as the platform tells. */
export interface Machine {
  /** The model of its processor. */
  readonly processor: string | undefined;
  /** How many threads can run at once. */
  readonly cores: number;
  /** How much memory there is, in bytes. */
  readonly memory: number | undefined;
  /** Its system: `linux`, `darwin`, `win32`, or `browser`. */
  readonly system: string;
  /** What its processor understands: `x64`, `arm64`. */
  readonly architecture: string | undefined;
  /** What runs JavaScript, with its version: `Node 22.21.0`. */
  readonly runtime: string;
}

/** Finds and loads tfjs-node. */
export interface NativeLoader {
  /** Looks for it, and loads nothing. */
  find(): NativeInstallation | undefined;
  /** @throws `LML_MISSING_FEATURE` if it does not run here. */
  load(installation: NativeInstallation): Promise<NativeTensorflow>;
}

/** What differs between Node and browsers. */
export interface Platform {
  /** Which one it is. */
  readonly name: 'node' | 'browser';
  /** Files, if there are any. */
  readonly files: Files | undefined;
  /** The terminal, if there is one. */
  readonly terminal: Terminal | undefined;
  /** The bytes under a path, or in a browser a URL; `limit` of them at most. */
  readBytes(path: string, limit?: number): Promise<Uint8Array>;
  /** Opens a file to be read in parts, if the platform has files. */
  readonly openFile: ((path: string) => Promise<ByteSource>) | undefined;
  /** Says something that is no error. */
  warn(code: string, message: string): void;
  /** The width in characters of what lines are printed to, if it is a terminal. */
  readonly printWidth: number | undefined;
  /** Writes a line for people; above a drawn progress bar, if there is one. */
  print(text: string): void;
  /** Writes a line for people where it mixes with no output: in Node to stderr. */
  note(text: string): void;
  /** Lets timers and input have their turn. */
  yieldToEvents(): Promise<void>;
  /** Calls `handler` when the user or the system asks the program to stop; returns how to take that back. */
  onInterrupt(handler: (signal: string) => void): () => void;
  /** How many processors there are. */
  readonly processors: number;
  /** What this runs on. */
  readonly machine: Machine;
  /** The user's folder for what can be made or downloaded again, if the platform has one. It need not exist. */
  readonly cacheFolder: string | undefined;
  /** Starts a program in a process of its own, if the platform has processes. */
  readonly fork: ((program: URL, listener: ChildListener) => ChildProgram) | undefined;
  /** Starts a program in a thread of its own, if the platform has such threads. */
  readonly startThread:
    ((program: URL, options: { name: string; data: unknown }, listener: ThreadListener) => ThreadProgram) | undefined;
  /** TensorFlow by tfjs-node, if the platform can load addons. */
  readonly native: NativeLoader | undefined;
  /** Imports a module by its URL, or an installed package by its name as from the working directory. */
  importModule(specifier: string): Promise<Readonly<Record<string, unknown>>>;
  /** The text of a file inside an installed package. */
  readPackageFile(path: string): Promise<string>;
}
