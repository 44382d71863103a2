import { startGuarded } from './guarded-simulator.ts';

/** A simulator in which nothing fails on demand. */
await startGuarded(false);
