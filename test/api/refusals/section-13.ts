/**
 * Spec 13, copied: code and text of every refusal; `{x}` is filled in. The last block stands in no public source and not in the
 * specification's table: codes and texts of the simulator, which the setting `error.codes` can change.
 */
export const section13 = {
  staleLastModified: [
    '409-100',
    'Last modified date provided in the request body for the following  do not match : conversation.entryPointConfiguration.',
  ],
  unauthorized: ['401-101', "Invalid or expired 'Authorization' header provided. New login is required."],
  wrongSessionKind: ['401-102', 'The session is not a client application session.'],
  malformedBody: ['400-103', 'Request body could not be parsed: {parser message}'],
  illegalUnquotedCharacter: [
    '400-104',
    'Illegal unquoted character ((CTRL-CHAR, code {decimal code})): has to be escaped using backslash to be included in string value',
  ],
  missingElement: ['400-105', 'Required element is missing in the request body: {path}'],
  invalidElement: ['400-106', 'Invalid value for the element in the request body: {path}'],
  missingQueryParameter: ['400-107', 'Required query parameter is missing: {name}'],
  invalidQueryParameter: ['400-108', 'Invalid value for the query parameter: {name}'],
  unknownQueryParameter: ['400-109', 'Unsupported query parameter: {name}'],
  startQueryRule: [
    '400-110',
    "Exactly one of the query parameters 'anonymousCustomer' and 'searchContactOnAttribute' is required.",
  ],
  unknownSearchAttribute: ['400-111', "Unsupported value for the query parameter 'searchContactOnAttribute': {value}"],
  entryPointInactive: ['400-112', 'Entry point is not active: {id}'],
  noAgentAvailable: ['400-113', 'No agent is available to serve the chat.'],
  callbackDeactivated: ['400-114', 'Callback URL of the client application is deactivated.'],
  unknownCustomAttribute: ['400-116', 'Custom attribute is not configured: {attribName}'],
  illegalCustomAttributeCharacter: [
    '400-117',
    'Value of the custom attribute contains characters that are not allowed: {attribName}',
  ],
  subjectTooLong: ['400-118', 'Subject must not exceed 255 characters.'],
  unknownMessageType: ['400-119', 'Unsupported message type: {value}'],
  unknownAttachment: ['400-120', 'Attachment does not exist in the conversation: {id}'],
  attachmentAlreadyDecided: ['400-121', 'Attachment has already been accepted or rejected: {id}'],
  attachmentRefusedByPolicy: ['400-122', 'Attachment is not allowed by the attachment policy of the entry point: {fileName}'],
  attachmentNotFetched: ['400-123', 'Attachment could not be read from its content URL: {fileName}'],
  severalConversations: ['400-124', 'Only one conversation can be ended at a time.'],
  notEmpty: ['400-125', 'Request body is not allowed.'],
  searchCriterionMissing: ['400-126', 'At least one search criterion is required.'],
  queryCombination: ['400-127', 'Unsupported combination of query parameters.'],
  availabilityEntryPoint: ['400-128', 'Entry point does not exist: {id}'],
  contentTooLong: ['400-129', 'Content must not exceed {n} characters.'],
  queueFull: ['400-135', 'Maximum queue depth has been reached.'],
  entryPointNotAllowed: ['403-130', 'Client application is not configured to use the entry point: {id}'],
  applicationNotChat: ['403-131', 'Client application is not of type Chat.'],
  foreignConversation: ['403-132', 'Conversation was not initiated by the client application: {id}'],
  foreignAttachment: ['403-133', 'Attachment is not accessible: {id}'],
  userNotPermitted: ['403-134', 'User does not have sufficient permissions.'],
  unknownPath: ['404-140', 'Resource not found.'],
  unknownEntryPoint: ['404-141', 'Entry point does not exist: {id}'],
  conversationNotOngoing: ['404-142', 'Conversation ID does not map to an ongoing conversation: {id}'],
  unknownFile: ['404-143', 'Attachment does not exist: {id}'],
  unknownCustomer: ['404-144', 'Customer does not exist: {id}'],
  methodNotAllowed: ['405-150', 'Method is not allowed: {method}'],
  notAcceptable: ['406-151', 'Requested media type is not supported.'],
  bodyTooLarge: ['413-152', 'Request body must not exceed {n} bytes.'],
  unsupportedMediaType: ['415-153', 'Content type is not supported: {value}'],
  internalError: ['500-160', 'Internal server error.'],
  assignmentServiceDown: ['500-161', 'Assignment service is not running.'],

  customerHasConversation: ['400-136', 'Customer already has an ongoing conversation.'],
  conversationQueued: ['400-137', 'Conversation is not assigned to an agent yet: {id}'],
  severalCustomersMatch: ['400-138', 'Several customers match the searched attribute.'],
  sessionLimit: ['403-139', 'Maximum number of sessions has been reached.'],
  badCredentials: ['401-145', 'User could not be authenticated. Invalid user name or password.'],
  // The text is that of the logout page: spec 12.1.
  badUserSession: ['401-146', 'User could not be authenticated. Invalid session ID.'],
  malformedRequest: ['400-155', 'Request could not be parsed: {problem}'],
  unsupportedLanguage: ['406-154', 'Language is not supported: {value}'],
} as const;

/** Documented for the v12 calls, where the session has another header: spec 2.4. */
export const unauthorizedV12 = "Invalid or expired 'X-egain-session' header provided. New login is required.";

export type RefusalKey = keyof typeof section13;
