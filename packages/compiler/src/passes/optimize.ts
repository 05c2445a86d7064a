import type { Graph } from '../graph/graph.js';
import { arithmetic } from './arithmetic.js';
import { foldConstants } from './fold-constants.js';
import { foldSplats } from './fold-splats.js';
import { fuseBias } from './fuse-bias.js';
import { fuseKeepDims } from './fuse-keep-dims.js';
import { lazyBroadcasts } from './lazy-broadcasts.js';
import { matrixProducts } from './matrix-products.js';
import { reductions } from './reductions.js';
import { reluGradients } from './relu-gradient.js';
import { removeDeadNodes } from './remove-dead-nodes.js';
import { reshapes } from './reshapes.js';
import { rewrite, type Rules } from './rewrite.js';
import { tileGradients } from './tile-gradient.js';
import { trivialMoves } from './trivial-moves.js';
import { dropUnusedSaves } from './unused-saves.js';
import { usesOf } from './uses.js';

/** What makes a graph smaller wherever it applies. Splats and small values come first: others count on their form. */
function simplifications(): Rules[] {
  return [
    foldSplats,
    foldConstants,
    lazyBroadcasts,
    reshapes,
    trivialMoves,
    reductions,
    arithmetic,
    tileGradients(),
    reluGradients,
    matrixProducts,
  ];
}

/**
 * A graph that computes the same with less. Results are equal but for rounding and the sign of zeros; what is NaN or infinite
 * stays so.
 */
export function optimize(graph: Graph): Graph {
  const simple = removeDeadNodes(rewrite(graph, simplifications()));
  // These pay only where a value has one use, so they need to know what is left.
  const uses = usesOf(simple);
  const fused = rewrite(simple, [fuseKeepDims(uses), fuseBias(uses), ...simplifications()]);
  return dropUnusedSaves(removeDeadNodes(fused));
}
