/** How often each latency is measured, on each side; `BENCH_REPETITIONS=4 npm run bench` for a quick look. */
export const REPETITIONS = Number(process.env.BENCH_REPETITIONS ?? 40);
/** Product and floor take turns after so many: whatever else the machine does hits both. */
export const BLOCK = Math.min(10, REPETITIONS);
/** How often each rate is measured: each takes a second or so. */
export const ROUNDS = Math.max(2, Math.round(REPETITIONS / 4));
