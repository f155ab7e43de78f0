import { createHttpClient } from '../../renderer/src/transport/http-client.ts';
import { createIpcClient } from '../../renderer/src/transport/ipc-client.ts';
import type { PageDoor } from '../../renderer/src/transport/page-door.ts';
import {
  bridgeRoutes,
  callResultSchema,
  type CallResult,
  type SluiceClient,
} from '../../core/contract/index.ts';
import { channels } from '../../electron/channels.ts';
import { isOwnPage } from '../../electron/main/decisions.ts';
import { attachIpc } from '../../electron/main/ipc-shell.ts';
import { createPreloadBridge } from '../../electron/preload/preload-bridge.ts';
import { bridgeWorld } from './bridge-world.ts';
import { createIpcPair } from './fake-ipc.ts';
import { createFakeHost, type FakeHost } from './fake-host.ts';

/** A page, a host, and one of the two ways between them. */
export interface Transport {
  readonly host: FakeHost;
  readonly client: SluiceClient;
  /** Sends a message as a page would that was not written by us. */
  raw(message: unknown): Promise<CallResult>;
  close(): Promise<void>;
}

export const transports: Readonly<Record<'http' | 'ipc', () => Promise<Transport>>> = {
  http: async () => {
    const world = await bridgeWorld();
    const token = await world.signIn();
    const client = createHttpClient(nodeDoor(world.origin, token));
    await connected(client);
    return {
      host: world.host,
      client,
      raw: async (message) => {
        const body = JSON.stringify(message) ?? 'undefined';
        const reply = await world.ask(bridgeRoutes.rpc, { method: 'POST', body, token });
        return callResultSchema.parse(reply.json) as CallResult;
      },
      close: world.close,
    };
  },
  ipc: () => {
    const host = createFakeHost();
    const pair = createIpcPair({ contentsId: 7, url: 'app://bundle/' });
    const shell = attachIpc({
      ipcMain: pair.ipcMain,
      host,
      isOwnPage: (source) => isOwnPage(source, 7),
      send: pair.send,
    });
    let ids = 0;
    const bridge = createPreloadBridge({ ...pair, webUtils: { getPathForFile: () => '/media/stick' } });
    const client = createIpcClient(bridge, () => (++ids).toString(16).padStart(32, '0'));
    return Promise.resolve({
      host,
      client,
      raw: async (message) =>
        callResultSchema.parse(await pair.ipcRenderer.invoke(channels.call, message)) as CallResult,
      close: () => Promise.resolve(shell.close()),
    });
  },
};

/** The page's surroundings, in Node. `fetch` says where it comes from, as a browser does. */
export function nodeDoor(
  origin: string,
  token: string | undefined,
  changes: Partial<PageDoor> = {},
): PageDoor {
  let kept = token;
  let ids = 0;
  return {
    fetch: (path, init) => fetch(`${origin}${path}`, { ...init, headers: { ...init.headers, origin } }),
    token: { get: () => kept, set: (value) => (kept = value), remove: () => (kept = undefined) },
    takeCode: () => undefined,
    onCode: () => undefined,
    onLeave: () => undefined,
    reload: () => undefined,
    now: () => 0,
    sleep: (_milliseconds, signal) =>
      new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
    newId: () => `f${(++ids).toString(16).padStart(31, '0')}`,
    ...changes,
  };
}

export function connected(client: SluiceClient): Promise<void> {
  return new Promise((resolve, reject) => {
    client.onConnection((state) => {
      if (state.kind === 'connected') resolve();
      if (state.kind === 'refused') reject(new Error(state.error.code));
    });
  });
}
