import { fileURLToPath } from 'node:url';
import { addressOf, openBridge, type Bridge, type ListenAddress, type TlsPair } from '../../bridge/index.ts';
import { createHost, type Host } from '../../host/index.ts';
import { print, type CommandContext } from '../context.ts';
import { wordsIn } from '../words.ts';
import { announcement, newAddress, pageAddress, type Announced } from './announce.ts';
import { canOpenBrowser, openBrowser, type Launch } from './browser-opener.ts';
import { createEnding } from './ending.ts';
import { runningJobs } from './running-jobs.ts';

export interface ServeOptions {
  readonly listen: ListenAddress;
  readonly tls?: TlsPair;
  /** Only folders in these can be chosen. */
  readonly roots?: readonly string[];
  /** Default: where there is a screen and it is not root's. */
  readonly open?: boolean;
  /** The built page; default: `dist/renderer` of this program. */
  readonly folder?: string;
  readonly launch?: Launch;
  /** Default: the application's own; tests stand in. */
  readonly makeHost?: typeof createHost;
}

/** Milliseconds between two looks whether anybody still needs a host that has lost its terminal. */
const lookEvery = 60_000;
/** That many looks without work and without a page end it. */
const patience = 10;

export function builtPage(): string {
  return fileURLToPath(new URL('../../../dist/renderer', import.meta.url));
}

/** Browser mode from start to end: host, bridge, what the terminal shows, and how it ends. */
export async function serveBrowser(context: CommandContext, options: ServeOptions): Promise<void> {
  const { services } = context;
  const end = new AbortController();
  const host = await (options.makeHost ?? createHost)(
    services,
    { shell: 'browser', quit: () => end.abort() },
    options.roots === undefined ? {} : { roots: options.roots },
  );
  try {
    const bridge = await openBridge({
      host,
      services,
      folder: options.folder ?? builtPage(),
      listen: options.listen,
      ...(options.tls !== undefined && { tls: options.tls }),
    });
    try {
      // Signals are taken before anybody is told to send one: Node's own answer to SIGUSR1 opens its debugger.
      const ended = untilEnded(context, host, bridge, end);
      await announce(context, options, bridge, end.signal);
      await ended;
    } finally {
      end.abort();
      await bridge.close();
    }
  } finally {
    await host.close();
  }
}

async function announce(
  context: CommandContext,
  options: ServeOptions,
  bridge: Bridge,
  end: AbortSignal,
): Promise<void> {
  const { services, language } = context;
  const { variables, hostname } = services.environment;
  const announced: Announced = { ...bridge, code: bridge.newCode() };
  const around = {
    user: variables['USER'] ?? variables['LOGNAME'] ?? 'user',
    machine: hostname,
    processId: process.pid,
    keyboard: context.keyboard !== undefined,
  };
  print(context, announcement(announced, around, language));
  const wanted = options.open ?? (canOpenBrowser(services.environment) && context.output.isTTY === true);
  if (!wanted || bridge.listen.kind === 'unix') return;
  if (!canOpenBrowser(services.environment)) return print(context, wordsIn(language)('serve.noBrowser'));
  const opened = await openBrowser(pageAddress(announced), services, end, options.launch);
  if (!opened) print(context, wordsIn(language)('serve.notOpened'));
}

/** Waits for Ctrl-C, a signal, or a page that ends the host. */
async function untilEnded(
  context: CommandContext,
  host: Host,
  bridge: Bridge,
  end: AbortController,
): Promise<void> {
  const { language, signal, signals, keyboard, services } = context;
  const say = wordsIn(language);
  const stepFor = createEnding(host.busy, services.clock.monotonic);
  const tellAddress = (): void =>
    print(context, `\n${newAddress({ ...bridge, code: bridge.newCode() }, language)}`);
  const release = signals?.take((received) => {
    const step = stepFor(received);
    if (step === 'new-code') tellAddress();
    else if (step === 'ask') void askFirst(context, host);
    else if (step === 'stay') void endWhenIdle(context, host, bridge, end);
    else end.abort();
  });
  const stopKeys = keyboard?.onLine(tellAddress);
  try {
    await new Promise<void>((resolve) => {
      for (const reason of [signal, end.signal]) {
        if (reason.aborted) resolve();
        reason.addEventListener('abort', () => resolve(), { once: true });
      }
    });
    print(
      context,
      say(host.busy() ? 'serve.endingBusy' : 'serve.ending', { address: addressOf(bridge.listen) }),
    );
  } finally {
    stopKeys?.();
    // A further Ctrl-C ends at once, whatever does not want to.
    release?.();
  }
}

async function askFirst(context: CommandContext, host: Host): Promise<void> {
  const say = wordsIn(context.language);
  const jobs = await runningJobs(host);
  const lines = jobs.map(({ kind, source, destination }) =>
    say('serve.job', { kind: say(`serve.kind.${kind}`), source, destination }),
  );
  print(
    context,
    ['', say('serve.running', { count: jobs.length }), ...lines, say('serve.askAgain')].join('\n'),
  );
}

/** After the terminal has gone: jobs end, and whoever comes back through a new tunnel finds the page alive. */
async function endWhenIdle(
  { services: { clock } }: CommandContext,
  host: Host,
  bridge: Bridge,
  end: AbortController,
): Promise<void> {
  let idle = 0;
  while (!end.signal.aborted && idle < patience) {
    await clock.sleep(lookEvery, end.signal).catch(() => undefined);
    idle = host.busy() || bridge.pages() > 0 ? 0 : idle + 1;
  }
  end.abort();
}
