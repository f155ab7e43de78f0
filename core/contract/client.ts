import type { CommandInput, CommandName, CommandOutput } from './commands/index.ts';
import type { PathFacts, PathPurpose } from './paths.ts';
import type { HostEvent, Topic, TopicPayload } from './topics.ts';
import type { WireError } from './wire.ts';

/** What a page talks to: the only way out of the renderer. */
export interface SluiceClient {
  /** Throws RemoteError; when aborted, the signal's reason. */
  invoke<Name extends CommandName>(
    name: Name,
    input: CommandInput<Name>,
    options?: { readonly signal?: AbortSignal },
  ): Promise<CommandOutput<Name>>;
  /** Gives the function that ends it. */
  subscribe<Name extends Topic>(topic: Name, listener: (payload: TopicPayload<Name>) => void): () => void;
  /** The connection to the host, now and at each change. */
  onConnection(listener: (state: ConnectionState) => void): () => void;
  /** Only in a browser: several pages may be open, and each needs a session. */
  readonly session?: PageSession;
  /**
   * Only in the window: exchanges a dropped `File` for a path of this purpose. The page never learns the path
   * itself. Throws RemoteError.
   */
  readonly dropped?: (file: unknown, purpose: PathPurpose) => Promise<PathFacts>;
}

/** What a page in a browser can do about its own session. Both throw RemoteError. */
export interface PageSession {
  /** Exchanges a one-time code for a session. Takes the code, or the whole address that ends in it. */
  signIn(codeOrAddress: string): Promise<void>;
  /** Makes this page the one that controls the host; the one before may look only. Ends in `host.resync`. */
  takeControl(): Promise<void>;
}

export type ConnectionState =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'connected' }
  /** Trying again; `since` is milliseconds of the page's clock. */
  | { readonly kind: 'lost'; readonly since: number }
  /** This page's session is not, or no longer, valid: a new one-time code is needed. */
  | { readonly kind: 'refused'; readonly error: WireError };

/** A failure that the host answered with. */
export class RemoteError extends Error {
  override readonly name = 'RemoteError';
  readonly error: WireError;

  constructor(error: WireError) {
    super(error.code);
    this.error = error;
  }
}

/** What the preload script puts on the page's window as `sluice`: a call, its abort, and events. Nothing else. */
export interface PreloadBridge {
  call(call: { readonly id: string; readonly command: string; readonly input: unknown }): Promise<unknown>;
  abort(id: string): void;
  onEvent(listener: (event: HostEvent) => void): () => void;
  /** Exchanges a dropped file for a path token of this purpose. Answers as `call` does. */
  dropped(file: unknown, purpose: string): Promise<unknown>;
}
