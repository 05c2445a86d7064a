import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const programs = new URL('./programs/', import.meta.url).pathname;
let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lml-interrupt-'));
});

afterAll(() => rmSync(folder, { recursive: true }));

/** Starts a program, sends the signal once it is under way, and returns what it says at its end. */
function interrupted([program, ...args], signal, afterwards = () => undefined) {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, NODE_OPTIONS: '' };
    const child = spawn(process.execPath, [join(programs, program), ...args], { env });
    let output = '';
    let errors = '';
    child.stdout.on('data', (text) => {
      const isFirst = !output.includes('under way') && `${output}${text}`.includes('under way');
      output += text;
      if (!isFirst) return;
      child.kill(signal);
      afterwards();
    });
    child.stderr.on('data', (text) => (errors += text));
    child.on('close', (code) => {
      if (code === 0) resolve({ ...JSON.parse(output.trim().split('\n').at(-1)), errors });
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
    const result = await interrupted(['interrupted.mjs', backend, folder], signal);
    expect(result.errors).toMatch(/^stopping after the running step or validation; .* ends at once$/m);
    expect(result.status).toBe('interrupted');
    expect(result.batch).toBeGreaterThanOrEqual(5);
    expect(result.ticks).toBeGreaterThan(0);
    expect(existsSync(join(result.lastCheckpoint, 'manifest.json'))).toBe(true);
  });

  it('takes no step more, though the one in which the signal came was the first', async () => {
    const file = join(folder, 'sent');
    const result = await interrupted(['interrupted-at-once.mjs', file], 'SIGINT', () => writeFileSync(file, ''));
    expect(result).toEqual({
      status: 'interrupted',
      step: 1,
      errors: 'stopping after the running step or validation; Ctrl-C again ends at once\n',
    });
  });
});
