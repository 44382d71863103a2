import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

export interface Delivery {
  readonly headers: Record<string, string | string[] | undefined>;
  readonly body: string;
}

export interface WebhookServer {
  readonly url: string;
  readonly deliveries: Delivery[];
  /** Resolves with the first delivery, past or to come, that fits. */
  delivery(fits: (delivery: Delivery) => boolean): Promise<Delivery>;
  /** Where it serves a file, and how often that was read. */
  readonly file: { readonly url: string; reads: number };
  [Symbol.asyncDispose](): Promise<void>;
}

export const customerFile = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 74, 70, 73, 70, 0]);

/** The client's side of the webhook, and a file server of the customer's channel. */
export async function startWebhookServer(): Promise<WebhookServer> {
  const deliveries: Delivery[] = [];
  const waiting = new Set<(delivery: Delivery) => void>();
  const file = { url: '', reads: 0 };
  const server = createServer((request, response) => {
    if (request.url === '/photo.jpeg') {
      file.reads++;
      response.setHeader('content-type', 'image/jpeg').end(customerFile);
      return;
    }
    let body = '';
    request.on('data', (part: Buffer) => (body += part.toString()));
    request.on('end', () => {
      response.end();
      const delivery = { headers: request.headers, body };
      deliveries.push(delivery);
      for (const look of waiting) look(delivery);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  file.url = `${base}/photo.jpeg`;
  return {
    url: `${base}/ece`,
    deliveries,
    file,
    delivery: (fits) =>
      new Promise((resolve) => {
        const past = deliveries.find(fits);
        if (past !== undefined) resolve(past);
        const look = (delivery: Delivery) => {
          if (!fits(delivery)) return;
          waiting.delete(look);
          resolve(delivery);
        };
        waiting.add(look);
      }),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
