import type { SettingValues } from '../../simulator/protocol/settings.ts';
import { readSiteFile } from '../../simulator/configuration/site-file.ts';
import type { Recording } from '../recording/exchange.ts';
import { parseHar } from '../recording/har.ts';
import { harmlessTexts } from '../plan/harmless.ts';
import { Masker } from '../recording/masker.ts';
import { parseRecording, readText } from '../recording/recording-file.ts';

/**
 * Reads a recording, or HAR, which it masks.
 * @throws {RecordingError} when the file cannot be read, or is neither
 */
export async function readTraffic(file: string): Promise<Recording> {
  const text = await readText(file);
  const isHar = file.endsWith('.har') || /^\s*\{\s*"log"/.test(text);
  return isHar ? new Masker(harmlessTexts).maskAll(parseHar(text, file)) : parseRecording(text, file);
}

/**
 * The settings of a site file; none without one.
 * @throws {ConfigurationError}
 */
export async function readSettings(site: string | undefined): Promise<Partial<SettingValues>> {
  if (site === undefined) return {};
  const { settings } = await readSiteFile(site);
  return settings ?? {};
}
