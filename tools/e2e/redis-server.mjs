import { spawn, spawnSync } from 'node:child_process';
import { createServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

/** Whether there is a redis-server. */
export const isInstalled = spawnSync('redis-server', ['--version']).error === undefined;

/** A port that was free a moment ago. */
export function freePort() {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
      server.close(() => resolve(port));
    });
  });
}

/**
 * Redis on a port, that writes what it knows to a folder: each second, as is its default.
 *
 * @param {number} port
 * @param {string} folder
 * @param {readonly string[]} [more]
 * @returns {Promise<import('node:child_process').ChildProcess>} once it answers
 */
export async function startRedis(port, folder, more = []) {
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--appendonly', 'yes', '--save', ''];
  const server = spawn('redis-server', [...args, ...more]);
  let output = '';
  server.stdout.on('data', (text) => (output += text));
  while (!output.includes('Ready to accept connections')) {
    if (server.exitCode !== null) throw new Error(`redis-server ended:\n${output}`);
    await wait(20);
  }
  return server;
}

/**
 * Ends a process and waits until it is gone.
 *
 * @param {import('node:child_process').ChildProcess | undefined} child
 * @param {NodeJS.Signals} [signal]
 */
export async function end(child, signal = 'SIGKILL') {
  if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill(signal);
  await gone;
}
