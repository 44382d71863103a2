import type { SettingName } from '../../simulator/protocol/settings.ts';
import { settings } from '../../simulator/protocol/settings.ts';
import type { MaskerOptions } from '../recording/masker.ts';
import { otherWords, usualWords } from './messages.ts';

/** Texts of the plan itself, which tell of nobody. */
const harmless: readonly string[] = [
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

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

/** What ECE says in a chat, as far as it is known. */
const sentences = (Object.keys(settings) as SettingName[])
  .filter((name) => name.startsWith('callback.content.'))
  .flatMap((name) => textsIn(settings[name].values));

/** What of a recording tells of nobody. */
export const harmlessTexts: MaskerOptions = { harmless, sentences };
