import type { Machine } from '../platform.js';

/** What `lml native install` installs, and how: a change of any of it is another folder. */
export const NATIVE_VERSIONS = {
  /** The version of libtensorflow. */
  tensorflow: '2.18.1',
  /** The version of tfjs-node. */
  tfjsNode: '4.22.0',
  /** Counts the ways in which it was installed. */
  recipe: 2,
} as const;

/** What lies where in the folder of `lml native install`. The addon looks for libtensorflow in `../lib`. */
export const NATIVE_LAYOUT = {
  /** The package `@tensorflow/tfjs-node`, without those it depends on. */
  package: 'tfjs-node',
  /** Its addon. */
  addon: 'addon/tfjs_binding.node',
  /** libtensorflow. */
  libraries: 'lib',
} as const;

/** The folder, in a folder for caches, of the tfjs-node that `lml native install` installs on a machine. */
export function nativeFolderIn(
  cache: string,
  { system, architecture }: Pick<Machine, 'system' | 'architecture'>,
): string {
  const { tensorflow, tfjsNode, recipe } = NATIVE_VERSIONS;
  return `${cache}/native/tfjs-node-${tfjsNode}-tensorflow-${tensorflow}-${system}-${architecture}-${recipe}`;
}
