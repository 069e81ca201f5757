import net from 'node:net';
import ollama from 'ollama';

const server = net.createServer();
server.on('connection', (socket) => {
  socket.on('data', (chunk) => ollama.generate({ model: 'llama3.2', prompt: chunk.toString() })); // <- untrusted-text-in-prompt
  socket.on('close', (failed) => ollama.generate({ model: 'llama3.2', prompt: `Closed: ${failed}` }));
});
server.on('error', (reason) => console.error(reason.message));
server.listen(2575, '127.0.0.1');
