import type { CheckedInput, CommandName, CommandOutput } from '../../contract/index.ts';

/** Who sent a call. */
export interface Caller {
  /** Stays the same for one page. */
  readonly id: string;
  readonly role: 'controller' | 'viewer';
}

export interface CallContext {
  readonly caller: Caller;
  /** Aborted when the page gives the call up or goes away. */
  readonly signal: AbortSignal;
}

export type Handler<Name extends CommandName> = (
  input: CheckedInput<Name>,
  context: CallContext,
) => Promise<CommandOutput<Name>>;

/** The use cases by command: both shells serve this same map. */
export type Handlers = { readonly [Name in CommandName]: Handler<Name> };

/** The handlers of one area: `HandlersOf<'settings'>` are all of `settings.*`. */
export type HandlersOf<Area extends string> = {
  readonly [Name in Extract<CommandName, `${Area}.${string}`>]: Handler<Name>;
};
