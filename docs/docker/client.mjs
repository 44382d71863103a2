// A client of ECE beside the simulator: it starts a conversation, and ends when an agent has the chat.
import { createServer } from 'node:http';

const { ECE_URL, ECE_CLIENT_ID, ECE_CLIENT_SECRET, ECE_ENTRY_POINT, CALLBACK_PORT } = process.env;
const api = `${ECE_URL}/system/ws/v19/clientapplications`;

const events = createServer(async (request, response) => {
  let body = '';
  for await (const part of request) body += part;
  response.writeHead(204).end();
  console.log(`ECE: ${body}`);
  if (body.includes('assigned')) process.exit(0);
});
await new Promise((resolve) => events.listen(Number(CALLBACK_PORT), resolve));

async function call(path, init) {
  const answer = await fetch(api + path, init);
  if (!answer.ok) throw new Error(`${path} is answered ${answer.status}: ${await answer.text()}`);
  return answer.json();
}

const { access_token: token } = await call('/authentication/oauth2/token?forceLogin=yes', {
  method: 'POST',
  headers: { authorization: `Basic ${btoa(`${ECE_CLIENT_ID}:${ECE_CLIENT_SECRET}`)}` },
  body: new URLSearchParams({ grant_type: 'client_credentials' }),
});
const headers = { authorization: `Bearer ${token}`, accept: 'application/json', 'content-type': 'application/json' };
const { entryPointConfiguration } = await call(`/messaging/configuration?entrypoint=${ECE_ENTRY_POINT}`, { headers });
const body = JSON.stringify({ entryPointConfiguration: entryPointConfiguration[0] });
const { id } = await call('/messaging/conversation/start?anonymousCustomer=yes', { method: 'POST', headers, body });
console.log(`Conversation ${id} has started.`);
