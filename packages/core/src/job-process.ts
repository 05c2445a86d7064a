import './register.js';

import { serveJobs } from './project/selection/executors/serve-jobs.js';
import { jobHandler } from './project/selection/handle-job.js';

// The program of the processes that the executor `processes` starts.
serveJobs(jobHandler({ isTrusted: true }));
