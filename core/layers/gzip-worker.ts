import { parentPort } from 'node:worker_threads';
import { gzipBlock } from './gzip-block.ts';

// Compresses one block after the other in a thread of its own, and is ended by whoever started it.
parentPort?.on('message', (block: Uint8Array) => {
  const member = gzipBlock(block);
  parentPort?.postMessage(member, [member.buffer]);
});
