import type { IpcMain, IpcRenderer } from 'electron';
import type { HostEvent } from '../../core/contract/index.ts';

type Handler = (event: unknown, ...args: unknown[]) => unknown;

/** Where messages seem to come from. */
export interface FakeSender {
  readonly contentsId: number;
  /** undefined: the frame is gone. */
  readonly url: string | undefined;
  readonly inFrame?: boolean;
}

export interface IpcPair {
  readonly ipcMain: Pick<IpcMain, 'handle' | 'on' | 'removeHandler' | 'removeListener'>;
  readonly ipcRenderer: Pick<IpcRenderer, 'invoke' | 'send' | 'on' | 'off'>;
  /** From the main process to the page. */
  send(channel: string, event: HostEvent): void;
  /** From now on messages seem to come from somebody else. */
  pretend(sender: FakeSender): void;
  /** Channels that the main process answers on. */
  readonly handled: ReadonlySet<string>;
}

/** Both ends of Electron's messages: everything crosses as a structured clone. */
export function createIpcPair(first: FakeSender): IpcPair {
  const handlers = new Map<string, Handler>();
  const mainListeners = new Map<string, Set<Handler>>();
  const pageListeners = new Map<string, Set<Handler>>();
  let sender = first;
  const event = (): unknown => ({
    sender: { id: sender.contentsId },
    senderFrame:
      sender.url === undefined ? null : { url: sender.url, parent: sender.inFrame === true ? {} : null },
  });
  const add = (map: Map<string, Set<Handler>>, channel: string, handler: Handler): void =>
    void map.set(channel, (map.get(channel) ?? new Set()).add(handler));
  const pair = {
    ipcMain: {
      handle: (channel: string, handler: Handler) => {
        if (handlers.has(channel)) throw new Error(`a second handler for ${channel}`);
        handlers.set(channel, handler);
      },
      removeHandler: (channel: string) => void handlers.delete(channel),
      on: (channel: string, handler: Handler) => add(mainListeners, channel, handler),
      removeListener: (channel: string, handler: Handler) => mainListeners.get(channel)?.delete(handler),
    },
    ipcRenderer: {
      invoke: async (channel: string, ...args: unknown[]) => {
        const handler = handlers.get(channel);
        if (handler === undefined) throw new Error(`No handler registered for '${channel}'`);
        return structuredClone(await handler(event(), ...structuredClone(args)));
      },
      send: (channel: string, ...args: unknown[]) => {
        for (const handler of mainListeners.get(channel) ?? []) handler(event(), ...structuredClone(args));
      },
      on: (channel: string, handler: Handler) => add(pageListeners, channel, handler),
      off: (channel: string, handler: Handler) => pageListeners.get(channel)?.delete(handler),
    },
    send: (channel: string, message: HostEvent) => {
      for (const handler of pageListeners.get(channel) ?? [])
        handler({ sender: 'raw' }, structuredClone(message));
    },
    pretend: (next: FakeSender) => void (sender = next),
    handled: { has: (channel: string) => handlers.has(channel) },
  };
  return pair as unknown as IpcPair;
}
