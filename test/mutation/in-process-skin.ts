import type { Skin } from '../api/in-process-skin.ts';
import { inProcess } from '../api/in-process-skin.ts';

/** Stands in for `test/api/skins.ts`: what an operation does is the same through every skin, so mutants of it meet one of them. */
export const skins = { inProcess };

export function throughEverySkin(cases: (skin: Skin) => void): void {
  cases(inProcess);
}
