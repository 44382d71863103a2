import { faker } from '@faker-js/faker/locale/en';
import { describe, expect, it } from 'vitest';
import { fakerPhrases } from './faker-phrases.ts';

describe('a phrase', () => {
  it('follows from its number', () => {
    const say = () => [fakerPhrases.greeting(7, 'Ada'), fakerPhrases.answer(7, 'Hi'), fakerPhrases.farewell(7)];
    expect(say()).toEqual(say());
    expect(new Set(Array.from({ length: 20 }, (_, number) => fakerPhrases.answer(number, 'Hi'))).size).toBe(20);
  });

  it('names who greets and what was said, shortened', () => {
    expect(fakerPhrases.greeting(1, 'Ada')).toContain('this is Ada');
    expect(fakerPhrases.answer(1, 'Where?')).toContain('"Where?"');
    expect(fakerPhrases.answer(1, 'x'.repeat(1000))).toContain(`"${'x'.repeat(60)}..."`);
  });

  it('leaves the chance of others alone', () => {
    faker.seed(1);
    const expected = faker.number.int();
    faker.seed(1);
    fakerPhrases.greeting(7, 'Ada');
    expect(faker.number.int()).toBe(expected);
  });
});
