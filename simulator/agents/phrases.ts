/** What simulated agents say. Each text depends on its number. */
export interface Phrases {
  greeting(number: number, screenName: string): string;
  answer(number: number, customerText: string): string;
  farewell(number: number): string;
  rejectsNextFile(): string;
  cannotSendFile(reason: string): string;
}
