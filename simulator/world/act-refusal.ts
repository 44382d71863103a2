/** Why the world refuses an act of an agent, in a sentence. */
export interface ActRefusal {
  readonly actRefused: string;
}

export function refuseAct(why: string): ActRefusal {
  return { actRefused: why };
}

export function isActRefusal(result: unknown): result is ActRefusal {
  return typeof result === 'object' && result !== null && 'actRefused' in result;
}
