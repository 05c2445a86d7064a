/** The file in a fold's folder that has its predictions. */
export const PREDICTIONS_FILE = 'predictions.safetensors';
