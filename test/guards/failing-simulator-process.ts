import { startGuarded } from './guarded-simulator.ts';

/** A simulator with special entry points: calls fail on demand. */
await startGuarded(true);
