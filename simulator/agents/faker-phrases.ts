import type { Faker } from '@faker-js/faker';
import { faker as shared } from '@faker-js/faker/locale/en';
import type { Phrases } from './phrases.ts';

/** One of our own: who uses faker in the same process must not find his seed changed. Its class comes at no cost by the locale. */
const faker = new (shared.constructor as typeof Faker)({ locale: shared.rawDefinitions });

/** Characters of the customer's text that an answer repeats. */
const quoted = 60;

/** Phrases from faker. Seeded anew for each phrase, so that a phrase depends on its number alone. */
export const fakerPhrases: Phrases = {
  greeting: (number, screenName) =>
    from(number, ['Hello', 'Good day', 'Hi there', 'Welcome'], (hello) => `${hello}, this is ${screenName}. How can I help you?`),
  answer: (number, customerText) =>
    from(number, ['I see', 'Thank you', 'Let me check', 'Understood'], (opening) => {
      const about = customerText.length > quoted ? `${customerText.slice(0, quoted)}...` : customerText;
      return `${opening}: "${about}". Your reference is ${faker.string.alphanumeric({ length: 6, casing: 'upper' })}. ${faker.company.catchPhrase()}.`;
    }),
  farewell: (number) => from(number, ['Goodbye', 'Have a nice day', 'Take care'], (words) => `${words}!`),
};

function from(number: number, openings: string[], phrase: (opening: string) => string): string {
  faker.seed(number);
  return phrase(faker.helpers.arrayElement(openings));
}
