import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const program = new URL('./programs/interrupted.mjs', import.meta.url).pathname;
let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lml-interrupt-'));
});

afterAll(() => rmSync(folder, { recursive: true }));

/** Starts the program, sends the signal once it is under way, and returns what it says at its end. */
function interrupted(backend, signal) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, backend, folder], { env: { ...process.env, NODE_OPTIONS: '' } });
    let output = '';
    let errors = '';
    child.stdout.on('data', (text) => {
      if (!output.includes('under way') && `${output}${text}`.includes('under way')) child.kill(signal);
      output += text;
    });
    child.stderr.on('data', (text) => (errors += text));
    child.on('close', (code) => {
      if (code === 0) resolve(JSON.parse(output.trim().split('\n').at(-1)));
      else reject(new Error(`exit code ${code}\n${output}\n${errors}`));
    });
  });
}

describe('a process that is asked to stop', () => {
  it.each([
    ['cpu', 'SIGINT'],
    ['wasm', 'SIGINT'],
    ['wasm', 'SIGTERM'],
  ])('ends after the running step, saves and says so (%s, %s)', async (backend, signal) => {
    const result = await interrupted(backend, signal);
    expect(result.status).toBe('interrupted');
    expect(result.batch).toBeGreaterThanOrEqual(5);
    expect(result.ticks).toBeGreaterThan(0);
    expect(existsSync(join(result.lastCheckpoint, 'manifest.json'))).toBe(true);
  });
});
