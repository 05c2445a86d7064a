// Loaded before a program: the disk is full after so many calls that write, as the environment says; then nothing can be written.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

let left = Number(process.env['FUZZ_WRITES']);
const code = process.env['FUZZ_ERROR'] ?? 'ENOSPC';

/** @param {string} path */
const failure = (path) => Object.assign(new Error(`${code}: a simulated fault, write '${path}'`), { code });
const isFull = () => left-- <= 0;

/** @type {any} */
const all = fs;
for (const name of ['writeSync', 'writeFileSync', 'appendFileSync', 'mkdirSync']) {
  const original = all[name];
  all[name] = (/** @type {any[]} */ ...args) => {
    if (isFull()) throw failure(String(args[0]));
    return original(...args);
  };
}
for (const name of ['write', 'fsync', 'fdatasync']) {
  const original = all[name];
  all[name] = (/** @type {any[]} */ ...args) => {
    // Standard output is no disk.
    if (args[0] < 3 || !isFull()) return original(...args);
    queueMicrotask(() => args.at(-1)(failure(String(args[0]))));
  };
}
for (const name of ['writeFile', 'appendFile', 'mkdir']) {
  const original = all.promises[name];
  all.promises[name] = async (/** @type {any[]} */ ...args) => {
    if (isFull()) throw failure(String(args[0]));
    return original(...args);
  };
}
syncBuiltinESMExports();
