// datasets
export { tripletClouds, type TripletCloudsOptions } from './datasets/triplet-clouds.js';

// learners
export { triplets, type TripletsOptions } from './learners/triplets.js';

// losses
export { arcFace, type ArcFaceOptions } from './losses/arc-face.js';
export { tripletDistance, type TripletDistanceOptions, type TripletEmbeddings } from './losses/triplet-distance.js';
