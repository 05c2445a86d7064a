/** The name of a step as people read it: the only training step is `train`, others `train/generator`. */
export function shownName({ name }: { readonly name: string }): string {
  return name.replace(/\/$/, '');
}
