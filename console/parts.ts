import type { OpenConsolePart } from '../simulator/index.ts';

/** What the command line adds to the console of the simulator; each is loaded when it is asked for the first time. */
export const consoleParts: Readonly<Record<string, OpenConsolePart>> = {
  phone: async (context) => (await import('./phone/phone-part.ts')).openPhonePart(context),
  scenarios: async (context) => (await import('./player/player-part.ts')).openPlayerPart(context),
  traffic: async () => (await import('./traffic/traffic-part.ts')).openTrafficPart(),
};
