/**
 * Every refusal ECE sends with the body of spec 2.4. `409-100` is observed, `401-101` documented; the rest is one proposal,
 * the setting `error.codes`, which can change each code and text. Texts fill in `{x}`. Source: spec 13.
 */
export const errors = {
  staleLastModified: {
    code: '409-100',
    // Verbatim, with two spaces after "following" and one before the colon: spec 2.4.
    text: 'Last modified date provided in the request body for the following  do not match : conversation.entryPointConfiguration.',
  },
  unauthorized: { code: '401-101', text: '{text}' },
  wrongSessionKind: { code: '401-102', text: 'The session is not a client application session.' },
  malformedBody: { code: '400-103', text: 'Request body could not be parsed: {problem}' },
  illegalUnquotedCharacter: {
    code: '400-104',
    text: 'Illegal unquoted character ((CTRL-CHAR, code {character})): has to be escaped using backslash to be included in string value',
  },
  missingElement: { code: '400-105', text: 'Required element is missing in the request body: {path}' },
  invalidElement: { code: '400-106', text: 'Invalid value for the element in the request body: {path}' },
  missingQueryParameter: { code: '400-107', text: 'Required query parameter is missing: {name}' },
  invalidQueryParameter: { code: '400-108', text: 'Invalid value for the query parameter: {name}' },
  unknownQueryParameter: { code: '400-109', text: 'Unsupported query parameter: {name}' },
  startQueryRule: {
    code: '400-110',
    text: "Exactly one of the query parameters 'anonymousCustomer' and 'searchContactOnAttribute' is required.",
  },
  unknownSearchAttribute: {
    code: '400-111',
    text: "Unsupported value for the query parameter 'searchContactOnAttribute': {value}",
  },
  entryPointInactive: { code: '400-112', text: 'Entry point is not active: {id}' },
  noAgentAvailable: { code: '400-113', text: 'No agent is available to serve the chat.' },
  callbackDeactivated: { code: '400-114', text: 'Callback URL of the client application is deactivated.' },
  unknownCustomAttribute: { code: '400-116', text: 'Custom attribute is not configured: {name}' },
  illegalCustomAttributeCharacter: {
    code: '400-117',
    text: 'Value of the custom attribute contains characters that are not allowed: {name}',
  },
  subjectTooLong: { code: '400-118', text: 'Subject must not exceed 255 characters.' },
  unknownMessageType: { code: '400-119', text: 'Unsupported message type: {value}' },
  unknownAttachment: { code: '400-120', text: 'Attachment does not exist in the conversation: {id}' },
  attachmentAlreadyDecided: { code: '400-121', text: 'Attachment has already been accepted or rejected: {id}' },
  attachmentRefusedByPolicy: {
    code: '400-122',
    text: 'Attachment is not allowed by the attachment policy of the entry point: {fileName}',
  },
  attachmentNotFetched: { code: '400-123', text: 'Attachment could not be read from its content URL: {fileName}' },
  severalConversations: { code: '400-124', text: 'Only one conversation can be ended at a time.' },
  notEmpty: { code: '400-125', text: 'Request body is not allowed.' },
  searchCriterionMissing: { code: '400-126', text: 'At least one search criterion is required.' },
  queryCombination: { code: '400-127', text: 'Unsupported combination of query parameters.' },
  availabilityEntryPoint: { code: '400-128', text: 'Entry point does not exist: {id}' },
  contentTooLong: { code: '400-129', text: 'Content must not exceed {limit} characters.' },
  queueFull: { code: '400-135', text: 'Maximum queue depth has been reached.' },
  customerHasConversation: { code: '400-136', text: 'Customer already has an ongoing conversation.' },
  conversationQueued: { code: '400-137', text: 'Conversation is not assigned to an agent yet: {id}' },
  severalCustomersMatch: { code: '400-138', text: 'Several customers match the searched attribute.' },
  entryPointNotAllowed: { code: '403-130', text: 'Client application is not configured to use the entry point: {id}' },
  applicationNotChat: { code: '403-131', text: 'Client application is not of type Chat.' },
  foreignConversation: { code: '403-132', text: 'Conversation was not initiated by the client application: {id}' },
  foreignAttachment: { code: '403-133', text: 'Attachment is not accessible: {id}' },
  userNotPermitted: { code: '403-134', text: 'User does not have sufficient permissions.' },
  sessionLimit: { code: '403-139', text: 'Maximum number of sessions has been reached.' },
  unknownPath: { code: '404-140', text: 'Resource not found.' },
  unknownEntryPoint: { code: '404-141', text: 'Entry point does not exist: {id}' },
  conversationNotOngoing: { code: '404-142', text: 'Conversation ID does not map to an ongoing conversation: {id}' },
  unknownFile: { code: '404-143', text: 'Attachment does not exist: {id}' },
  unknownCustomer: { code: '404-144', text: 'Customer does not exist: {id}' },
  badCredentials: { code: '401-145', text: 'User could not be authenticated. Invalid user name or password.' },
  // The text of the logout page: spec 12.1.
  badUserSession: { code: '401-146', text: 'User could not be authenticated. Invalid session ID.' },
  methodNotAllowed: { code: '405-150', text: 'Method is not allowed: {method}' },
  notAcceptable: { code: '406-151', text: 'Requested media type is not supported.' },
  bodyTooLarge: { code: '413-152', text: 'Request body must not exceed {limit} bytes.' },
  unsupportedMediaType: { code: '415-153', text: 'Content type is not supported: {value}' },
  // A request that is not HTTP. Its text does not repeat anything of the request.
  malformedRequest: { code: '400-155', text: 'Request could not be parsed: {problem}' },
  unsupportedLanguage: { code: '406-154', text: 'Language is not supported: {value}' },
  internalError: { code: '500-160', text: 'Internal server error.' },
  assignmentServiceDown: { code: '500-161', text: 'Assignment service is not running.' },
} as const satisfies Record<string, { code: `${number}-${number}`; text: string }>;

export type ErrorKey = keyof typeof errors;

/** The private half of a refusal: which rule refused, and what would have worked. Kept in the journal, never sent. */
export interface Reason {
  rule: string;
  /** Valid ids, the current `lastModified`, the nearest path ... */
  wouldWork?: unknown;
}

/** What the world or an operation answers instead of doing what was asked: a row of {@link errors} with its texts filled in. */
export interface Refusal {
  readonly key: ErrorKey;
  readonly values: Readonly<Record<string, string | number>>;
  readonly reason: Reason;
  /** Only where a setting decides the status. */
  readonly status?: number;
}

export interface WireError {
  status: number;
  code: string;
  developerMessage: string;
}

/**
 * A status that a setting changed keeps the last three digits of the code (`404-142` becomes `400-142`): spec 13.
 * @param changes the setting `error.codes`
 */
export function makeWireError(refusal: Refusal, changes: Partial<Record<ErrorKey, { code?: string; text?: string }>>): WireError {
  const { code = errors[refusal.key].code, text = errors[refusal.key].text } = changes[refusal.key] ?? {};
  const [codeStatus, number] = code.split('-') as [string, string];
  const status = refusal.status ?? Number(codeStatus);
  const developerMessage = text.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(refusal.values[name] ?? ''));
  return { status, code: `${status}-${number}`, developerMessage };
}
