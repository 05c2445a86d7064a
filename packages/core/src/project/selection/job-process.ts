import { serveJobs } from './executors/serve-jobs.js';
import { handleJob } from './handle-job.js';

// The program of a child of `processes`.
serveJobs(handleJob);
