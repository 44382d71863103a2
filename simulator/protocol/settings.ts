import { didYouMean } from './nearest.ts';
import type { Setting } from './setting.ts';
import {
  combinations,
  documented,
  elementNameOrNull,
  elementNames,
  listOf,
  namespace,
  names,
  observed,
  oneOf,
  orderOf,
  positiveInteger,
  positiveIntegerOrNull,
  published,
  textOrNull,
  word,
} from './setting.ts';
import {
  activityMember,
  attachmentFields,
  attachmentMembers,
  backoff,
  chatAllowedConditions,
  contentUrl,
  contextRoot,
  deactivateAfter,
  errorCodeChanges,
  memberPathOrNull,
  nameList,
  nameOfCheck,
  otherSendTypeWords,
  otherXmlRoots,
  reactivation,
  requestCheckOrders,
  requestChecks,
  retryOn,
  publishedSearchAttributes,
  searchAttributes,
  sendTypeWords,
  senderUserFields,
  senders,
  startCheckOrders,
  span,
  startChecks,
  swappedSenders,
  transferText,
  transferTexts,
  transferWord,
  usualAttachmentMembers,
  usualSenders,
  xmlRoots,
} from './setting-kinds.ts';
import { deepestNesting, isNestedTooDeep } from './nesting.ts';
import { beginningOf, replaceLoneSurrogates } from './well-formed-text.ts';

/**
 * Every fact about ECE that the vendor's documents of v19 do not state: spec 17, and the further guesses of this simulator.
 * One test run against a real ECE settles a row without a change of code.
 */
