/** What simulated agents say. Each text depends on its number. It is injected, so that only its implementation needs a library. */
export interface Phrases {
  greeting(number: number, screenName: string): string;
  answer(number: number, customerText: string): string;
  farewell(number: number): string;
}
