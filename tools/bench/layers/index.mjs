import { lenet } from './lenet.mjs';
import { lstm } from './lstm.mjs';
import { mlp } from './mlp.mjs';
import { plainParts } from './plain-parts.mjs';
import { resnet20 } from './resnet20.mjs';
import { transformer } from './transformer.mjs';

/** The models in TensorFlow.js, by name; they give logits. What TensorFlow.js itself has no op for may be given. */
export const layersModels = { mlp, lenet, resnet20, lstm, transformer: (parts = plainParts) => transformer(parts) };
