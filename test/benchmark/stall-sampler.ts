import { monitorEventLoopDelay } from 'node:perf_hooks';

/**
 * Loaded into the process under test with `--import`: measures how long its event loop stands still. The parent asks over the
 * channel: `reset` begins anew, `read` is answered with the longest delay in milliseconds.
 */
const resolutionMs = 5;
const delays = monitorEventLoopDelay({ resolution: resolutionMs });
delays.enable();
process.on('message', (question) => {
  if (question === 'reset') delays.reset();
  process.send?.({ longestMs: Math.max(0, delays.max / 1e6 - resolutionMs) });
});
process.channel?.unref();
