import { nextTask } from '#phone/next-task.ts';

/** The desk is drawn in another task than that in which its parts, the largest there are, have been loaded. */
export const load = nextTask;
