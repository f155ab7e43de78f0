/** What the client over HTTP needs of the page that it runs in; tests stand in. */
export interface PageDoor {
  /** Addresses are paths below the page's own origin. */
  readonly fetch: (path: string, init: RequestOptions) => Promise<Response>;
  /** Kept for this tab only, until it is closed; a reload keeps it. */
  readonly token: {
    get(): string | undefined;
    set(token: string): void;
    remove(): void;
  };
  /** The one-time code behind `#code=`, which is taken out of the address and its history. */
  takeCode(): string | undefined;
  /** Calls `listener` when an address with a code is opened in this tab later. */
  onCode(listener: (code: string) => void): void;
  /** Calls `listener` when the page is closed, reloaded or left. */
  onLeave(listener: () => void): void;
  /** Loads the page anew. */
  reload(): void;
  /** Milliseconds. */
  now(): number;
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>;
  /** A new call id (wire.ts). */
  newId(): string;
}

export interface RequestOptions {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal?: AbortSignal;
  /** Sent although the page goes away meanwhile. */
  readonly keepalive?: boolean;
}
