/** How a simulated agent behaves on a special entry point, instead of greeting. */
export type SpecialBehaviour =
  'silent' | 'transfers' | 'ends' | 'rejects files' | 'sends a file' | 'pushes a page' | 'writes HTML';
