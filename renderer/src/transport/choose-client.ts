import type { PreloadBridge, SluiceClient } from '../../../core/contract/index.ts';
import { browserDoor, newCallId, type BrowserWindow } from './browser-door.ts';
import { createHttpClient } from './http-client.ts';
import { createIpcClient } from './ipc-client.ts';

/** The window's client when the preload script is there, else browser mode's. Nothing else knows which. */
export function chooseClient(
  page: BrowserWindow & { readonly sluice?: PreloadBridge } = globalThis as unknown as BrowserWindow,
): SluiceClient {
  return page.sluice === undefined
    ? createHttpClient(browserDoor(page))
    : createIpcClient(page.sluice, () => newCallId(page));
}
