/**
 * Finds files that import each other in a circle.
 * @param imports what each file imports
 * @returns at least one circle where there is any; its first file stands at its end again
 */
export function findCircles(imports: ReadonlyMap<string, readonly string[]>): string[][] {
  const circles: string[][] = [];
  const done = new Set<string>();
  const path: string[] = [];
  function visit(file: string): void {
    const start = path.indexOf(file);
    if (start >= 0) circles.push([...path.slice(start), file]);
    if (start >= 0 || done.has(file)) return;
    path.push(file);
    for (const imported of imports.get(file) ?? []) visit(imported);
    path.pop();
    done.add(file);
  }
  for (const file of imports.keys()) visit(file);
  return circles;
}
