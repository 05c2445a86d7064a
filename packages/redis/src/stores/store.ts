/** An S3-compatible bucket, without keys: this travels with jobs. */
export interface BucketPlace {
  /** Its address, with a folder within it if one is wanted. */
  readonly bucket: string;
  /** Its region. */
  readonly region?: string | undefined;
}

/** Where files are kept: an absolute path that all machines have, or a bucket. */
export type StorePlace = string | BucketPlace;

/** Keeps the files of jobs where all machines find them. */
export interface Store {
  /** Copies files of a folder to a place within the store. */
  save(folder: string, names: readonly string[], place: string): Promise<void>;
  /** Copies files from a place within the store to a folder; each is there in full or not at all. */
  load(place: string, names: readonly string[], folder: string): Promise<void>;
  /** Removes files of a place. */
  remove(place: string, names: readonly string[]): Promise<void>;
}
