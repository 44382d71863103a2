export function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** What each subject gave in each round, by its name. */
export type Rounds<Value> = ReadonlyMap<string, readonly Value[]>;

/**
 * Measures the subjects in turns, so that what changes on the machine meanwhile meets all of them. Each round begins with another one.
 * @param warmUps how many rounds before them are not counted: programs are compiled in them
 */
export async function measureInTurns<Subject extends { readonly name: string }, Value>(
  rounds: number,
  subjects: readonly Subject[],
  measure: (subject: Subject, round: number) => Promise<Value>,
  warmUps = 1,
): Promise<Rounds<Value>> {
  const seen = new Map<string, Value[]>(subjects.map(({ name }) => [name, []]));
  for (let round = -warmUps; round < rounds; round++) {
    for (let turn = 0; turn < subjects.length; turn++) {
      const subject = subjects[(turn + round + warmUps) % subjects.length]!;
      const value = await measure(subject, round);
      if (round >= 0) seen.get(subject.name)!.push(value);
    }
  }
  return seen;
}

/** A number of each value. Values without one are left out. */
export function numbersOf<Value>(rounds: Rounds<Value>, of: (value: Value) => number | undefined): Map<string, number[]> {
  return new Map([...rounds].map(([name, values]) => [name, values.map(of).filter((number) => number !== undefined)]));
}

/** The number of one subject divided by that of each other in the same round. */
export function ratiosTo(numbers: ReadonlyMap<string, readonly number[]>, divided: string): Map<string, number[]> {
  const dividends = numbers.get(divided) ?? [];
  const ratios = [...numbers].map(([name, values]): [string, number[]] => [
    name,
    values.flatMap((value, round) => (dividends[round] === undefined ? [] : [dividends[round] / value])),
  ]);
  return new Map(ratios);
}
