/** The version of this package; written by the release script. */
export const version = '0.1.0';
