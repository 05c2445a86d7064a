/** A way from one number to another, of which a part from 0 to 1 is made. */
export type Anneal = (from: number, to: number, part: number) => number;

/** The ways that PyTorch has, by its names. */
export const anneals: Readonly<Record<'cos' | 'linear', Anneal>> = {
  cos: (from, to, part) => between(from, to, (1 - Math.cos(Math.PI * part)) / 2),
  linear: between,
};

/** A part of the way in a straight line, exact at both ends. */
export function between(from: number, to: number, part: number): number {
  return from * (1 - part) + to * part;
}
