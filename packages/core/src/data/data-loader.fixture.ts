import { DataLoader, type DataLoaderOptions, type LoadedBatch } from './data-loader.js';

/** A loader whose dataset is open. */
export async function opened(options: DataLoaderOptions): Promise<DataLoader> {
  const loader = new DataLoader(options);
  await loader.open();
  return loader;
}

/** All batches of an epoch, or those from one on. */
export async function read(loader: DataLoader, epoch = 0, from?: number): Promise<LoadedBatch[]> {
  const batches: LoadedBatch[] = [];
  for await (const batch of loader.iterate(epoch, from)) batches.push(batch);
  return batches;
}
