import { FileFormatError, MissingFeatureError, readBytes } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import type { WasmFiles } from './wasm.js';
import { withoutNewListeners } from '../shared/process-listeners.js';

/** As TensorFlow.js ranks it: before cpu. */
const PRIORITY = 2;

type Factory = () => tf.KernelBackend | Promise<tf.KernelBackend>;

/** Bundlers do not copy the files, as they are not imported. */
const BUNDLED =
  "In a bundle, copy the .wasm files of the folder dist of @tensorflow/tfjs-backend-wasm and say where: wasm({ path: './wasm/' }). ";

let stockFactory: Factory | undefined;
let loading: Promise<void> | undefined;

/**
 * Loads the wasm backend unless somebody has. It is not made the current one.
 *
 * @throws `LML_FILE_NOT_FOUND`, `LML_FILE_FORMAT`, `LML_MISSING_FEATURE`
 */
export async function loadWasm(path: string | WasmFiles | undefined): Promise<void> {
  if ('wasm' in tf.engine().registry) return;
  loading ??= load(path).finally(() => {
    loading = undefined;
  });
  await loading;
}

async function load(path: string | WasmFiles | undefined): Promise<void> {
  // On its import it announces itself as the best backend, which every operation would then wait for: not before it is asked for.
  const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm');
  const folder = typeof path === 'string' ? path.replace(/(?<!\/)$/, '/') : path;
  if (folder !== undefined) await checkFile(folder);
  const factory = stockFactory ?? tf.findBackendFactory('wasm');
  let backend: tf.KernelBackend;
  try {
    if (folder !== undefined) setWasmPaths(folder);
    backend = await withoutNewListeners(factory);
  } catch (error) {
    throw new MissingFeatureError(
      `The wasm backend cannot start: ${(error as Error).message} ${folder === undefined ? BUNDLED : ''}Or take another backend, for example cpu().`,
      { cause: error },
    );
  }
  // Kept, since what is registered below makes no new one, should somebody remove the backend and start it again.
  stockFactory = factory;
  // Were TensorFlow.js to start it, no backend would work meanwhile, and of an error only a printed warning would remain.
  if (tf.findBackendFactory('wasm') !== null) tf.removeBackend('wasm');
  tf.registerBackend('wasm', () => backend, PRIORITY);
}

/** Looks at the file that is going to be loaded: TensorFlow.js prints what is wrong with it instead of saying it. */
async function checkFile(path: string | WasmFiles): Promise<void> {
  const simd = await tf.env().getAsync('WASM_HAS_SIMD_SUPPORT');
  const threads = await tf.env().getAsync('WASM_HAS_MULTITHREAD_SUPPORT');
  const variant = simd ? (threads ? '-threaded-simd' : '-simd') : '';
  const name = `tfjs-backend-wasm${variant}.wasm` as keyof WasmFiles;
  const file = typeof path === 'string' ? path + name : path[name];
  const bytes = await readBytes(file);
  if (WebAssembly.validate(bytes as BufferSource)) return;
  throw new FileFormatError(
    `'${file}' is not WebAssembly that runs here. Copy ${name} from the folder dist of @tensorflow/tfjs-backend-wasm there, ` +
      'unchanged, and let the server send it as it is.',
  );
}
