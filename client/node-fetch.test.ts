import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { describe, expect, it, onTestFinished } from 'vitest';
import { nodeFetch } from './index.ts';

describe('nodeFetch', () => {
  // Ports that the global `fetch` refuses: SIP, X11, sane, amanda.
  it.each([5060, 6000, 6566, 10080])('C07: reaches port %i, and MSW sees the request', async (port) => {
    const server = setupServer(
      http.post(`https://ece.example.com:${port}/x`, async ({ request }) => HttpResponse.text(await request.text())),
    );
    server.listen({ onUnhandledFrame: 'error' });
    onTestFinished(() => server.close());
    const answer = await nodeFetch(`https://ece.example.com:${port}/x`, { method: 'POST', headers: {}, body: 'hello' });
    expect({ status: answer.status, text: await answer.text() }).toEqual({ status: 200, text: 'hello' });
  });
});
