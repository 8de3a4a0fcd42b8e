import { nextTask } from '#phone/next-task.ts';

// The phone lives in the browser: its pages are a static shell that also starts without the server.
export const ssr = false;
export const prerender = false;

/** The app is drawn in another task than that in which its first parts have been loaded. */
export const load = nextTask;
