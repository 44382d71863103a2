import { Random } from '../world/random.ts';
import { german } from './phrase-books/de.ts';
import { english } from './phrase-books/en.ts';
import { spanish } from './phrase-books/es.ts';
import type { PhraseBook, Topic } from './phrase-books/phrase-book.ts';
import type { Phrases } from './phrases.ts';

/** The languages that simulated agents speak. */
export const locales = ['en', 'de', 'es'] as const;
export type Locale = (typeof locales)[number];

const phraseBooks: Readonly<Record<Locale, PhraseBook>> = { en: english, de: german, es: spanish };

/** What a customer may ask agents who speak the language. */
export function sampleQuestionOf(locale: Locale): string {
  return phraseBooks[locale].sampleQuestion;
}

export function phrasesOf(locale: Locale): Phrases {
  const book = phraseBooks[locale];
  const topics = book.topics.map((topic) => ({ answers: topic.answers, pattern: patternOf(topic) }));
  return {
    greeting: (number, screenName) => say(book, number, book.greetings, { agent: screenName }),
    answer: (number, customerText) => {
      const text = withoutAccents(customerText);
      const { answers } = topics.find(({ pattern }) => pattern.test(text)) ?? { answers: book.general };
      const named = /(?<![\p{L}\d])\d{3,12}(?![\p{L}\d])/u.exec(customerText)?.[0];
      return say(book, number, answers, named === undefined ? {} : { number: named });
    },
    farewell: (number) => say(book, number, book.farewells),
    rejectsNextFile: () => book.rejectsNextFile,
    cannotSendFile: (reason) => `${book.cannotSendFile} ${reason}`,
  };
}

function patternOf({ words, wholeWords = [] }: Topic): RegExp {
  const alternatives = [...words, ...wholeWords.map((word) => `${word}(?!\\p{L})`)];
  return new RegExp(`(?<!\\p{L})(?:${alternatives.join('|')})`, 'u');
}

function withoutAccents(text: string): string {
  return text.toLowerCase().normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll('ß', 'ss');
}

function say(
  book: PhraseBook,
  number: number,
  sentences: PhraseBook['general'],
  known: Readonly<Record<string, string>> = {},
): string {
  const random = new Random(String(number), new Map());
  const whole = (purpose: string, low: number, high: number) => Math.floor(random.between(purpose, low, high + 1));
  const made: Readonly<Record<string, () => string>> = {
    number: () => String(whole('number', 100_000, 999_999)),
    name: () => random.pick('name', book.names),
    day: () => random.pick('day', book.days),
    time: () => `${whole('hour', 9, 17)}:${random.pick('minute', ['00', '15', '30', '45'])}`,
    days: () => String(whole('days', 2, 5)),
    amount: () => `${whole('euros', 10, 199)}${book.decimalSeparator}${random.pick('cents', ['00', '50', '90', '99'])}`,
  };
  return random.pick('sentence', sentences).replaceAll(/\{(\w+)\}/g, (_, part: string) => known[part] ?? made[part]!());
}
