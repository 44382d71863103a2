/** Waits, turn by turn of the event loop, until the condition holds; if it never does, the time limit ends the test. */
export async function eventually(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setImmediate(resolve));
}
