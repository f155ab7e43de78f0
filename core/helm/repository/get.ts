export interface HelmGetOptions {
  /** Largest answer that is read, bytes. */
  readonly limit: number;
  /** What is fetched, for the words: an index, a chart. */
  readonly what: string;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Fetches a document over HTTP: follows redirects, tries again when the cause is transient. Undefined when the server
 * says that it does not exist. Throws a SluiceError that says why it cannot be had.
 */
export type HelmGet = (url: URL, options: HelmGetOptions) => Promise<Buffer | undefined>;
