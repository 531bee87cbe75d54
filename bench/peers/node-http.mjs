/** Peer: Node's own HTTP server that reads the request and answers a constant body of so many bytes. */
import { createServer } from 'node:http';

const bytes = Number(process.argv[2]);
const body = JSON.stringify({ body: 'x'.repeat(bytes - '{"body":""}'.length) });
const headers = { 'content-type': 'application/json; charset=utf-8', 'content-length': Buffer.byteLength(body) };

const server = createServer((request, response) => {
  request.resume().on('end', () => response.writeHead(200, headers).end(body));
});
server.listen(0, '127.0.0.1', () => console.log(`listening on http://127.0.0.1:${server.address().port}`));
