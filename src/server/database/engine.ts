/** The two databases that the one schema runs on. */
export type Engine = 'sqlite' | 'postgres';
