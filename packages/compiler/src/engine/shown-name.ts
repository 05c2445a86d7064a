import type { Step } from '@lml/core';

/** The name of a step as people read it: the only training step is `train`, others `train/generator`. */
export function shownName({ name }: Step): string {
  return name.replace(/\/$/, '');
}
