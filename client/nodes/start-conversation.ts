import * as z from 'zod';
import { customAttributes } from '../custom-attributes.ts';
import { writeId } from '../form-options.ts';
import type { Options } from '../options.ts';
import { readBody, responseOf, textOrNumber } from '../read.ts';
import type { Context, MethodAnswer, NodeBehaviour } from './behaviour.ts';

const activity = z.object({ id: textOrNumber });

/** The conversation, and its activity in whatever member it stands (spec 6.4). */
const started = z.looseObject({ id: textOrNumber }).transform(({ id, ...members }) => {
  const named = Object.entries(members).filter(([name]) => /activity/i.test(name));
  return { id, activity: named.map(([, member]) => activity.safeParse(member).data).find((found) => found !== undefined) };
});

const longestSubject = 255;

/** The characters that custom attributes do not allow (spec 6.3): they become spaces. */
const notAllowed = /[^a-zA-Z0-9 @:._\-&,()?#='"\u0081-\u{10ffff}]/gu;

interface StartInputs {
  entryPointId: string;
  lastModifiedDate: string;
  firstName?: string;
  lastName?: string;
  subject?: string;
  chatHistory?: string;
}

interface Customer {
  searchAttribute: string;
  customer?: object | undefined;
  contact?: object | undefined;
}

async function start(
  inputs: StartInputs,
  { searchAttribute, customer, contact }: Customer,
  context: Context,
): Promise<MethodAnswer> {
  const { ece, signal, runtime } = context;
  const { entryPointId, lastModifiedDate, firstName, lastName, subject, chatHistory } = inputs;
  const person = { ...(firstName !== undefined && { firstName }), ...(lastName !== undefined && { lastName }), ...contact };
  const body = {
    entryPointConfiguration: {
      entryPoint: { id: writeId(entryPointId, runtime.options) },
      lastModified: { date: lastModifiedDate },
    },
    activity: {
      ...(subject !== undefined && { subject: subject.slice(0, longestSubject) }),
      ...customAttributes({ [runtime.options.chatHistoryAttribute]: chatHistory?.replace(notAllowed, ' ') }),
      customer: {
        type: { value: 'individual' },
        ...customer,
        ...(Object.keys(person).length > 0 && { contacts: { contact: [person] } }),
      },
    },
  };
  const answer = await ece.send('startConversation', { query: { searchContactOnAttribute: searchAttribute }, body }, signal);
  if (answer.status !== 201 && answer.status !== 200) return answer;
  const { id, activity } = readBody(started, answer);
  return { ...answer, outputs: { conversationId: id, activityId: activity?.id, response: responseOf(answer) } };
}

/** Puts the searched phone into the body (spec 6.1). */
function smsCustomer({ smsSearchAttribute, contactFields }: Options, phoneNo: string, countryCode: string): Customer {
  const [, type = 'mobile'] = /^(home|office)\.phone$/.exec(smsSearchAttribute) ?? [];
  const phone = { type: { value: type }, phoneNo, countryCode };
  const written = contactFields === 'v12' ? { type: { phone } } : phone;
  return { searchAttribute: smsSearchAttribute, contact: { phone: [written] } };
}

/** Puts the searched attribute into the body (spec 6.1). */
function messengerCustomer({ messengerSearchAttribute: searchAttribute, customAttributesAt }: Options, psid: string): Customer {
  const [, attribute] = /^custom\.(.+)$/.exec(searchAttribute) ?? [];
  if (attribute !== undefined) return { searchAttribute, [customAttributesAt]: customAttributes({ [attribute]: psid }) };
  const kind = searchAttribute.slice('social.'.length, -'Id'.length);
  return { searchAttribute, contact: { social: [{ type: { value: kind }, socialId: psid }] } };
}

export const startConversation: NodeBehaviour<'startConversation'> = {
  startConversationOnSms: (inputs, context) =>
    start(inputs, smsCustomer(context.runtime.options, inputs.phoneNumber, inputs.countryCode), context),
  startConversationOnMessenger: (inputs, context) =>
    start(inputs, messengerCustomer(context.runtime.options, inputs.facebookPsid), context),
};
