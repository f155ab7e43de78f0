import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  commandNames,
  commands,
  maximumCallLength,
  RemoteError,
  SluiceError,
  topicNames,
  topics,
  type CommandInput,
  type CommandName,
  type TopicPayload,
} from '../../../core/contract/index.ts';
import { sampleOf } from '../../support/contract-samples.ts';
import { transports, type Transport } from '../../support/transports.ts';

const anyInput = <Name extends CommandName>(name: Name): CommandInput<Name> =>
  sampleOf(commands[name].input) as CommandInput<Name>;
const id = 'e'.repeat(32);

/** Everything that is none of a command's input; what one takes by chance is left out below. */
const garbage: readonly unknown[] = [
  null,
  7,
  'text',
  [],
  { unheardOf: true },
  { __proto__: { admin: true }, constructor: 'x' },
  { path: '/etc/shadow' },
  { token: '/etc/shadow' },
  { jobId: '../../x' },
];

const failure = async (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'no failure',
    (error: unknown) => error,
  );

describe.each(['http', 'ipc'] as const)('the contract over %s', (kind) => {
  let line: Transport;
  beforeEach(async () => {
    line = await transports[kind]();
  });
  afterEach(() => line.close());

  it.each(commandNames)('%s: what is valid reaches the handler, and the answer comes back', async (name) => {
    const { input, output } = commands[name];
    const answer = await line.client.invoke(name, anyInput(name));
    expect(answer).toEqual(JSON.parse(JSON.stringify(sampleOf(output))));
    expect(line.host.received).toHaveLength(1);
    expect(line.host.received[0]).toMatchObject({ command: name, input: input.parse(sampleOf(input)) });
  });

  it.each(commandNames)('%s: garbage is refused and never reaches the handler', async (name) => {
    const { input } = commands[name];
    const bad = garbage.filter((value) => !input.safeParse(JSON.parse(JSON.stringify(value))).success);
    expect(bad.length).toBeGreaterThan(5);
    for (const value of bad) {
      const result = await line.raw({ id, command: name, input: value });
      expect(result).toMatchObject({ ok: false, error: { code: 'APP_INPUT_INVALID' } });
    }
    expect(line.host.received).toEqual([]);
  });

  it.each([
    ['nothing', {}],
    ['a list', [id, 'app.info', {}]],
    ['an id of another form', { id: '../../etc', command: 'app.info', input: {} }],
    ['an id in capitals', { id: 'E'.repeat(32), command: 'app.info', input: {} }],
    ['a number for a command', { id, command: 7, input: {} }],
    ['a command without end', { id, command: 'x'.repeat(61), input: {} }],
    ['more than a call has', { id, command: 'app.info', input: {}, role: 'controller' }],
    ['null', null],
  ])('refuses %s in place of a call', async (_, message) => {
    expect(await line.raw(message)).toMatchObject({ ok: false, error: { code: 'APP_INPUT_INVALID' } });
    expect(line.host.received).toEqual([]);
  });

  it.each(['toString', '__proto__', 'constructor', 'app.infos', ''])(
    'knows no command "%s"',
    async (command) => {
      const result = await line.raw({ id, command, input: {} });
      expect(result).toMatchObject({ ok: false, error: { code: 'APP_COMMAND_UNKNOWN' } });
    },
  );

  it('refuses what is larger than a call may be', async () => {
    const text = 'x'.repeat(maximumCallLength);
    const error = await failure(line.client.invoke('settings.update', { updateService: text }));
    expect(error).toBeInstanceOf(RemoteError);
    expect((error as RemoteError).error.code).toBe('BRIDGE_TOO_LARGE');
    expect(line.host.received).toEqual([]);
  });

  it('brings a configuration of the largest size, in Chinese', async () => {
    const yaml = '镜'.repeat(5 * 1024 * 1024 - 10);
    await line.client.invoke('config.describe', { ...anyInput('config.describe'), yaml });
    expect(line.host.received.map(({ input }) => (input as { yaml: string }).yaml === yaml)).toEqual([true]);
  });

  it('brings errors over with code, parameters and whether to try again, but no stack', async () => {
    line.host.on('drives.list', () => {
      throw new SluiceError('APP_VIEWER_ONLY', {
        params: { who: '另一个窗口', count: 3 },
        affected: ['a', 'b'],
        retryable: true,
        detail: 'raw words',
      });
    });
    const known = (await failure(line.client.invoke('drives.list', anyInput('drives.list')))) as RemoteError;
    expect(known.error).toEqual({
      code: 'APP_VIEWER_ONLY',
      params: { who: '另一个窗口', count: 3 },
      affected: ['a', 'b'],
      retryable: true,
      detail: 'raw words',
    });
    line.host.on('drives.list', () => {
      throw new TypeError('oops');
    });
    const unknown = (await failure(
      line.client.invoke('drives.list', anyInput('drives.list')),
    )) as RemoteError;
    expect(unknown.error).toEqual({
      code: 'HOST_UNEXPECTED',
      params: { message: 'oops' },
      affected: [],
      retryable: false,
    });
  });

  it('gives an answer that is none of the command’s as a failure, not to the page', async () => {
    line.host.on('app.info', () => ({ secret: 'hunter2' }));
    const error = (await failure(line.client.invoke('app.info', {}))) as RemoteError;
    expect(error.error.code).toBe('HOST_UNEXPECTED');
  });

  it('aborts the call that was given up, and no other of the same command', async () => {
    const signals: AbortSignal[] = [];
    const reached = Promise.withResolvers<void>();
    line.host.on('drives.list', (_input, { signal }) => {
      signals.push(signal);
      if (signals.length === 2) reached.resolve();
      return new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    });
    const first = new AbortController();
    const second = new AbortController();
    const calls = [first, second].map(({ signal }) =>
      failure(line.client.invoke('drives.list', anyInput('drives.list'), { signal })),
    );
    await reached.promise;
    const reason = new Error('left the page');
    first.abort(reason);
    expect(await calls[0]).toBe(reason);
    await expect.poll(() => signals.filter(({ aborted }) => aborted).length).toBe(1);
    second.abort();
    await calls[1];
    await expect.poll(() => signals.every(({ aborted }) => aborted)).toBe(true);
  });

  it('does not send a call that was given up before', async () => {
    const reason = new Error('too late');
    const call = line.client.invoke('app.info', {}, { signal: AbortSignal.abort(reason) });
    expect(await failure(call)).toBe(reason);
    expect(line.host.received).toEqual([]);
  });

  it('refuses an id that is under way already', async () => {
    const held = Promise.withResolvers<void>();
    line.host.on('app.info', async () => {
      await held.promise;
      return sampleOf(commands['app.info'].output);
    });
    const first = line.raw({ id, command: 'app.info', input: {} });
    await expect.poll(() => line.host.received.length).toBe(1);
    const again = await line.raw({ id, command: 'app.info', input: {} });
    expect(again).toMatchObject({ ok: false, error: { code: 'APP_INPUT_INVALID', params: { field: 'id' } } });
    held.resolve();
    expect((await first).ok).toBe(true);
    expect((await line.raw({ id, command: 'app.info', input: {} })).ok).toBe(true);
  });

  it('takes no more calls at once than it can watch over', async () => {
    const held = Promise.withResolvers<void>();
    line.host.on('drives.list', async () => {
      await held.promise;
      return sampleOf(commands['drives.list'].output);
    });
    const calls = Array.from({ length: 64 }, () =>
      line.client.invoke('drives.list', anyInput('drives.list')),
    );
    await expect.poll(() => line.host.received.length).toBe(64);
    const error = (await failure(line.client.invoke('app.info', {}))) as RemoteError;
    expect(error.error).toMatchObject({ code: 'BRIDGE_BUSY', retryable: true });
    held.resolve();
    await Promise.all(calls);
    await line.client.invoke('app.info', {});
  });

  it.each(topicNames.filter((name) => name !== 'host.resync'))(
    '%s: an event arrives as it was',
    async (topic) => {
      const payload = JSON.parse(JSON.stringify(sampleOf(topics[topic]))) as TopicPayload<typeof topic>;
      const seen: unknown[] = [];
      line.client.subscribe(topic, (event) => seen.push(event));
      line.host.publish(topic, payload);
      await expect.poll(() => seen).toEqual([payload]);
    },
  );

  it('brings events only to those who asked for their topic, and until they have had enough', async () => {
    const drives: unknown[] = [];
    const enclaves: unknown[] = [];
    const end = line.client.subscribe('drives.changed', (event) => drives.push(event));
    line.client.subscribe('enclaves.changed', (event) => enclaves.push(event));
    line.host.publish('drives.changed', {});
    line.host.publish('enclaves.changed', {});
    await expect.poll(() => enclaves.length).toBe(1);
    end();
    line.host.publish('drives.changed', {});
    line.host.publish('enclaves.changed', {});
    await expect.poll(() => enclaves.length).toBe(2);
    expect(drives).toHaveLength(1);
  });

  it('tells the page to ask again when an event is missing', async () => {
    const seen: string[] = [];
    line.client.subscribe('drives.changed', () => seen.push('drives'));
    line.client.subscribe('host.resync', () => seen.push('resync'));
    line.host.publish('drives.changed', {});
    await expect.poll(() => seen).toEqual(['drives']);
    line.host.lose('drives.changed');
    line.host.publish('drives.changed', {});
    await expect.poll(() => seen).toEqual(['drives', 'drives', 'resync']);
  });

  it('is the one that controls, and says so of itself', async () => {
    await line.client.invoke('app.quit', { force: false });
    expect(line.host.received[0]?.context.caller.role).toBe('controller');
  });
});
