import type * as tf from '@tensorflow/tfjs';

import { MissingFeatureError } from '../../errors/missing-feature-error.js';
import { platform } from '#platform';
import type { NativeBinding } from './native-binding.js';
import { nativeFolderIn } from './native-folder.js';

/** Where a tfjs-node lies that can be loaded. */
export interface NativeInstallation {
  /** Whether it was installed the usual way, where the user's project finds it, or by `lml native install`. */
  readonly origin: 'installed' | 'cache';
  /** The folder of the package `@tensorflow/tfjs-node`. */
  readonly folder: string;
  /** The file of its addon. */
  readonly addon: string;
  /** The version of tfjs-node. */
  readonly tfjsNodeVersion: string;
}

/** A tfjs-node that has been loaded. */
export interface NativeTensorflow extends NativeInstallation {
  /** The addon. */
  readonly binding: NativeBinding;
  /** The version of libtensorflow. */
  readonly tensorflowVersion: string;
  /**
   * Makes the backend of TensorFlow.js, after its kernels have been registered. They look for the backend under the name `tensorflow`:
   * register it so.
   */
  createBackend(): tf.KernelBackend;
}

/** What there is to do where tfjs-node is missing. */
const REMEDY = 'To have it, run: npx lml native install.';

/**
 * Looks for a tfjs-node: one that the project has installed with its addon, else the one of `lml native install`. Nothing is loaded.
 *
 * @returns Undefined if there is none, and in browsers.
 */
export async function findNativeTensorflow(): Promise<NativeInstallation | undefined> {
  return platform.native?.find();
}

/**
 * Loads tfjs-node: one that the project has installed with its addon, else the one of `lml native install`. It works with the
 * TensorFlow.js of this process, and a second call gives the same.
 *
 * @param chosen Another one than that which is found.
 *
 * @throws `LML_MISSING_FEATURE` if there is none, and in browsers, and if it does not run here.
 */
export async function loadNativeTensorflow(chosen?: NativeInstallation): Promise<NativeTensorflow> {
  if (platform.native === undefined) {
    throw new MissingFeatureError(
      'TensorFlow itself runs in Node only, not in browsers. Take another engine or backend.',
    );
  }
  const installation = chosen ?? platform.native.find();
  if (installation === undefined) {
    const cache = platform.cacheFolder;
    const where = cache === undefined ? 'in this project' : `neither in this project nor in ${cache}`;
    throw new MissingFeatureError(`tfjs-node is not installed, ${where}. ${REMEDY}`);
  }
  return platform.native.load(installation);
}

/** The folder of the tfjs-node of `lml native install`; undefined where there is no folder for caches. */
export function nativeFolder(): string | undefined {
  const { cacheFolder, machine } = platform;
  return cacheFolder === undefined ? undefined : nativeFolderIn(cacheFolder, machine);
}
