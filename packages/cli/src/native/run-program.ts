import { spawn } from 'node:child_process';

/** What a program has answered. */
export interface Answer {
  /** Undefined if it could not be started. */
  readonly code: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program to its end; never throws. */
export type RunProgram = (command: string, args: readonly string[], folder?: string) => Promise<Answer>;

/** Runs a program, without a shell. */
export const runProgram: RunProgram = (command, args, folder) =>
  new Promise((resolve) => {
    const child = spawn(command, args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
    const parts = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr'] as const) {
      child[name].setEncoding('utf8').on('data', (text: string) => {
        // The end says what went wrong.
        parts[name] = (parts[name] + text).slice(-100_000);
      });
    }
    child.on('error', (error) => resolve({ code: undefined, stdout: '', stderr: error.message }));
    child.on('close', (code) => resolve({ code: code ?? 1, ...parts }));
  });
