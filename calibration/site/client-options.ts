import type { Options } from '../../client/index.ts';
import type { SettingValues } from '../../simulator/protocol/settings.ts';
import { sendTypeWords, xmlRoots } from '../../simulator/protocol/setting-kinds.ts';

type Told = Partial<SettingValues>;
type EventWords = Options['eventWords'];

/** Settings whose value the client library needs as an option, because it writes that form or cannot know that word. */
const rules: readonly ((told: Told) => Partial<Options> | undefined)[] = [
  (told) => when(told['http.idForm'] === 'number', { idForm: 'number' }),
  ({ 'error.codes': codes }) => {
    const code = codes?.conversationNotOngoing?.code;
    return code === undefined ? undefined : { notOngoingCodes: [code] };
  },
  ({ 'conversation.start.searchAttributes': attributes }) => {
    const phone = attributes?.includes('mobile.phone') === false && attributes.find((name) => name.includes('phone'));
    return phone ? { smsSearchAttribute: phone } : undefined;
  },
  (told) => when(told['conversation.start.customerCustomAttributes'] === 'contact', { customAttributesAt: 'contact' }),
  (told) => when(told['conversation.start.contactFields'] === 'v12', { contactFields: 'v12' }),
  (told) => when(told['message.send.xml'] === false, { wireFormat: 'json' }),
  ({ 'message.send.types': words }) => {
    const { startTyping: _, endTyping: __, ...messageTypes } = changesOf(words, sendTypeWords);
    return when(Object.keys(messageTypes).length > 0, { messageTypes });
  },
  ({ 'conversation.end.route': endRoute }) => endRoute && { endRoute },
  (told) => eventWordsOf(told),
  ({ 'attachment.decisionForm': form }) => when(form !== undefined && form !== 'attachments', { decisionForm: form! }),
  ({ 'availability.route.liveSessionStatus': word }) =>
    when(word !== undefined && word !== 'liveSessionStatus', { liveSessionStatusRoute: word! }),
  (told) => when(told['user.loginFields'] === 'username', { loginMember: 'username' }),
  (told) => when(told['customer.contactPointForm'] === 'flat', { contactPointForm: 'flat' }),
  ({ 'xml.roots': roots }) => {
    const { conversation, message } = changesOf(roots, xmlRoots);
    const changed = { ...(conversation !== undefined && { conversation }), ...(message !== undefined && { message }) };
    return when(Object.keys(changed).length > 0, { xmlRoots: changed });
  },
];

const events = {
  'callback.type.assigned': 'Assigned',
  'callback.type.transfer': 'Transfer',
  'callback.type.pagePush': 'PagePush',
  'callback.type.uploadAttachment': 'UploadAttachment',
  'callback.type.acceptAttachment': 'AcceptAttachment',
  'callback.type.rejectAttachment': 'RejectAttachment',
} as const satisfies Partial<Record<keyof SettingValues, EventWords[string]>>;

/** What the options of the client library must be at an ECE with these settings: a site file holds both. */
export function clientOptionsFor(told: Told): Partial<Options> {
  return Object.assign({}, ...rules.map((rule) => rule(told))) as Partial<Options>;
}

function eventWordsOf(told: Told): Partial<Options> | undefined {
  const words = Object.entries(events).flatMap(([setting, event]) => {
    const word = told[setting as keyof typeof events];
    const given = typeof word === 'object' ? Object.values(word) : word === undefined ? [] : [word];
    // The library knows the name of the event itself.
    return given.filter((one) => one.toLowerCase() !== event.toLowerCase()).map((one) => [one, event] as const);
  });
  return when(words.length > 0, { eventWords: Object.fromEntries(words) });
}

function when(isNeeded: boolean, options: Partial<Options>): Partial<Options> | undefined {
  return isNeeded ? options : undefined;
}

function changesOf<Words extends Readonly<Record<string, string>>>(words: Words | undefined, usual: Words): Partial<Words> {
  const changed = Object.entries(words ?? {}).filter(([name, word]) => word !== usual[name]);
  return Object.fromEntries(changed) as Partial<Words>;
}
