// The phone lives in the browser: its pages are a static shell that also starts without the server.
export const ssr = false;
export const prerender = false;
