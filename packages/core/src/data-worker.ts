import './register.js';

import { serveBatches } from './data/workers/serve-batches.js';

// The program of the threads that make batches.
serveBatches();