// prettier-ignore
export const settings = {
  'http.prefix': observed(contextRoot(['any', 'both', 'system', 'none', 'webchatprod'], '/system is usual, installations have context roots of their own')),
  'http.idForm': oneOf(['string-or-number', 'string', 'number'], 'the configuration answers a number, clients send strings'),
  'http.unknownBodyMember': oneOf(['ignore', 400], 'the typing switch of a start is a member whose name is not public'),
  'http.unknownQueryParameter': oneOf([400, 'ignore'], 'revoke, customer search and customer edit document 400'),
  'http.notAcceptableStatus': oneOf([406, 400, 'xml'], '406 is documented for logout and by the successor'),
  'http.acceptTie': oneOf(['named-first', 'xml'], 'usual rule of servers of this kind'),
  'http.contentTypeCharset': oneOf(['none', 'UTF-8', 'utf-8'], 'the traces do not show it'),
  'http.unsupportedMediaTypeStatus': oneOf([415, 400], 'usual for this kind of server'),
  'http.unknownPathStatus': oneOf([404, 400], 'usual'),
  'http.wrongMethodStatus': oneOf([405, 404], 'usual'),
  'http.maxBodyBytes': positiveIntegerOrNull([1048576, 2048, null], 'files travel as URLs, so bodies are small; no public figure'),
  'http.bodyTooLargeStatus': oneOf([413, 400, 500], 'usual'),
  'http.malformedBodyStatus': oneOf([400, 500], '"illegal unquoted character" is the text of a JSON parser and has its own node outcome beside no "Bad Request"'),
  'http.malformedRequestStatus': oneOf(['by-cause', 400], 'no public source; most servers tell headers that are too large (431) from other noise (400)'),
  'http.invalidAcceptLanguage': oneOf(['ignore', 406], 'logout documents 406; v19 pages do not'),
  'http.sessionHeaderOnV19': oneOf([false, true], 'v19 calls use the bearer token'),
  'http.bearerParsing': oneOf(['tolerant', 'strict'], 'a public client sends two spaces'),
  'http.checkOrder': orderOf(requestChecks, [requestCheckOrders.usual, requestCheckOrders.bodyFirst, requestCheckOrders.queryFirst], 'usual order of such servers', { 'body-content': 'body-syntax' }),
  'error.codes': published(errorCodeChanges([{}, { unknownId: { code: '404-941', text: 'No entry point {id}.' } }, { applicationNotChat: { code: '403-112', text: 'Unauthorized URL access: {actor} are not allowed to access this URL.' } }], 'the vendor\'s generic codes are public for the successor; two codes of the v19 family are known; 9xx are ours')),
  'error.unauthorizedText': oneOf(["Invalid or expired 'Authorization' header provided. New login is required.", "Invalid or expired 'X-egain-session' header provided. New login is required."], 'documented with 401-101 by the successor\'s logout; the v12 text names the other header'),
  'error.details': published(oneOf([false, true], 'known from the successor only')),
  'error.userMessage': published(oneOf([false, true], 'known from the successor only')),
  'error.retryAfterSeconds': positiveInteger([1, 30], 'no public figure'),
  'token.defaultFormat': oneOf(['json', 'xml'], 'OAuth answers are JSON; the traces show JSON'),
  'token.lifetimeMode': oneOf(['fixed', 'sliding'], 'expires_in is a constant in the trace'),
  'token.forceLoginVictim': oneOf(['oldest', 'all', 'newest'], 'documented for user and customer logins'),
  'token.forceLoginInvalidValue': oneOf([400, 'ignore'], '"only legal value yes"'),
  'token.errorForm': oneOf(['oauth', 'error'], 'the sibling v19 token call documents it'),
  'token.invalidClient': combinations({ status: [401, 400, 403], challenge: [true, false] }, 'RFC 6749'),
  'token.basicDecoding': oneOf(['either', 'as-sent', 'form-decoded'], 'OAuth clients form-encode key and secret before Base64 (RFC 6749, 2.3.1), the traces do not'),
  'token.invalidRequestStatus': oneOf([400, 401], 'RFC 6749'),
  'token.unsupportedGrantTypeStatus': oneOf([400, 401], 'RFC 6749'),
  'token.sessionLimitAnswer': combinations({ status: [400, 401, 403, 429], error: ['access_denied', 'invalid_request', 'invalid_grant'] }, 'access_denied is in the sibling\'s list'),
  'token.serverErrorStatus': oneOf([500, 503], 'sibling\'s server_error'),
  'token.xmlRoots': elementNames([{ answer: 'oauthLoginResponse', error: 'oauthError' }, { answer: 'token', error: 'tokenError' }], 'the summary calls it "Oauth Login Response Schema"'),
  'revoke.unknownTokenStatus': oneOf([401, 204, 400], '401 rule of every bearer call'),
  'revoke.notEmptyStatus': oneOf([400, 204], 'both are stated as rules'),
  'revoke.freesSession': oneOf([true, false], 'revoke ends the session'),
  'revoke.conversations': oneOf(['survive', 'end'], '403 is checked against the application'),
  'configuration.badEntryPointStatus': oneOf([400, 404], 'invalid or missing parameter'),
  'configuration.inactiveEntryPointStatus': oneOf([400, 404, 403, 200], 'precondition documented, answer not'),
  'configuration.attachmentPolicyForm': published(oneOf(['model', 'wrapped', 'flat', 'per-direction'], 'the successor\'s object model')),
  'configuration.fileExtensionSeparator': oneOf([',', ', ', ';', ' '], 'only that the extensions are one text is published'),
  'configuration.attachmentSizeUnit': oneOf(['bytes', 'kilobytes', 'megabytes'], 'no unit is published'),
  'configuration.restrictionTypes': names([{ allowAll: 'allow_all', blockAll: 'block_all', allowList: 'allow_list' }, { allowAll: 'all', blockAll: 'none', allowList: 'listed' }], 'allow_all documented; the others complete it'),
  'configuration.attachmentPolicyExtras': oneOf(['plain', 'wrapped', 'absent'], 'the successor models both'),
  'entryPoint.lastModifiedFormat': oneOf(['iso-milliseconds', 'iso-seconds', 'epoch-milliseconds'], 'dates are ISO 8601; other lastModified.date values of the vendor look so'),
  'entryPoint.editChangesLastModified': oneOf([true, false], 'that is what 409-100 guards'),
  'application.wrongTypeStatus': oneOf([403, 401, 400], '"only applications of type Chat" reads as permission'),
  'conversation.start.queryRule': oneOf(['exactly-one', 'anonymous-first', 'search-first'], 'two exclusive documented forms'),
  'conversation.start.anonymousValues': oneOf(['yes', 'yes-or-no', 'any'], 'only yes is documented'),
  'conversation.start.searchAttributes': published(listOf(searchAttributes, [[...publishedSearchAttributes], ['email.emailAddress', 'phone', 'phone.phoneNo', 'social.<kind>Id', 'custom.<attributeName>'], ['email.emailAddress', 'phone']], 'the successor\'s list; it shares names with the sentence of v19')),
  'conversation.start.unknownSearchAttributeStatus': oneOf([400, 500], 'unsupported parameter value'),
  'conversation.start.conversationContact': oneOf(['accept', 'require-equal', 'checked', 'refuse'], 'one public client sends it, another does not; the successor\'s sibling checks it'),
  'conversation.start.match': oneOf(['first', 'newest', 400], 'not discussed anywhere'),
  'conversation.start.required': oneOf(['id-and-date', 'date-optional'], 'all clients send both, 409 checks the date'),
  'conversation.start.customerRule': oneOf(['required-with-search', 'refused-when-anonymous', 'optional'], 'follows from the two forms'),
  'conversation.start.customerCustomAttributes': published(oneOf(['either', 'customer', 'contact'], 'the successor searches the contact\'s, v12 has them at the customer')),
  'conversation.start.contactFields': published(oneOf(['flat', 'v12'], 'successor\'s contact point API; email[] and social[] have its form')),
  'conversation.start.socialKinds': published(nameList([['twitter', 'facebook', 'instagram', 'community', 'other'], ['instagram', 'whatsapp']], 'a list of words', 'the successor\'s list; instagram is observed, so no value removes it')),
  'conversation.start.repeatedContactPoint': published(oneOf([400, 'first', 'accept'], 'the successor allows one contact point of each kind')),
  'conversation.start.invalidElementStatus': oneOf([400, 422], 'outcome "Bad Request"'),
  'conversation.start.subjectTooLongStatus': oneOf([400, 'truncate'], 'a limit is stated, not its answer'),
  'conversation.start.typingField': memberPathOrNull([null, 'activity.typing'], 'only its existence is public'),
  'conversation.start.successStatus': oneOf([201, 200], 'creating calls of the guide answer 201'),
  'conversation.start.locationHeader': oneOf([false, true], 'creating calls of v12 set it; v19 returns the id in the body'),
  'conversation.start.activityMember': published(activityMember([{ name: 'activity', id: 'string' }, { name: 'activity', id: 'number' }, { name: 'chatActivity', id: 'string' }], 'the successor\'s object model; the trace says the activity id is returned')),
  'conversation.start.checkOrder': orderOf(startChecks, [startCheckOrders.usual, startCheckOrders.permissionFirst, startCheckOrders.stateFirst], 'object, permission, state'),
  'conversation.start.unknownEntryPointStatus': oneOf([404, 400, 403], 'as for the configuration'),
  'conversation.start.inactiveEntryPointStatus': oneOf([400, 404, 403, 500], 'only 400, 401, 403 and 500 are named as outcomes'),
  'conversation.start.callbackDeactivatedStatus': oneOf([400, 403, 500], 'only 400, 401, 403 and 500 are named as outcomes'),
  'conversation.start.assignmentServiceStatus': oneOf([500, 503, 400], 'only 400, 401, 403 and 500 are named as outcomes; a server-side fault'),
  'conversation.start.noAgentStatus': oneOf([400, 500, 503, 201], 'only 400, 401, 403 and 500 are named as outcomes'),
  'conversation.start.queueDepthCheck': oneOf([false, true], 'not among the documented preconditions'),
  'conversation.start.assignmentDelayMs': observed(span([{ from: 300, to: 1000 }, { from: 0, to: 0 }], 'a public client misses the notice of the assignment otherwise')),
  'conversation.perCustomer': oneOf(['unlimited', 'one'], 'no rule is public'),
  'conversation.idleTimeoutSeconds': positiveIntegerOrNull([null, 600], 'no public figure'),
  'message.send.successStatus': oneOf([204, 200, 201, 202], 'calls without answer data answer 204; no output is listed; a public client\'s code proves neither'),
  'message.send.successBody': oneOf(['none', 'id', 'id-for-uploads'], 'calls without answer data answer 204; a public client parses the answer to an upload; the successor returns an id'),
  'message.send.xml': oneOf([true, false], 'general rule of the guide'),
  'message.send.required': oneOf([400, 404], 'follows from the purpose'),
  'message.send.types': names([sendTypeWords, otherSendTypeWords], 'text/plain and uploadAttachment observed; the rest from callback and event names'),
  'message.send.unknownTypeStatus': oneOf([400, 204], 'invalid value'),
  'message.send.emptyContentStatus': oneOf([400, 204], 'a text without text is useless'),
  'message.send.maxContentLength': positiveIntegerOrNull([null, 1000], 'no public figure'),
  'message.send.notOngoingStatus': published(oneOf([400, 404, 409, 410], 'the successor\'s status and code, on which a public client branches; its own outcome in the node, not called "Not Found"')),
  'message.send.activeContent': published(oneOf(['accept', 400], 'the successor may refuse script')),
  'message.send.whileQueued': oneOf(['accept', 400, 409], 'the conversation exists and is ongoing'),
  'message.send.conflict': oneOf(['never', 409], 'the request has no date; the text is copied from start'),
  'conversation.end.route': oneOf(['post-conversation', 'post-id', 'put-conversation', 'post-path', 'put-query'], 'twin of conversation/start; "one at a time" reads like a rule on a body'),
  'conversation.end.alternativeRoutes': oneOf(['accept', 'refuse'], 'until the real form is known, clients of any form can be tested'),
  'conversation.end.successStatus': oneOf([204, 200], 'calls without answer data'),
  'conversation.end.badRequestStatus': oneOf([400, 404], 'required member'),
  'conversation.end.foreignStatus': oneOf([403, 404], 'as for sendmessage'),
  'conversation.end.notOngoingStatus': oneOf([400, 404, 409, 204], 'as for sendmessage'),
  'conversation.end.completeCallback': oneOf(['once', 'off'], 'complete arrives once and marks the end, no exception is stated'),
  'callback.successStatuses': oneOf(['2xx', '200'], 'a receiver answering 200 works'),
  'callback.timeoutMs': published(positiveInteger([5000, 1000], 'the successor asks for an answer within 5 s')),
  'callback.redirects': oneOf(['refuse', 'follow'], 'usual for server callbacks'),
  'callback.delivery': oneOf(['at-least-once', 'at-most-once'], 'a batch limit implies a queue that is kept'),
  'callback.order': oneOf(['per-conversation', 'per-application', 'none'], 'a queue is drained in order'),
  'callback.batching': oneOf(['all-queued', 'per-conversation', 'one'], 'limit of 1000 per request'),
  'callback.maxBatchBytes': positiveIntegerOrNull([1048576, 4096, null], 'what web servers usually take; no public figure'),
  'callback.backoff': backoff([{ initialMs: 1000, factor: 2, maxMs: 60000, maxTries: null }, { initialMs: 3000, factor: 1, maxMs: 3000, maxTries: null }, { initialMs: 1000, factor: 2, maxMs: 60000, maxTries: 3 }], 'no public figure'),
  'callback.retryOn': retryOn(['any-failure', ['timeout', 429, 502, 503], ['no-connection', 500]], 'at-least-once; the successor repeats after a time-out, 429, 502, 503'),
  'callback.deactivateAfter': deactivateAfter([10, 3, { seconds: 30 }, null], 'deactivation is documented, its threshold is not'),
  'callback.reactivation': reactivation(['administrator', 'application', { afterSeconds: 3600 }], 'the guide has a section on it that is not public; the successor lets the application do it, by a call whose path is inferred'),
  'callback.deactivatedQueue': oneOf(['retain', 'drop'], 'at-least-once'),
  'callback.oauth.grant': oneOf(['client_credentials', 'password'], 'machine to machine'),
  'callback.oauth.clientAuthentication': oneOf(['basic', 'body'], 'same as ECE\'s own token call'),
  'callback.oauth.renewOn401': published(oneOf([true, false], 'the successor documents it')),
  'callback.idOrder': oneOf(['increasing', 'random'], 'the captured ids are long counters'),
  'callback.timeStampPrecision': oneOf(['second', 'millisecond'], 'the only capture ends in 000'),
  'callback.senderUser': published(listOf(senderUserFields, [['firstName', 'lastName', 'id'], ['id', 'firstName', 'lastName', 'screenName'], ['link', 'firstName', 'lastName', 'id'], ['id', 'screenName']], 'the successor\'s object model; presence documented; screenName appears in texts')),
  'callback.typeMembers': published(oneOf(['with-members', 'value-only'], 'the successor\'s object model; the words agent and queue of a transfer are inferred')),
  'callback.sender': senders([usualSenders, swappedSenders], 'an agent\'s act is user, a routing act system'),
  'callback.type.assigned': word(['assigned', 'assignedEvent'], 'event name in lower camel case'),
  'callback.type.transfer': transferWord(['transfer', { toAgent: 'transferToAgent', toQueue: 'transferToQueue' }, 'moved'], 'event name in lower camel case'),
  'callback.type.pagePush': word(['pagePush', 'pagePushEvent'], 'event name in lower camel case; the successor has pagePush'),
  'callback.type.uploadAttachment': word(['uploadAttachment', 'uploadAttachmentEvent'], 'observed in the other direction'),
  'callback.type.acceptAttachment': word(['acceptAttachment', 'acceptAttachmentEvent'], 'event name in lower camel case'),
  'callback.type.rejectAttachment': word(['rejectAttachment', 'rejectAttachmentEvent'], 'event name in lower camel case'),
  'callback.content.assigned': published(textOrNull(['You are now chatting with {screenName}', null, '{screenName} has joined the chat'], 'the vendor\'s own chat texts; "has joined the chat" is a second agent in a conference')),
  'callback.content.transfer': published(transferText([transferTexts, null, 'The chat has been transferred'], 'the vendor\'s own chat texts; {queue} and {department} are names, and a department is named when the queue belongs to another one')),
  'callback.content.pagePush': oneOf(['url', 'html-link', 'sentence'], 'a page push is a URL; the vendor\'s own chat text is "Has sent a page - <url>"'),
  'callback.content.uploadAttachment': textOrNull([null, '{screenName} sent an attachment {fileName}'], 'no capture shows one; the vendor\'s own chat text is allowed'),
  'callback.content.acceptAttachment': textOrNull([null, '{screenName} accepted attachment {fileName}'], 'no capture shows one; the vendor\'s own chat text is allowed'),
  'callback.content.rejectAttachment': textOrNull([null, '{screenName} rejected attachment {fileName}'], 'no capture shows one; the vendor\'s own chat text is allowed'),
  'callback.content.complete': documented(textOrNull(['{screenName} has ended the chat', null, 'The agent has gone'], 'captured; an administrator can change it')),
  'callback.content.completeByClient': published(textOrNull(['Customer has left the chat', null, 'Customer has ended the chat'], 'the vendor\'s own chat texts')),
  'callback.content.completeByTimeout': published(textOrNull(['System has closed the chat', null, 'The chat has timed out'], 'the vendor\'s own chat texts; only sent when conversation.idleTimeoutSeconds is set')),
  'callback.assignedAfterTransfer': oneOf([true, false], 'a new agent takes the chat'),
  'callback.systemNotices': oneOf([false, true], 'system senders of text are possible'),
  'callback.typing': oneOf(['always', 'on-request'], 'the switch is unknown, so always sending is the only testable choice'),
  'callback.attachmentFields': published(attachmentFields([{ members: [...usualAttachmentMembers], size: 'number' }, { members: [...usualAttachmentMembers], size: 'string' }, { members: ['id', 'contentUrl'], size: 'string' }, { members: [...attachmentMembers], size: 'number' }], 'the successor\'s object model')),
  'attachment.idForm': oneOf(['digits', 'uuid'], 'ids of messages and activities'),
  'attachment.decisionForm': oneOf(['attachments', 'content', 'attachment'], 'form of the upload'),
  'attachment.sizeForm': oneOf(['string-or-number', 'string'], 'a public client sends a string'),
  'attachment.maxPerMessage': positiveIntegerOrNull([null, 1], 'the member is an array'),
  'attachment.unknownStatus': oneOf([400, 404], '404 is kept for the conversation'),
  'attachment.repeatedDecisionStatus': oneOf([400, 204], 'a decision is final'),
  'attachment.customerFetch': oneOf(['on-accept', 'on-upload', 'never'], 'a URL is handed over and the agent decides first'),
  'attachment.redirects': oneOf(['refuse', 'follow'], 'usual for server fetches; each hop is checked against the hosts that are allowed'),
  'attachment.fetchFailure': oneOf(['silent', 'rejectAttachment'], 'no public rule'),
  'attachment.policyScope': oneOf(['both', 'customer', 'agent', 'none'], 'the policy belongs to the entry point'),
  'attachment.policyStatus': oneOf([400, 403, 204], 'a refused value'),
  'attachment.url': contentUrl(['{base}{root}/ws/v19/clientapplications/messaging/attachment/{id}/{fileName}', '{base}/system/files/{id}/{fileName}', '/system/ws/internal/stream/resource/{id}'], 'the content URL needs ECE\'s token and is not usable by a channel; v12 answers a path, which a client of the vendor joins with the host'),
  'attachment.contentDisposition': oneOf(['filename-and-extended', 'extended', 'utf-8-bytes'], 'the usual form of a name outside ASCII (RFC 6266)'),
  'attachment.urlAuth': oneOf(['bearer', 'none'], 'the node that fetches it needs credentials'),
  'attachment.urlLifetimeSeconds': positiveIntegerOrNull([null, 3600], 'no public figure'),
  'attachment.urlDecision': oneOf(['until-rejected', 'after-accept', 'always'], 'accept is a courtesy to the agent, reject a refusal'),
  'attachment.urlForeignStatus': oneOf([403, 404], 'as for conversations'),
  'attachment.urlUnknownStatus': oneOf([404, 400], 'usual'),
  'availability.authentication': oneOf(['ignore', 'required'], 'public sites call without'),
  'availability.agentRule': oneOf(['logged-in', 'free-slot'], 'the documents speak of an agent skilled for the queue, capacity is a check of its own'),
  'availability.assumedHandlingSeconds': positiveInteger([60, 10], 'no public formula: wait time = chats waiting x average handling time / agents; this stands for the average until a chat has ended'),
  'availability.unknownQuery': oneOf(['ignore', 400], 'web pages add cache-busting parameters'),
  'availability.namespace': namespace(['http://bindings.egain.com/chat', 'http://bindings.egain.com/ws/model/v19/gen/chat'], 'declared as ns2 in the observed answers of agentAvailability and checkEligibility'),
  'availability.json.capacity': published(oneOf(['count', 'availableSlots'], 'successor\'s form')),
  'availability.json.liveSessionStatus': published(oneOf(['plain', 'wrapped', 'decimals'], 'successor\'s form')),
  'availability.json.checkEligibility': oneOf(['number', 'string'], 'attribute name of the XML'),
  'availability.json.chatAllowed': published(oneOf(['boolean', 'string'], 'successor\'s form')),
  'availability.xml.liveSessionStatus': oneOf(['elements', 'attributes'], 'observed form of the per-session call'),
  'availability.route.liveSessionStatus': oneOf(['liveSessionStatus', 'livesessionstatus'], 'camel case of the siblings'),
  'availability.route.chatAllowed': nameOfCheck(['chatAllowed', 'isChatAllowed'], 'name observed, path not'),
  'availability.capacityScope': oneOf(['queue', 'all-agents'], 'documented as the queue\'s; one lab saw all'),
  'availability.chatAllowedRule': published(listOf(chatAllowedConditions, [[...chatAllowedConditions], ['active', 'agent-available', 'queue-below-maximum'], ['active'], ['service-running'], ['agent-available'], ['queue-below-maximum']], 'the successor\'s text names entry point, agent and queue, and one of its reasons the service')),
  'availability.chatAllowedReason': published(oneOf([true, false], 'the successor\'s object model')),
  'availability.errorStatus': published(oneOf([400, 404, 500, 200], 'the code is the successor\'s, which lists 400, 406 and 500')),
  'availability.businessCalendar.states': names([{ open: 'open', closed: 'closed' }, { open: 'OPEN', closed: 'CLOSED' }], 'the successor names the member, not its words'),
  'availability.businessCalendar.timeFormat': oneOf(['iso-milliseconds', 'iso-seconds', 'epoch-milliseconds'], 'the dates of the configuration are written so'),
  'availability.xml.businessCalendar': oneOf(['attributes', 'elements'], 'agentAvailability has its answer in an attribute'),
  'availability.inactive': oneOf(['negative', 400], 'precondition of chatAllowed only'),
  'user.loginFields': oneOf(['either', 'username', 'userName'], 'two spellings in the vendor\'s pages'),
  'user.loginXmlRoot': observed(elementNameOrNull(['login', null, 'user'], 'public clients send it')),
  'user.sessionIdForm': oneOf(['uuid', 'hex'], 'described as GUID-like'),
  'user.loginBadRequestStatus': oneOf([400, 401], 'customer login documents 400'),
  'user.loginLimitStatus': oneOf([403, 401, 400], 'customer login documents 403'),
  'user.loginErrorForm': oneOf(['message', 'error'], 'documented for logout, same page family'),
  'user.sessionTimeoutSeconds': positiveInteger([1800, 60], 'no public figure'),
  'customer.search.phoneMatch': oneOf(['phoneNo', 'country-code-and-number', 'digits'], 'exact match is documented, the field is not'),
  'customer.search.activity': oneOf(['unsupported', 'supported'], 'not used by the nodes'),
  'customer.search.jsonForm': oneOf(['envelope', 'bare'], 'only XML samples are public; envelope from the 21.2 guide'),
  'customer.contactPointForm': oneOf(['wrapped', 'flat'], 'house style of wrapper and array; the members inside are documented'),
  'customer.edit.merge': oneOf(['merge', 'replace'], 'optional members'),
  'customer.edit.invalidStatus': oneOf([400, 422], 'house rule'),
  'customer.edit.forbiddenStatus': oneOf([403, 401], 'as customer search'),
  'customer.edit.unknownStatus': oneOf([404, 400], 'house rule for unknown objects'),
  'customer.edit.conflict': oneOf(['never', 409], 'the request has no date'),
  'customAttributes.unknownNameStatus': oneOf([400, 'ignore'], '"name must match" is documented for contact points'),
  'customAttributes.illegalCharacterStatus': oneOf([400, 500], 'the character list is documented, the answer is not'),
  'customAttributes.activityDefaults': nameList([['activity_test_string1', 'chathistory'], ['chathistory', 'language']], 'a list of attribute names', 'simulator configuration; the second serves Start Conversation\'s CHAT HISTORY'),
  'xml.namespace': namespace(['http://bindings.egain.com/ws/model/v19/gen/common', 'http://bindings.egain.com/ws/model/v12/gen/common'], 'pattern of the v12 namespaces'),
  'xml.roots': elementNames([xmlRoots, otherXmlRoots], '409 text; singular array names'),
  'xml.idsAsAttributes': oneOf([true, false], 'as on v12: <customer id="1003">'),
} satisfies Record<string, Omit<Setting<unknown>, 'type'>>;

