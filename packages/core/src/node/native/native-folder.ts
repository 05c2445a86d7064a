import { platform } from '#platform';

/** What `lml native install` installs, and how: a change of any of it is another folder. */
export const NATIVE_VERSIONS = { tensorflow: '2.18.1', tfjsNode: '4.22.0', recipe: 1 } as const;

/** What lies where in the folder of `lml native install`. The addon looks for libtensorflow in `../lib`. */
export const NATIVE_LAYOUT = {
  /** The package `@tensorflow/tfjs-node`, without those it depends on. */
  package: 'tfjs-node',
  /** Its addon. */
  addon: 'addon/tfjs_binding.node',
  /** libtensorflow. */
  libraries: 'lib',
} as const;

/** The folder of the tfjs-node of `lml native install`; undefined where there is no folder for caches. */
export function nativeFolder(cache: string | undefined = platform.cacheFolder): string | undefined {
  const { tensorflow, tfjsNode, recipe } = NATIVE_VERSIONS;
  const { system, architecture } = platform.machine;
  const name = `tfjs-node-${tfjsNode}-tensorflow-${tensorflow}-${system}-${architecture}-${recipe}`;
  return cache === undefined ? undefined : `${cache}/native/${name}`;
}
