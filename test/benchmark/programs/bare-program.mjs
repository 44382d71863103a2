import { createServer } from 'node:http';
import process from 'node:process';

// The least that a program needs to answer: its start is what Node itself takes.
const server = createServer((_request, response) => {
  response.writeHead(200, { 'content-type': 'application/json' }).end('{"access_token":"x"}');
});
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`{"url":"http://127.0.0.1:${server.address().port}"}\n`);
});
