/** A stop takes no longer, in milliseconds: what supervises processes kills after 10 s, often. */
export const stopDeadlineMs = 5000;

/** Ends the process by the deadline, whatever still goes on in it. */
export function exitAtLatest(code: number): void {
  setTimeout(() => process.exit(code), stopDeadlineMs).unref();
}
