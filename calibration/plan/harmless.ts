import { otherWords, usualWords } from './messages.ts';

/** Texts of the plan itself, which tell of nobody. */
export const harmlessTexts: readonly string[] = [
  'a message of the calibration',
  'https://www.example.com/?a=1&b=2',
  'https://www.example.com/?a=1&amp;b=2',
  'hello',
  '<b>hello</b>',
  '&lt;b&gt;hello&lt;/b&gt;',
  'Größe (1).pdf',
  'calibration_unknown',
  'Calibration',
  'calibration',
  ...usualWords,
  ...otherWords,
];
