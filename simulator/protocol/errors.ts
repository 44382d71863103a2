/**
 * Every refusal that ECE sends with the body of spec 2.4: its code and its text, in which `{x}` is filled in. Codes below 900 are the
 * vendor's where the condition is one of the vendor's; 9xx are ours. The setting `error.codes` can change each. Source: spec 13.
 */
export const errors = {
  staleLastModified: {
    code: '409-100',
    // Verbatim, with two spaces after "following" and one before the colon: spec 2.4.
    text: 'Last modified date provided in the request body for the following  do not match : conversation.entryPointConfiguration.',
  },
  unauthorized: { code: '401-101', text: '{text}' },
  invalidAuthorization: { code: '401-104', text: "Invalid or missing 'Authorization' header value." },
  wrongSessionKind: { code: '401-102', text: 'The session is not a client application session.' },
  badCredentials: { code: '401-145', text: 'User could not be authenticated. Invalid user name or password.' },
  // The text of the logout page: spec 12.1.
  badUserSession: { code: '401-146', text: 'User could not be authenticated. Invalid session ID.' },
  unknownQueryParameter: { code: '400-101', text: "Unsupported query parameter(s) supplied: '{name}'." },
  invalidQueryParameter: {
    code: '400-102',
    text: "Unsupported value for query parameter '{name}'. Only the following values are supported: '{values}'.",
  },
  invalidQueryValue: { code: '400-244', text: "Invalid value provided for query parameter: '{name}'." },
  missingQueryParameter: {
    code: '400-112',
    text: "Required query parameter(s) is missing. The following parameters are required: '{name}'.",
  },
  queryCombination: { code: '400-120', text: 'Unsupported combination of query parameters.' },
  orderWithoutSort: { code: '400-124', text: "Query parameter '$order' requires '$sort'." },
  searchCriterionMissing: { code: '400-245', text: 'At least one search criterion is required.' },
  bodyMissing: { code: '400-264', text: 'Request body is mandatory. Please provide body for the request.' },
  notEmpty: { code: '400-203', text: 'Request body is not allowed.' },
  missingElement: { code: '400-146', text: "Required attribute is missing in request body: '{path}'." },
  unknownElement: { code: '400-147', text: "Unsupported attribute is present in request body: '{path}'." },
  invalidElement: {
    code: '400-152',
    text: "Invalid value is provided in the request body for the following attribute:'{path}'.",
  },
  elementTooLong: { code: '400-358', text: "Value of the following attribute exceeds {limit} characters: '{path}'." },
  elementEmpty: { code: '400-387', text: "Value of the following attribute must not be empty: '{path}'." },
  unknownMessageType: { code: '400-199', text: "Invalid value of attribute '{path}'='{value}'." },
  conversationNotOngoing: {
    code: '400-630',
    text: 'Following conversation id is invalid, completed or expired : {id}.',
    otherwise: { code: '404-142', text: 'Conversation ID does not map to an ongoing conversation: {id}' },
  },
  // The code is observed, the text is ours: spec 11.6.
  transcriptOfClosedSession: { code: '400-115', text: 'Chat session is closed.' },
  availabilityEntryPoint: { code: '400-1139', text: 'Entry Point details not found.' },
  malformedBody: { code: '400-903', text: 'Request body could not be parsed: {problem}' },
  illegalUnquotedCharacter: {
    code: '400-904',
    text: 'Illegal unquoted character ((CTRL-CHAR, code {character})): has to be escaped using backslash to be included in string value',
  },
  startQueryRule: {
    code: '400-910',
    text: "Exactly one of the query parameters 'anonymousCustomer' and 'searchContactOnAttribute' is required.",
  },
  unknownSearchAttribute: {
    code: '400-911',
    text: "Unsupported value for the query parameter 'searchContactOnAttribute': {value}",
  },
  entryPointInactive: { code: '400-912', text: 'Entry point is not active: {id}' },
  noAgentAvailable: { code: '400-913', text: 'No agent is available to serve the chat.' },
  callbackDeactivated: { code: '400-914', text: 'Callback URL of the client application is deactivated.' },
  unknownCustomAttribute: { code: '400-916', text: 'Custom attribute is not configured: {name}' },
  illegalCustomAttributeCharacter: {
    code: '400-917',
    text: 'Value of the custom attribute contains characters that are not allowed: {name}',
  },
  subjectTooLong: { code: '400-918', text: 'Subject must not exceed 255 characters.' },
  unknownAttachment: { code: '400-920', text: 'Attachment does not exist in the conversation: {id}' },
  attachmentAlreadyDecided: { code: '400-921', text: 'Attachment has already been accepted or rejected: {id}' },
  attachmentRefusedByPolicy: {
    code: '400-922',
    text: 'Attachment is not allowed by the attachment policy of the entry point: {fileName}',
  },
  attachmentNotFetched: { code: '400-923', text: 'Attachment could not be read from its content URL: {fileName}' },
  severalConversations: { code: '400-924', text: 'Only one conversation can be ended at a time.' },
  contentTooLong: { code: '400-929', text: 'Content must not exceed {limit} characters.' },
  queueFull: { code: '400-935', text: 'Maximum queue depth has been reached.' },
  customerHasConversation: { code: '400-136', text: 'Customer already has an ongoing conversation.' },
  conversationQueued: { code: '400-137', text: 'Conversation is not assigned to an agent yet: {id}' },
  severalCustomersMatch: { code: '400-138', text: 'Several customers match the searched attribute.' },
  // A request that is not HTTP. Its text does not repeat anything of the request.
  malformedRequest: { code: '400-155', text: 'Request could not be parsed: {problem}' },
  entryPointNotAllowed: { code: '403-130', text: 'Client application is not configured to use the entry point: {id}' },
  applicationNotChat: { code: '403-131', text: 'Client application is not of type Chat.' },
  foreignConversation: { code: '403-132', text: 'Conversation was not initiated by the client application: {id}' },
  foreignAttachment: { code: '403-133', text: 'Attachment is not accessible: {id}' },
  sessionLimit: { code: '403-139', text: 'Maximum number of sessions has been reached.' },
  userNotPermitted: { code: '403-178', text: 'User is not allowed to perform the following action: {action}.' },
  unknownIdInPath: { code: '404-100', text: "The following IDs supplied in the URI path were not found: '{id}'." },
  unknownId: { code: '404-101', text: 'The following id does not exist: {id}' },
  unknownPath: { code: '404-140', text: 'Resource not found.' },
  methodNotAllowed: { code: '405-100', text: 'Method not allowed.' },
  unsupportedLanguage: { code: '406-100', text: "Invalid 'Accept-Language' header value provided." },
  notAcceptable: { code: '406-151', text: 'Requested media type is not supported.' },
  bodyTooLarge: { code: '413-152', text: 'Request body must not exceed {limit} bytes.' },
  unsupportedMediaType: { code: '415-153', text: 'Content type is not supported: {value}' },
  tooManyRequests: { code: '429-001', text: 'Too many requests.' },
  internalError: {
    code: '500-100',
    text: 'System is unable to process this request. Please contact your administrator.',
  },
  assignmentServiceDown: { code: '500-161', text: 'Assignment service is not running.' },
} as const satisfies Record<string, ErrorRow>;

