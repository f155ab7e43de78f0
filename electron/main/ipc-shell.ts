import type { IpcMain, IpcMainEvent, IpcMainInvokeEvent } from 'electron';
import {
  callIdSchema,
  callSchema,
  maximumCallLength,
  pathPurposeSchema,
  SluiceError,
  type CallResult,
  type HostEvent,
} from '../../core/contract/index.ts';
import { toWireError, type CallContext, type Host } from '../../core/host/index.ts';
import { channels } from '../channels.ts';
import type { MessageSource } from './decisions.ts';

export interface IpcShellOptions {
  readonly ipcMain: Pick<IpcMain, 'handle' | 'on' | 'removeHandler' | 'removeListener'>;
  readonly host: Pick<Host, 'dispatch' | 'subscribe' | 'acceptPath'>;
  readonly isOwnPage: (source: MessageSource) => boolean;
  /** Brings an event to the window; does nothing while there is none. */
  readonly send: (channel: string, event: HostEvent) => void;
}

/** The host behind the window's channels. */
export interface IpcShell {
  /** The page was left, reloaded or has crashed: nobody waits for its calls any more. */
  abortAll(): void;
  close(): void;
}

/** Calls of the page at the same time. */
const mostAtOnce = 64;
const caller = { id: 'window', role: 'controller' } as const;

/**
 * The same door as browser mode's: who speaks is checked first, then what was said; failures are answers.
 * Messages arrive as structured clones, which may hold more than JSON: they are taken as JSON, as over HTTP.
 */
export function attachIpc({ ipcMain, host, isOwnPage, send }: IpcShellOptions): IpcShell {
  const open = new Map<string, AbortController>();
  const fromPage = (event: IpcMainInvokeEvent | IpcMainEvent): boolean => isOwnPage(sourceOf(event));

  const call = async (message: unknown): Promise<CallResult> => {
    const checked = callSchema.safeParse(asJson(message));
    if (!checked.success) throw invalid(checked.error.issues[0]?.path.join('.'));
    const { id, command, input } = checked.data;
    if (open.has(id)) throw invalid('id');
    if (open.size >= mostAtOnce) throw new SluiceError('BRIDGE_BUSY', { retryable: true });
    const gone = new AbortController();
    open.set(id, gone);
    const context: CallContext = { caller, signal: gone.signal };
    return host.dispatch({ command, input }, context).finally(() => open.delete(id));
  };
  const dropped = async (message: unknown): Promise<CallResult> => {
    const { path, purpose } = (message ?? {}) as Readonly<Record<string, unknown>>;
    const checked = pathPurposeSchema.safeParse(purpose);
    if (!checked.success) throw invalid('purpose');
    // Empty: a file that the page made itself, such as a picture dragged out of it.
    if (typeof path !== 'string' || path === '') throw invalid('file');
    return { ok: true, value: await host.acceptPath(path, checked.data) };
  };
  const handle = (channel: string, work: (message: unknown) => Promise<CallResult>): void =>
    ipcMain.handle(channel, async (event, message: unknown): Promise<CallResult> => {
      try {
        if (!fromPage(event)) throw new SluiceError('WINDOW_SENDER_REFUSED');
        return await work(message);
      } catch (error) {
        return { ok: false, error: toWireError(error) };
      }
    });
  const abort = (event: IpcMainEvent, id: unknown): void => {
    if (!fromPage(event) || !callIdSchema.safeParse(id).success) return;
    open.get(String(id))?.abort(new Error('the page has given the call up'));
  };

  handle(channels.call, call);
  handle(channels.dropped, dropped);
  ipcMain.on(channels.abort, abort);
  const unsubscribe = host.subscribe((event) => send(channels.event, event));
  const abortAll = (): void => {
    for (const controller of open.values()) controller.abort(new Error('the page is gone'));
  };
  return {
    abortAll,
    close: () => {
      unsubscribe();
      abortAll();
      ipcMain.removeHandler(channels.call);
      ipcMain.removeHandler(channels.dropped);
      ipcMain.removeListener(channels.abort, abort);
    },
  };
}

function sourceOf({ sender, senderFrame }: IpcMainInvokeEvent | IpcMainEvent): MessageSource {
  const frame = senderFrame === null ? null : { url: senderFrame.url, isMain: senderFrame.parent === null };
  return { contentsId: sender.id, frame };
}

function asJson(message: unknown): unknown {
  let text: string | undefined;
  try {
    text = JSON.stringify(message);
  } catch {
    // A circle, or a number that JSON has not.
    throw invalid(undefined);
  }
  if (text === undefined) throw invalid(undefined);
  if (text.length > maximumCallLength)
    throw new SluiceError('BRIDGE_TOO_LARGE', { params: { limit: '12 MiB' } });
  return JSON.parse(text) as unknown;
}

function invalid(field: string | undefined): SluiceError {
  return new SluiceError('APP_INPUT_INVALID', {
    params: { command: '-', field: field === undefined || field === '' ? '-' : field },
  });
}
