import type { AuthorizationFields, Options } from '../../client/index.ts';
import type { SettingName, SettingValues } from '../../simulator/index.ts';
import { otherSendTypeWords, otherXmlRoots } from '../../simulator/protocol/setting-kinds.ts';
import type { Log } from '../client/day.ts';

/** What the client library needs for its day with a value of a setting. A value that is not in this table needs nothing. */
export interface Need<Value = unknown> {
  readonly value: Value;
  /** Further settings with which the value has its effect. */
  readonly besides?: Partial<SettingValues>;
  readonly options?: Partial<Options>;
  readonly fields?: Partial<AuthorizationFields>;
  /** A need of the flow's own inputs: what stands before a phone number. */
  readonly phonePrefix?: string;
  /** What the day shows nevertheless, because ECE does something else and no form is at issue. */
  readonly differs?: Log;
  /** The day runs with this format only. */
  readonly format?: 'json' | 'xml';
}

export type Needs = { readonly [Name in SettingName]?: readonly Need<SettingValues[Name]>[] };

const host = 'http://ece.example.com';
const noChat = { startOnMessenger: 'Bad Request', eventsOnMessenger: '', endOnMessenger: 'Conversation ID Does Not Exist' };

export const usualEvents = [
  'AcceptAttachment fileName=a.jpeg fileSize=5',
  'Assigned',
  'Assigned',
  'Message',
  'Message',
  'PagePush',
  'RejectAttachment fileName=a.jpeg fileSize=5',
  'Transfer',
  'UploadAttachment fileName=offer.pdf fileSize=4',
  'UploadAttachment fileName=offer.pdf fileSize=4',
] as const;

function events(change: (usual: string[]) => string[]): Log {
  return {
    events: change([...usualEvents])
      .toSorted()
      .join(', '),
  };
}

const onlyRoute = { 'conversation.end.alternativeRoutes': 'refuse' } as const;
const { plainText, html, uploadAttachment, acceptAttachment, rejectAttachment } = otherSendTypeWords;

export const needs: Needs = {
  'http.prefix': [
    { value: 'none', fields: { hostName: host } },
    { value: 'webchatprod', fields: { hostName: `${host}/webchatprod` } },
  ],
  'http.idForm': [{ value: 'number', options: { idForm: 'number' } }],
  'error.codes': [
    {
      value: { conversationNotOngoing: { code: '400-999', text: 'Gone.' } },
      options: { notOngoingCodes: ['400-999'] },
    },
  ],
  'configuration.restrictionTypes': [
    {
      value: { allowAll: 'all', blockAll: 'none', allowList: 'listed' },
      differs: { configuration: 'onEntryPointConfigSuccess entryPointId=1001 attachmentPolicies=all' },
    },
  ],
  'conversation.start.searchAttributes': [
    {
      value: ['email.emailAddress', 'phone', 'phone.phoneNo', 'social.<kind>Id', 'custom.<attributeName>'],
      options: { smsSearchAttribute: 'phone' },
    },
    { value: ['email.emailAddress', 'phone'], options: { smsSearchAttribute: 'phone' }, differs: noChat },
  ],
  'conversation.start.customerCustomAttributes': [{ value: 'contact', options: { customAttributesAt: 'contact' } }],
  'conversation.start.contactFields': [{ value: 'v12', options: { contactFields: 'v12' } }],
  'conversation.start.unknownEntryPointStatus': [
    { value: 400, differs: { startUnknown: 'Bad Request' } },
    { value: 403, differs: { startUnknown: 'Forbidden' } },
  ],
  'message.send.xml': [{ value: false, format: 'xml', options: { wireFormat: 'json' } }],
  'message.send.types': [
    {
      value: otherSendTypeWords,
      options: { messageTypes: { plainText, html, uploadAttachment, acceptAttachment, rejectAttachment } },
    },
  ],
  'message.send.conflict': [
    {
      value: 409,
      differs: {
        ...Object.fromEntries(
          ['plain', 'html', 'uploadThatAgentAccepts', 'uploadThatAgentRejects', 'accept', 'reject'].map((step) => [
            step,
            'Conflict',
          ]),
        ),
        ...events((usual) => usual.filter((event) => !event.includes('a.jpeg'))),
      },
    },
  ],
  'conversation.end.route': (['post-conversation', 'post-id', 'put-conversation', 'post-path', 'put-query'] as const).map(
    (value) => ({
      value,
      besides: onlyRoute,
      options: { endRoute: value },
    }),
  ),
  'conversation.end.notOngoingStatus': [
    { value: 204, differs: { endAfterEnd: 'onEndConversationSuccess', endUnknown: 'onEndConversationSuccess' } },
  ],
  'conversation.end.completeCallback': [{ value: 'off', differs: { complete: '' } }],
  'callback.type.assigned': [{ value: 'assignedEvent', options: { eventWords: { assignedEvent: 'Assigned' } } }],
  'callback.type.transfer': [
    {
      value: { toAgent: 'transferToAgent', toQueue: 'transferToQueue' },
      options: { eventWords: { transferToAgent: 'Transfer', transferToQueue: 'Transfer' } },
    },
    { value: 'moved', options: { eventWords: { moved: 'Transfer' } } },
  ],
  'callback.type.pagePush': [{ value: 'pagePushEvent', options: { eventWords: { pagePushEvent: 'PagePush' } } }],
  'callback.type.uploadAttachment': [
    { value: 'uploadAttachmentEvent', options: { eventWords: { uploadAttachmentEvent: 'UploadAttachment' } } },
  ],
  'callback.type.acceptAttachment': [
    { value: 'acceptAttachmentEvent', options: { eventWords: { acceptAttachmentEvent: 'AcceptAttachment' } } },
  ],
  'callback.type.rejectAttachment': [
    { value: 'rejectAttachmentEvent', options: { eventWords: { rejectAttachmentEvent: 'RejectAttachment' } } },
  ],
  'callback.assignedAfterTransfer': [
    {
      value: false,
      differs: events((usual) => usual.filter((event, at) => event !== 'Assigned' || at === usual.indexOf('Assigned'))),
    },
  ],
  'callback.systemNotices': [
    {
      value: true,
      differs: {
        ...events((usual) => [...usual, 'Message', 'Message', 'Message']),
        complete: 'Message, Complete',
        eventsOnMessenger: 'Message, Assigned',
      },
    },
  ],
  'callback.attachmentFields': [
    {
      value: { members: ['id', 'contentUrl'], size: 'string' },
      differs: events((usual) => usual.map((event) => event.replace(/fileName=.*/, 'fileName= fileSize=0'))),
    },
  ],
  'attachment.decisionForm': [
    { value: 'content', options: { decisionForm: 'content' } },
    { value: 'attachment', options: { decisionForm: 'attachment' } },
  ],
  'availability.route.liveSessionStatus': [
    { value: 'livesessionstatus', options: { liveSessionStatusRoute: 'livesessionstatus' } },
  ],
  'user.loginFields': [{ value: 'username', options: { loginMember: 'username' } }],
  'customer.search.phoneMatch': [{ value: 'country-code-and-number', phonePrefix: '1' }],
  'customer.contactPointForm': [{ value: 'flat', options: { contactPointForm: 'flat' } }],
  'customer.edit.conflict': [
    { value: 409, differs: { editOnSms: 'Conflict', editedIsFound: 'Not Found', editOnMessenger: 'Conflict' } },
  ],
  'xml.roots': [
    {
      value: otherXmlRoots,
      format: 'xml',
      options: { xmlRoots: { conversation: otherXmlRoots.conversation, message: otherXmlRoots.message } },
    },
  ],
};