interface Wording {
  readonly code: `${number}-${number}`;
  readonly text: string;
}

interface ErrorRow extends Wording {
  /** What is said with the status of this code, which a setting can choose. */
  readonly otherwise?: Wording;
}

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

type ErrorChanges = Partial<Record<ErrorKey, { code?: string; text?: string }>>;

/**
 * What ECE says of a refusal. A status that a setting decides keeps the number of the code (`400-912` becomes `404-912`), unless the
 * table gives that code to another refusal: then the number begins with 9 (`404-101` becomes `400-901`). Spec 13.
 * @param changes the setting `error.codes`
 */
export function makeWireError(refusal: Refusal, changes: ErrorChanges): WireError {
  const wording = wordingWith(refusal);
  const { code = wording.code, text = wording.text } = changes[refusal.key] ?? {};
  const [status, number] = code.split('-') as [string, string];
  const filledIn = text.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(refusal.values[name] ?? ''));
  return {
    status: refusal.status ?? Number(status),
    code: refusal.status === undefined ? code : makeCode(refusal.key, refusal.status, number),
    developerMessage: shorten(filledIn),
  };
}

/** What ECE can say of a refusal; what it says by default first. */
export function wordingsOf(key: ErrorKey): readonly [Wording, ...Wording[]] {
  const row: ErrorRow = errors[key];
  return row.otherwise === undefined ? [row] : [row, row.otherwise];
}

function wordingWith({ key, status }: Refusal): Wording {
  const [usual, ...others] = wordingsOf(key);
  return others.find(({ code }) => code.startsWith(`${status}-`)) ?? usual;
}

/** Every code and the refusal that has it. */
const keysByCode = new Map<string, ErrorKey>(
  (Object.keys(errors) as ErrorKey[]).flatMap((key) => wordingsOf(key).map(({ code }) => [code, key] as const)),
);

function makeCode(key: ErrorKey, status: number, number: string): string {
  const code = `${status}-${number}`;
  const owner = keysByCode.get(code);
  return owner === undefined || owner === key ? code : `${status}-9${number.slice(1)}`;
}

const longestDeveloperMessage = 255;

/** Half of a character is not left at the end. */
function shorten(text: string): string {
  return text.slice(0, longestDeveloperMessage).replace(/[\ud800-\udbff]$/, '');
}
