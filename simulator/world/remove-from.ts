/** Removes an id from the list, in place: a copy without it would cost more the longer the list is. */
export function removeFrom(ids: string[], id: string): void {
  const at = ids.indexOf(id);
  if (at >= 0) ids.splice(at, 1);
}
