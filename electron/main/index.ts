import { systemServices } from '../../core/host/index.ts';
import { electronApi } from './electron-api.ts';
import { startUp } from './start-up.ts';

// Not awaited here: Electron becomes ready only after this module has run to its end.
void startUp(electronApi, {
  services: systemServices(),
  say: (text) => void process.stderr.write(`${text}\n`),
});
