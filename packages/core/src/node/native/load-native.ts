import { createRequire } from 'node:module';
import * as util from 'node:util';
import { isMainThread } from 'node:worker_threads';

import * as tf from '@tensorflow/tfjs';

import { MissingFeatureError } from '../../errors/missing-feature-error.js';
import type { NativeBinding } from './native-binding.js';
import type { NativeInstallation, NativeTensorflow } from './native-tensorflow.js';
import { packageModules } from './package-modules.js';

type Backend = tf.KernelBackend & { readonly binding: NativeBinding };
type BackendClass = new (binding: NativeBinding, packageName: string) => Backend;

const PACKAGE = '@tensorflow/tfjs-node';

let loaded: NativeTensorflow | undefined;

/** @throws `LML_MISSING_FEATURE` if the addon cannot be loaded. */
export function loadNative(installation: NativeInstallation): NativeTensorflow {
  return (loaded ??= load(installation));
}

function load(installation: NativeInstallation): NativeTensorflow {
  const { origin, folder } = installation;
  if (!isMainThread && origin === 'installed') {
    // It fails to register itself a second time, and where it does not, threads spoil each other's lists.
    throw new MissingFeatureError(
      `The tfjs-node in ${folder} runs in the main thread only. Work there or in child processes, or remove it and run: npx lml native install.`,
    );
  }
  const binding = loadAddon(installation);
  const module = packageModules(folder, replacements());
  return {
    ...installation,
    binding,
    tensorflowVersion: binding.TF_Version,
    createBackend() {
      // Those of a tfjs-node that the program itself has imported are the same.
      if (tf.getKernelsForBackend('tensorflow').length === 0) module('dist/register_all_kernels');
      const { NodeJSKernelBackend } = module('dist/nodejs_kernel_backend') as { NodeJSKernelBackend: BackendClass };
      return new NodeJSKernelBackend(binding, PACKAGE);
    },
  };
}

function loadAddon({ folder, addon }: NativeInstallation): NativeBinding {
  // It is read when TensorFlow is loaded: without it each start prints what the processor can do.
  process.env['TF_CPP_MIN_LOG_LEVEL'] ??= '3';
  try {
    return createRequire(import.meta.url)(addon) as NativeBinding;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new MissingFeatureError(
      `The tfjs-node in ${folder} cannot be loaded (${reason}). Run: npx lml native remove, then: npx lml native install.`,
      { cause },
    );
  }
}

/** What tfjs-node gets when it asks for a module. */
function replacements(): Record<string, unknown> {
  return {
    '@tensorflow/tfjs': tf,
    '@tensorflow/tfjs-core': tf,
    // Removed in Node 23.
    util: {
      ...util,
      isArray: Array.isArray,
      isNullOrUndefined: (value: unknown) => value === null || value === undefined,
    },
    // The messages of its writer for TensorBoard, with a package of their own: LML has another.
    './proto/api_pb': {},
  };
}
