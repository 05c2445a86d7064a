import { BucketStore, type BucketKeys } from './bucket-store.js';
import { FolderStore } from './folder-store.js';
import type { Store, StorePlace } from './store.js';

/** The store at a place. Keys are this side's own. */
export async function openStore(place: StorePlace, keys: BucketKeys): Promise<Store> {
  return typeof place === 'string' ? new FolderStore(place) : BucketStore.open(place, keys);
}
