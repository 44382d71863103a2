import type { EndingSignal } from '../cli/exit-codes.ts';

/** What is wrong with something that a user gave to the calibration: which part, and what to do. */
export class CalibrationError extends Error {
  override readonly name: string = 'CalibrationError';
}

export function isCalibrationError(error: unknown): error is CalibrationError {
  return error instanceof CalibrationError;
}

/** A file that is no recording, or a line of it that is wrong. */
export class RecordingError extends CalibrationError {
  override readonly name = 'RecordingError';
}

/** The run has stopped before its end: by the user, or because ECE wants no more. */
export class StoppedError extends CalibrationError {
  override readonly name: string = 'StoppedError';
}

/** A signal has stopped the run, such as that of Ctrl-C. */
export class InterruptedError extends StoppedError {
  override readonly name = 'InterruptedError';
  readonly signal: EndingSignal;

  constructor(message: string, signal: EndingSignal) {
    super(message);
    this.signal = signal;
  }
}
