/** Lets the event loop turn until the condition holds; what never comes ends with the time limit of the test. */
export async function eventually(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setImmediate(resolve));
}
