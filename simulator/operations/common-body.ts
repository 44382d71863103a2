import { writeXml } from '../protocol/xml.ts';
import type { SettingValues } from '../protocol/settings.ts';
import type { AnswerBody } from './call.ts';

/** A body of the messaging API: JSON as given, XML in the common namespace (spec 15). */
export function makeCommonBody(settings: SettingValues, root: string, json: object): AnswerBody {
  return {
    json,
    xml: () => writeXml(root, json, { namespace: settings['xml.namespace'], idsAsAttributes: settings['xml.idsAsAttributes'] }),
  };
}
