import {
  commands,
  isCommandName,
  readOnlyCommands,
  SluiceError,
  type CallResult,
  type CommandName,
  type WireError,
} from '../../contract/index.ts';
import { toMessage } from '../observer.ts';
import type { CallContext, Handlers } from './handlers.ts';

/** A call whose envelope the shell has checked. */
export interface IncomingCall {
  readonly command: string;
  readonly input: unknown;
}

export type Dispatch = (call: IncomingCall, context: CallContext) => Promise<CallResult>;

/**
 * The one door from a shell to the use cases: knows the command, checks what comes in and what goes
 * out against the contract, and turns every failure into data. Never throws.
 */
export function createDispatch(handlers: Handlers): Dispatch {
  return async ({ command, input }, context) => {
    try {
      if (!isCommandName(command)) {
        throw new SluiceError('APP_COMMAND_UNKNOWN', { params: { command: command.slice(0, 60) } });
      }
      if (context.caller.role === 'viewer' && !readOnlyCommands.has(command)) {
        throw new SluiceError('APP_VIEWER_ONLY');
      }
      return { ok: true, value: await callHandler(handlers, command, input, context) };
    } catch (error) {
      return { ok: false, error: toWireError(error) };
    }
  };
}

async function callHandler<Name extends CommandName>(
  handlers: Handlers,
  name: Name,
  input: unknown,
  context: CallContext,
): Promise<unknown> {
  const schemas = commands[name];
  const checked = schemas.input.safeParse(input);
  if (!checked.success) {
    const [issue] = checked.error.issues;
    const field = issue === undefined ? '' : issue.path.join('.');
    throw new SluiceError('APP_INPUT_INVALID', {
      params: { command: name, field: field === '' ? '-' : field.slice(0, 100) },
      ...(issue !== undefined && { detail: issue.message.slice(0, 500) }),
    });
  }
  const handler = handlers[name] as (input: unknown, context: CallContext) => Promise<unknown>;
  const output = await handler(checked.data, context);
  return schemas.output.parse(output);
}

/** A failure as it travels to a page. Stack traces stay here. */
export function toWireError(error: unknown): WireError {
  const { detail, ...message } = toMessage(error);
  const known = error instanceof SluiceError;
  return {
    ...message,
    ...(known && detail !== undefined && { detail }),
    retryable: known && error.retryable,
  };
}
