/** What a function makes is made when it is first asked for, and kept. Schemas take half of a start, and most are never used. */
export function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => (made ??= { value: make() }).value;
}