export type SettingName = keyof typeof settings;
export type SettingValues = { readonly [Name in SettingName]: (typeof settings)[Name]['default'] };

export const defaultSettings = Object.fromEntries(
  Object.entries(settings).map(([name, setting]) => [name, setting.default]),
) as unknown as SettingValues;

/** Why a change of a setting is not taken: which, what was given, and what is allowed. */
export interface SettingProblem {
  /** As it was given. */
  readonly name: string;
  readonly message: string;
}

/** The values in force after some settings are changed, and what is wrong with the changes. */
export function checkSettings(
  current: SettingValues,
  changes: Readonly<Record<string, unknown>>,
): { readonly values: SettingValues; readonly problems: readonly SettingProblem[] } {
  const values: Record<string, unknown> = { ...current };
  const problems: SettingProblem[] = [];
  for (const [name, given] of Object.entries(changes)) {
    if (isNestedTooDeep(given)) {
      problems.push({ name, message: `The setting ${shown(name)} cannot be nested deeper than ${deepestNesting} levels.` });
      continue;
    }
    const value = replaceLoneSurrogates(given);
    if (!Object.hasOwn(settings, name)) {
      problems.push({ name, message: problemOfName(name, value) });
      continue;
    }
    const { type, allowed } = settings[name as SettingName] as Setting<unknown>;
    const result = type.safeParse(value);
    if (result.success) values[name] = result.data;
    else problems.push({ name, message: `The setting "${name}" cannot be ${shown(value)}. Allowed: ${allowed}.` });
  }
  return { values: values as SettingValues, problems };
}

function problemOfName(name: string, value: unknown): string {
  const names = Object.keys(settings);
  const below = names.filter((one) => one.startsWith(`${name}.`));
  if (below.length === 0 || typeof value !== 'object' || value === null)
    return `There is no setting ${shown(name)}.${didYouMean(name, names)}`;
  const [member = ''] = Object.keys(value);
  const meant = below.find((one) => one.startsWith(`${name}.${member}`)) ?? below[0]!;
  return `Names of settings are dotted, not nested: write "${meant}" as one name, not what stands below "${name}".`;
}

const longestShown = 200;

/** A value as the person who gave it would write it. */
function shown(value: unknown): string {
  if (value === undefined) return 'undefined';
  try {
    const text = JSON.stringify(value);
    return text.length <= longestShown ? text : `${beginningOf(text, longestShown)}...`;
  } catch {
    return `this ${typeof value}`;
  }
}
