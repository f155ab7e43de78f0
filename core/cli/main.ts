import { setFlagsFromString } from 'node:v8';
import { systemServices, withMedia } from '../host/index.ts';
import { systemKeyboard } from './keyboard.ts';
import { runCli } from './program.ts';
import { systemSignals } from './signals.ts';

// V8 13 collects a small heap again and again while buffers pass beside it: forty times per gigabyte, a fifth
// of the processor time. Collecting the young generation, as it does anyway, frees the buffers as well.
if (process.versions.v8.startsWith('13.')) setFlagsFromString('--no-memory-reducer-for-small-heaps');

// Ctrl-C and SIGTERM stop after what is in flight is recorded; a second one ends at once.
const stop = new AbortController();
let asked = 0;
const signals = systemSignals(() => {
  asked++;
  if (asked > 1) process.exit(130);
  stop.abort(new Error('stopped by the user'));
});
// A closed pipe (for example `sluice … | head`) is no failure of ours, and no reason to stop a run half-way.
// Neither is a terminal that has gone away (EIO), for a command that goes on without it.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE' && error.code !== 'EIO') throw error;
  });
}

process.exitCode = await runCli({
  argv: process.argv.slice(2),
  services: withMedia(systemServices()),
  output: process.stdout,
  errors: process.stderr,
  signal: stop.signal,
  input: process.stdin,
  signals,
  keyboard: systemKeyboard(),
});
