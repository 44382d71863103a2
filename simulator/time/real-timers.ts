/**
 * The machine's time and timers as they are when the simulator loads. A test that fakes them later fakes its own: what the simulator
 * does meanwhile, such as the end of an exchange or the delivery of a callback, does not stand still.
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
