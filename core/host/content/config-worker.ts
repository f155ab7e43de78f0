import { parentPort } from 'node:worker_threads';
import { toWireError } from '../app/dispatch.ts';
import { workOnConfig, type ConfigReply, type ConfigWork } from './config-work.ts';

// Understands one configuration in a thread of its own, and is ended by whoever asked.
parentPort?.once('message', (work: ConfigWork) => {
  let reply: ConfigReply;
  try {
    reply = { view: workOnConfig(work) };
  } catch (error) {
    reply = { error: toWireError(error) };
  }
  // A thread has no origin.
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  parentPort?.postMessage(reply);
});
