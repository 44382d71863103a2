/** What simulated agents say. Injected, so that the rest needs no library; each text follows from its number. */
export interface Phrases {
  greeting(number: number, screenName: string): string;
  answer(number: number, customerText: string): string;
  farewell(number: number): string;
}
