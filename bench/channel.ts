/** Takes every reply at once: the channel costs the bots alike, and in a process of its own. */
import { createServer } from 'node:http';

createServer((req, res) => {
  req.resume();
  req.once('end', () => res.writeHead(200, { 'content-type': 'application/json' }).end('{"id":"1"}'));
}).listen(Number(process.argv[2]), '127.0.0.1');
