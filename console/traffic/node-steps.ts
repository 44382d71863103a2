import { resolveMethod } from '../../client/index.ts';
import { decode } from '../../client/wire.ts';
import type { JournalEntry } from '../../simulator/journal/journal.ts';
import type { RecordedNames } from './recorded-names.ts';
import { nodeOfCall } from '../../scenarios/beside/node-of-call.ts';

/** A step as it stands in a scenario file. */
export type WrittenStep = Readonly<Record<string, unknown>>;

/** The part of a decoded body at a path, as text. */
function textAt(body: unknown, ...path: (string | number)[]): string | undefined {
  let found = body;
  for (const key of path) {
    // A list of one element is a single element in XML.
    const isSingle = key === 0 && !Array.isArray(found);
    found = isSingle ? found : (found as Record<string | number, unknown> | undefined)?.[key];
  }
  return typeof found === 'string' || typeof found === 'number' ? String(found) : undefined;
}

/** What the node was given, as far as the request shows it. */
function inputsOf({ request, operation, entryPointId, conversationIds }: JournalEntry, names: RecordedNames): WrittenStep {
  const body = decode(request.body);
  const entryPoint = entryPointId === null ? {} : { entryPointId: Number(entryPointId.slice(-4)) };
  const conversation = conversationIds[0] ?? textAt(body, 'conversation', 'id');
  const conversationId = conversation === undefined ? {} : { conversationId: names.conversationId(conversation) };
  if (operation === 'startConversation') {
    const contact = ['activity', 'customer', 'contacts', 'contact', 0] as const;
    const phone = [...contact, 'phone', 0] as const;
    const attribute = ['activity', 'customer', 'customAttributes', 'customAttribute', 0, 'value'] as const;
    const isMessenger = nodeOfCall({ request, operation } as JournalEntry)?.path.endsWith('Messenger') === true;
    return {
      ...entryPoint,
      lastModifiedDate: names.lastModifiedDate(textAt(body, 'entryPointConfiguration', 'lastModified', 'date')),
      ...(isMessenger
        ? {
            facebookPsid:
              textAt(body, ...attribute) ??
              textAt(body, ...attribute, 0) ??
              textAt(body, ...contact, 'social', 0, 'socialId') ??
              '1',
          }
        : {
            phoneNumber: textAt(body, ...phone, 'phoneNo') ?? '7700900123',
            countryCode: textAt(body, ...phone, 'countryCode') ?? '44',
          }),
      firstName: textAt(body, ...contact, 'firstName'),
      lastName: textAt(body, ...contact, 'lastName'),
      subject: textAt(body, 'activity', 'subject'),
    };
  }
  if (operation === 'sendMessage') {
    const attachment = ['attachments', 'attachment', 0] as const;
    const fileName = textAt(body, ...attachment, 'fileName');
    if (textAt(body, 'type', 'value')?.toLowerCase() === 'uploadattachment')
      return { ...conversationId, ...names.file(fileName ?? 'file', textAt(body, ...attachment, 'contentType')) };
    const id = textAt(body, ...attachment, 'id');
    return {
      ...conversationId,
      ...(id === undefined ? { message: textAt(body, 'content') ?? '' } : { attachmentId: names.attachmentId(id) }),
    };
  }
  if (operation === 'endConversation') return conversationId;
  return entryPoint;
}

/** The nodes whose requests say enough to be written as steps. */
const written = new Set<unknown>([
  'getConfiguration',
  'startConversation',
  'sendMessage',
  'endConversation',
  'getAgentAvailability',
  'getAgentCapacity',
  'getLiveSessionStatus',
]);

/**
 * The step of a node that made the call, or a remark about a call that no node can be written for.
 * @param outcome by which the node is left
 */
export function stepsOfCall(entry: JournalEntry, outcome: string, names: RecordedNames): WrittenStep[] {
  const node = nodeOfCall(entry);
  if (node === undefined || !written.has(entry.operation))
    return entry.operation === 'obtainToken' || entry.operation === 'revokeToken'
      ? []
      : [{ say: `The client also called ${entry.request.method} ${entry.request.target.split('?')[0]}.` }];
  const { method } = resolveMethod(node.path);
  const given = Object.fromEntries(Object.entries(inputsOf(entry, names)).filter(([, value]) => value !== undefined));
  const before = names.takeFiles();
  const as = names.nameResult(entry);
  return [
    ...before,
    {
      node: method.method,
      inputs: given,
      ...(entry.faultId !== null && { while: [asFault(entry)] }),
      expect: outcome,
      ...(as !== undefined && { as }),
    },
  ];
}

/** A fault changed the answer: the same answer comes again. */
function asFault({ operation, answer }: JournalEntry): WrittenStep {
  const action = answer === null ? { do: 'close', at: 'start' } : { do: 'answer', status: answer.status, body: answer.body };
  return { fault: { match: { operation }, action } };
}
