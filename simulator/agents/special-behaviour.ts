/** The behaviour of a simulated agent on a special entry point, where it does not greet. */
export type SpecialBehaviour =
  'silent' | 'transfers' | 'ends' | 'rejects files' | 'sends a file' | 'pushes a page' | 'writes HTML';
