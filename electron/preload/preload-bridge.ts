import type { IpcRenderer, WebUtils } from 'electron';
import type { HostEvent, PreloadBridge } from '../../core/contract/index.ts';
import { channels } from '../channels.ts';

export interface PreloadDoors {
  readonly ipcRenderer: Pick<IpcRenderer, 'invoke' | 'send' | 'on' | 'off'>;
  readonly webUtils: Pick<WebUtils, 'getPathForFile'>;
}

/**
 * What the page gets: plain data in and out over four fixed channels, never the channels themselves. What comes
 * in is copied field by field, so that nothing else travels; the main process checks all of it again.
 */
export function createPreloadBridge({ ipcRenderer, webUtils }: PreloadDoors): PreloadBridge {
  return {
    call: ({ id, command, input }) =>
      ipcRenderer.invoke(channels.call, { id: String(id), command: String(command), input }),
    abort: (id) => ipcRenderer.send(channels.abort, String(id)),
    onEvent: (listener) => {
      // Electron's own event object holds the way back to the channels: it stays here.
      const own = (_event: unknown, event: HostEvent): void => listener(event);
      ipcRenderer.on(channels.event, own);
      return () => void ipcRenderer.off(channels.event, own);
    },
    // The path of a file is known only here; the page gets a token for it. A file that the page made has none.
    dropped: (file, purpose) => {
      const path = webUtils.getPathForFile(file as Parameters<WebUtils['getPathForFile']>[0]);
      return ipcRenderer.invoke(channels.dropped, { path, purpose: String(purpose) });
    },
  };
}
