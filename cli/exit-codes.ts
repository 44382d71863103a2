/** 2 for what the caller must correct, 1 for what was asked and failed, or what this machine refuses; 130 and 143 for signals. */
export const exitCodes = { input: 2, failed: 1, interrupted: 130, terminated: 143 } as const;

export type EndingSignal = 'SIGINT' | 'SIGTERM';

/** The exit code of a command that a signal has ended, as shells count: 128 and the number of the signal. */
export function exitCodeOf(signal: NodeJS.Signals): number {
  return signal === 'SIGINT' ? exitCodes.interrupted : exitCodes.terminated;
}
