/**
 * The HTTP requests of the nodes (spec 1). Paths follow the Host Name of the authorization, which may end in `/system`.
 *
 * `credentials`: `bearer` is an access token, `session` the header `X-egain-session` or the login that obtains it, `basic` the client id and secret.
 * `onlyOnce`: carried out twice, it makes two. `body` is the root element of an XML body (spec 15). A request without a path goes to a URL that an input gives.
 */
export const requests = {
  token: { method: 'POST', path: '/ws/v19/clientapplications/authentication/oauth2/token', credentials: 'basic' },
  configuration: { method: 'GET', path: '/ws/v19/clientapplications/messaging/configuration', credentials: 'bearer' },
  startConversation: {
    method: 'POST',
    path: '/ws/v19/clientapplications/messaging/conversation/start',
    credentials: 'bearer',
    body: 'conversation',
    onlyOnce: true,
  },
  sendMessage: {
    method: 'POST',
    path: '/ws/v19/clientapplications/messaging/sendmessage',
    credentials: 'bearer',
    body: 'message',
  },
  endConversation: {
    method: 'POST',
    path: '/ws/v19/clientapplications/messaging/conversation/end',
    credentials: 'bearer',
    body: 'conversation',
  },
  agentAvailability: { method: 'GET', path: '/egain/chat/entrypoint/agentAvailability/{entryPointId}', credentials: 'none' },
  capacity: { method: 'GET', path: '/egain/chat/entrypoint/capacity/{entryPointId}', credentials: 'none' },
  liveSessionStatus: { method: 'GET', path: '/egain/chat/entrypoint/liveSessionStatus/{entryPointId}', credentials: 'none' },
  userLogin: { method: 'POST', path: '/ws/v12/authentication/user/login', credentials: 'session' },
  customerSearch: { method: 'GET', path: '/ws/v12/interaction/customer', credentials: 'session' },
  customerEdit: { method: 'PUT', path: '/ws/v12/interaction/customer', credentials: 'session' },
  attachmentUrl: { method: 'GET', path: null, credentials: 'none' },
  contentUrl: { method: 'GET', path: null, credentials: 'bearer' },
} as const;

export type RequestName = keyof typeof requests;
