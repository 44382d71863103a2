import type { Faker } from '@faker-js/faker';
import { faker as shared } from '@faker-js/faker/locale/en';
import type { Phrases } from './phrases.ts';
import { beginningOf } from '../protocol/well-formed-text.ts';

/** An instance of its own, so that other users of faker in this process keep their seed. Its class comes with the locale at no cost. */
const faker = new (shared.constructor as typeof Faker)({ locale: shared.rawDefinitions });

/** Most characters of the customer's text that an answer repeats. */
const longestQuote = 60;

/** Phrases from faker. Each phrase sets the seed, so that it depends on its number alone. */
export const fakerPhrases: Phrases = {
  greeting: (number, screenName) =>
    makePhrase(
      number,
      ['Hello', 'Good day', 'Hi there', 'Welcome'],
      (hello) => `${hello}, this is ${screenName}. How can I help you?`,
    ),
  answer: (number, customerText) =>
    makePhrase(number, ['I see', 'Thank you', 'Let me check', 'Understood'], (opening) => {
      const about = customerText.length > longestQuote ? `${beginningOf(customerText, longestQuote)}...` : customerText;
      return `${opening}: "${about}". Your reference is ${faker.string.alphanumeric({ length: 6, casing: 'upper' })}. ${faker.company.catchPhrase()}.`;
    }),
  farewell: (number) => makePhrase(number, ['Goodbye', 'Have a nice day', 'Take care'], (words) => `${words}!`),
};

function makePhrase(number: number, openings: string[], phrase: (opening: string) => string): string {
  faker.seed(number);
  return phrase(faker.helpers.arrayElement(openings));
}
