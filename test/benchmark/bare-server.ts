import { createServer } from 'node:http';
import * as z from 'zod';

/** The peer of the benchmark: node:http alone, doing the least that the calls need. */
const token = '5a0f0bc4-dc21-44c8-a50b-b12bad7ae41e';
const message = z.object({
  conversation: z.object({ id: z.string().min(1) }),
  type: z.object({ value: z.enum(['text/plain', 'text/html']) }),
  content: z.string().min(1),
});
const configuration = JSON.stringify({
  entryPointConfiguration: [
    {
      entryPoint: { id: 1001 },
      lastModified: { date: '2026-01-15T09:30:00.000Z' },
      attachmentPolicies: { restrictionType: { value: 'allow_all' } },
    },
  ],
});

const start = z.object({
  entryPointConfiguration: z.object({
    entryPoint: z.object({ id: z.union([z.string().min(1), z.int()]) }),
    lastModified: z.object({ date: z.string().min(1) }),
    attachmentPolicies: z.object({}).optional(),
  }),
});
const availability =
  '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<agentAvailability available="true" xmlns:ns2="http://bindings.egain.com/chat" xmlns:ns4="jabber:client"/>';

const server = createServer((request, response) => {
  let body = '';
  request.on('data', (part: Buffer) => (body += part.toString()));
  request.on('end', () => {
    const answer = (status: number, text = '', type = 'application/json') =>
      response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(text) }).end(text);
    if (request.url?.includes('/token')) {
      answer(200, JSON.stringify({ access_token: crypto.randomUUID(), expires_in: 86_400, token_type: 'Bearer' }));
    } else if (request.headers.authorization !== `Bearer ${token}`) {
      // Availability is asked without a token.
      if (request.url?.includes('/agentAvailability')) answer(200, availability, 'application/xml');
      else answer(401);
    } else if (request.url?.includes('/configuration')) {
      answer(200, configuration);
    } else if (request.url?.includes('/start')) {
      if (start.safeParse(JSON.parse(body)).success)
        answer(201, JSON.stringify({ activity: { id: '2048' }, id: crypto.randomUUID() }));
      else answer(400);
    } else {
      answer(message.safeParse(JSON.parse(body)).success ? 204 : 400);
    }
  });
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  console.log(JSON.stringify({ url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`, token }));
});
