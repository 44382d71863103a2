/**
 * The machine's time and timers, taken when the simulator loads. A test may fake the global timers later. The simulator still ends
 * exchanges and delivers callbacks then, because it uses these.
 */
export const realTimers = {
  now: Date.now.bind(Date),
  /** Milliseconds since the process began, for durations. */
  elapsed: performance.now.bind(performance),
  setTimeout: globalThis.setTimeout.bind(globalThis),
  clearTimeout: globalThis.clearTimeout.bind(globalThis),
  setInterval: globalThis.setInterval.bind(globalThis),
  clearInterval: globalThis.clearInterval.bind(globalThis),
  /** Undefined in browsers. */
  setImmediate: (globalThis as { setImmediate?: (task: () => void) => unknown }).setImmediate?.bind(globalThis),
};
