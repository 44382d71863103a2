import { errors } from '../../simulator/protocol/errors.ts';
import type { Observation } from './observe.ts';
import { stepOf } from './observe.ts';
import { differences } from './visibility.ts';

/** A place of the recording that tells a value: what was seen there. */
export interface Evidence {
  readonly place: string;
  readonly seen: string;
}

/** What was seen, held against what two simulators would have shown. */
export interface Comparison {
  /** Whether the two differ anywhere. */
  readonly isTelling: boolean;
  /** Places at which the first shows what was seen, and the other does not. */
  readonly supporting: readonly Evidence[];
  /** Places at which the other does, and the first does not. */
  readonly contrary: readonly Evidence[];
  /** How many more steps the other one explains; a step that is explained in part counts for little. */
  readonly gain: number;
}

export const nothingTold: Comparison = { isTelling: false, supporting: [], contrary: [], gain: 0 };

const inPart = 0.1;

export function compare(seen: Observation, one: Observation, other: Observation): Comparison {
  const telling = differences(one, other);
  const evidence = (place: string): Evidence => ({ place, seen: seen.get(place) ?? 'nothing' });
  const [byOne, byOther] = [one, other].map((twin) => telling.filter((place) => explains(place, seen, twin)));
  const steps = Map.groupBy(telling, stepOf);
  let gain = 0;
  for (const places of steps.values()) gain += shareOf(places, byOther!) - shareOf(places, byOne!);
  return {
    isTelling: telling.length > 0,
    supporting: byOne!.map(evidence),
    contrary: byOther!.map(evidence),
    gain,
  };
}

function shareOf(places: readonly string[], explained: readonly string[]): number {
  const count = places.filter((place) => explained.includes(place)).length;
  return count === places.length ? 1 : (inPart * count) / places.length;
}

/** The numbers of codes that mean something else than the one that is expected. */
const knownNumbers = new Set(Object.values(errors).map(({ code }) => code.slice(4)));

/** An answer with the right status is no evidence when its code says that something else was refused. */
function explains(place: string, seen: Observation, twin: Observation): boolean {
  if (seen.get(place) !== twin.get(place)) return false;
  const step = stepOf(place);
  if (seen.get(`${step}: status`) !== twin.get(`${step}: status`)) return seen.has(place);
  return [`${step}: body.code`, `${step}: xml code`].every((codePlace) => {
    const code = seen.get(codePlace);
    const number = code === undefined ? undefined : /^"?\d{3}-(\d{3,4})"?$/.exec(code)?.[1];
    return number === undefined || !knownNumbers.has(number) || code === twin.get(codePlace);
  });
}
