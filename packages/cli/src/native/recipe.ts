import { NATIVE_VERSIONS } from '@lml/core/engine';

const { tensorflow, tfjsNode } = NATIVE_VERSIONS;

/** A file that is downloaded, with the hash that it must have. */
export interface Download {
  /** The name and version as its package manager takes them. */
  readonly specifier: string;
  /** The name of the file. */
  readonly file: string;
  /** The hash of the file, in hexadecimal. */
  readonly hash: string;
  readonly algorithm: 'sha256' | 'sha512';
}

/** TensorFlow for Python, which has libtensorflow in it: the one for Linux on x64, of any of whose Pythons nothing is used. */
export const WHEEL: Download = {
  specifier: `tensorflow-cpu==${tensorflow}`,
  file: `tensorflow_cpu-${tensorflow}-cp312-cp312-manylinux_2_17_x86_64.manylinux2014_x86_64.whl`,
  hash: '8e0f27dbd92c6d380ae0ccfe73c7343f65c127b0aa98467c30c2e71eda7c76a4',
  algorithm: 'sha256',
};

/** How pip chooses that file. */
export const WHEEL_PLATFORM = [
  '--python-version',
  '3.12',
  '--implementation',
  'cp',
  '--platform',
  'manylinux2014_x86_64',
];

/** What of it is used: libtensorflow, and the headers that tfjs-node's addon includes. */
export const LIBRARIES = ['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2'];
export const HEADERS = [
  ...['c_api', 'c_api_macros', 'tf_attrtype', 'tf_buffer', 'tf_datatype', 'tf_status', 'tf_tensor', 'tf_tstring'].map(
    (name) => `tensorflow/c/${name}.h`,
  ),
  'tensorflow/c/eager/c_api.h',
  'tensorflow/core/platform/ctstring.h',
  'tensorflow/core/platform/ctstring_internal.h',
  'tsl/platform/ctstring.h',
  'tsl/platform/ctstring_internal.h',
  'xla/tsl/c/tsl_status.h',
];

/** The names under which the addon and its linker look for a library, and what they are. */
export const LINKS = {
  'libtensorflow.so.2': 'libtensorflow_cc.so.2',
  'libtensorflow.so': 'libtensorflow_cc.so.2',
  'libtensorflow_framework.so': 'libtensorflow_framework.so.2',
};

/** The packages from npm: the JavaScript and the addon's sources, and the headers of Node-API, which do not depend on Node's version. */
export const PACKAGES: readonly Download[] = [
  {
    specifier: `@tensorflow/tfjs-node@${tfjsNode}`,
    file: `tensorflow-tfjs-node-${tfjsNode}.tgz`,
    hash: hex('uHrXeUlfgkMxTZqHkESSV7zSdKdV0LlsBeblqkuKU9nnfxB1pC6DtoyYVaLxznzZy7WQSegjcohxxCjAf6Dc7w=='),
    algorithm: 'sha512',
  },
  {
    specifier: 'node-api-headers@1.9.0',
    file: 'node-api-headers-1.9.0.tgz',
    hash: hex('2oNILP4jXwRB4ywnYKjVk1YyJ96n2D4EOVJO6S3oYZ5PtbJrw3Yt9TpAuX3nBLMuzn74rnfGQrv13pS9vC+YiA=='),
    algorithm: 'sha512',
  },
];

/** What an installation needs on the disk while it is made, and keeps, in bytes. */
export const DISK = { needed: 1.1e9, kept: 0.7e9 };

/** The oldest GNU C library on which that libtensorflow runs. */
export const OLDEST_GLIBC = '2.17';

/** The hashes of npm are written in base64. */
function hex(base64: string): string {
  return Buffer.from(base64, 'base64').toString('hex');
}
