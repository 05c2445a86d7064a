import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

import type { ChildListener, ChildProgram } from './platform.js';

/** How much of what a child writes to stderr is kept, in characters: the stack of an error and some. */
const KEPT = 2000;
/** Milliseconds for which what a child wrote is waited for after its end: a process of its own may hold the pipe open for ever. */
const REST = 200;

/**
 * Starts a program in a child process that has this one's environment, folder and options of Node.
 *
 * It stands in a group of its own, so that Ctrl-C in a terminal reaches its parent only. What it writes to stdout is dropped, and to
 * stderr kept for its end; of warnings it sends messages (`parent-process.ts`).
 */
export function forkProgram(program: URL, { onMessage, onEnd }: ChildListener): ChildProgram {
  const child = fork(fileURLToPath(program), [], {
    execArgv: [...inheritedArguments(process.execArgv), '--no-warnings'],
    // Structured clones keep NaN, infinities and typed arrays, of which JSON makes something else.
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    detached: true,
    windowsHide: true,
  } as Parameters<typeof fork>[2]);
  let lastWords = '';
  let hasEnded = false;
  const { stderr } = child;
  stderr?.setEncoding('utf8').on('data', (text: string) => (lastWords = (lastWords + text).slice(-KEPT)));
  const end = (how: string): void => {
    if (hasEnded) return;
    hasEnded = true;
    onEnd({ how, lastWords: lastWords.trim() });
  };
  child.on('message', onMessage);
  child.on('error', (error) => (child.pid === undefined ? end(error.message) : undefined));
  child.on('exit', (code, signal) => {
    const how = signal === null ? `the exit code ${code}` : `the signal ${signal}`;
    const timer = setTimeout(() => end(how), REST);
    child.once('close', () => {
      clearTimeout(timer);
      end(how);
    });
  });
  return {
    send(message) {
      // The end of a child that cannot be reached is heard of by itself.
      if (child.connected) child.send(message as object, () => undefined);
    },
    kill: (signal) => void child.kill(signal),
  };
}

/** Options of Node that a child is to have too: not those of a debugger, a watcher, a test run, or of code in the command line. */
export function inheritedArguments(execArgv: readonly string[]): string[] {
  const inherited: string[] = [];
  for (let index = 0; index < execArgv.length; index++) {
    const argument = execArgv[index] as string;
    if (/^(-e|-p|-pe|--eval|--print)$/.test(argument)) index += 1;
    else if (!/^(-i|-c|--interactive|--check|--(inspect|watch|test|input-type|eval|print)\b.*)$/.test(argument))
      inherited.push(argument);
  }
  return inherited;
}
