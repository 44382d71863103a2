import { describe, expect, it } from 'vitest';
import type { Locale } from './locales.ts';
import { locales, phrasesOf, sampleQuestionOf } from './locales.ts';
import { plainWordIn } from './plain-words.ts';

/** What many numbers make an agent answer. */
function answersTo(locale: Locale, text: string): string[] {
  return Array.from({ length: 200 }, (_, number) => phrasesOf(locale).answer(number, text));
}

/** What customers ask, and a word that each answer to it has. */
const questions: Record<Locale, [question: string, answered: RegExp][]> = {
  en: [
    ['Where is my order 4711?', /[Oo]rder 4711/],
    ['I want to RETURN what I bought', /[Oo]rder \d{6}/],
    ['When is my order delivered?', /[Dd]elivery|courier/],
    ['I paid twice', /invoice|payment/i],
    ['Can I move the appointment?', /appointment|technician/],
    ['thanks', /welcome|pleasure|Gladly/],
    ['hi', /Hello|Good to hear/],
    ['his history', /^(I see|I understand|I have noted|Let me|Thank you)/],
  ],
  de: [
    ['Wo bleibt meine Bestellung 4711?', /Bestellung 4711/],
    ['Ich möchte etwas zurückgeben', /Bestellung \d{6}/],
    ['Wann wird geliefert?', /Lieferung|Bote/],
    ['Wo ist mein Päckchen', /Lieferung|Bote/],
    ['Die Rechnungsnummer fehlt', /Rechnung/],
    ['Wann kommt der Techniker?', /Termin|Technik/],
    ['Danke!', /Gern|gern|Ursache/],
    ['Schöne Grüße', /Guten Tag|Schön|Hallo/],
  ],
  es: [
    ['¿Dónde está mi pedido 4711?', /pedido 4711/],
    ['Quiero devolver mi COMPRA', /pedido \d{6}/],
    ['¿Cuándo llega el envío?', /envío|repartidor/],
    ['No tengo la factura', /factura/],
    ['¿Viene hoy el técnico?', /cita|servicio técnico/],
    ['Muchas gracias', /De nada|gusto|No hay de qué/],
    ['Buenos días', /Hola|Gracias por escribir/],
  ],
};

describe.each(locales)('in %s', (locale) => {
  it.each(questions[locale])('"%s" is answered to the point', (question, answered) => {
    const answers = answersTo(locale, question);
    expect(answers.filter((answer) => !answered.test(answer))).toEqual([]);
    expect(new Set(answers.map((answer) => answer.slice(0, 12))).size).toBeGreaterThan(2);
  });

  it('whatever else is written is answered, and every gap is filled', () => {
    for (const text of ['', '12', '{name}', '🙂', 'x'.repeat(100_000), ...questions[locale].map(([question]) => question)]) {
      const phrases = phrasesOf(locale);
      const said = [...answersTo(locale, text), phrases.greeting(1, 'Ada'), phrases.farewell(1)];
      expect(said.filter((sentence) => !/[.!?]$/.test(sentence) || /[{}]|undefined/.test(sentence))).toEqual([]);
    }
  });

  it('a phrase follows from its number', () => {
    expect(answersTo(locale, 'x')).toEqual(answersTo(locale, 'x'));
  });

  it('the agent says its name', () => {
    for (let number = 0; number < 50; number++) expect(phrasesOf(locale).greeting(number, 'Ada')).toContain('Ada');
  });

  it('the question that a newcomer may ask is no plain word and is answered with its number', () => {
    const question = sampleQuestionOf(locale);
    expect(plainWordIn(question)).toBeUndefined();
    expect(answersTo(locale, question).some((answer) => answer.includes('4711'))).toBe(true);
  });
});

it('a number in a word or a very long one is not taken for that of an order', () => {
  for (const text of ['order A12345', 'order 1234567890123']) {
    expect(answersTo('en', text).filter((answer) => /12345/.test(answer))).toEqual([]);
  }
});
