import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer as createSecureServer } from 'node:https';
import type { RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCli } from '../../core/cli/program.ts';
import type { Keyboard } from '../../core/cli/keyboard.ts';
import { systemServices } from '../../core/host/index.ts';
import { systemClock, systemRandom } from '../../core/ports/index.ts';
import {
  buildPracticeContent,
  createMemoryStore,
  createPracticeRegistry,
  createUpstream,
  listenOnLoopback,
  type AuthMode,
  type BeforeHook,
  type PracticeContent,
} from '../../core/practice/index.ts';

/** What a command printed, and how it ended. */
export interface Shown {
  readonly code: number;
  readonly output: string;
  readonly errors: string;
  /** Both, as a terminal shows them. */
  readonly all: string;
  readonly seconds: number;
}

export interface RunOptions {
  readonly variables?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  readonly columns?: number;
  /** Who types; nobody by default. */
  readonly keyboard?: Keyboard;
  /** What is piped in. */
  readonly input?: string;
}

/** A folder, sample content, servers that can be told to misbehave, and the command in this process. */
export interface CliWorld {
  readonly directory: string;
  readonly content: PracticeContent;
  path(...parts: string[]): string;
  /** Runs `sluice` with these arguments; state, home and credentials are the world's own. */
  run(args: readonly string[], options?: RunOptions): Promise<Shown>;
  /** Serves the sample content as the internet does; `before` decides what goes wrong. Gives `host:port`. */
  upstream(options?: { readonly before?: BeforeHook; readonly auth?: AuthMode }): Promise<string>;
  /** An empty registry. Gives `host:port`. */
  registry(options?: { readonly before?: BeforeHook; readonly auth?: AuthMode }): Promise<string>;
  /** The sample content behind TLS. Gives `host:port`. */
  secureUpstream(certificate: { readonly cert: string; readonly key: string }): Promise<string>;
  /** Any listener. Gives `host:port`. */
  serve(listener: RequestListener): Promise<string>;
  /** Writes a file below the folder and gives its path. */
  write(name: string, text: string | Uint8Array): Promise<string>;
  /** The variables of a connected stage that reads everything from `host`. */
  stage(host: string, options?: { readonly insecure?: boolean }): Promise<Record<string, string>>;
  close(): Promise<void>;
}

const edge = { clock: systemClock, random: systemRandom };
let contentMade: Promise<PracticeContent> | undefined;

export async function createCliWorld(): Promise<CliWorld> {
  const directory = await mkdtemp(join(tmpdir(), 'sluice-cli-'));
  contentMade ??= buildPracticeContent({ scale: 'tiny' });
  const content = await contentMade;
  const closers: (() => Promise<void>)[] = [];
  const path = (...parts: string[]): string => join(directory, ...parts);
  const write = async (name: string, text: string | Uint8Array): Promise<string> => {
    await mkdir(join(path(name), '..'), { recursive: true });
    await writeFile(path(name), text);
    return path(name);
  };
  const serve = async (listener: RequestListener): Promise<string> => {
    const server = await listenOnLoopback(listener, 'test');
    closers.push(server.close);
    return `127.0.0.1:${server.port}`;
  };
  const key = await write('practice-release-key.asc', content.publicKey);
  return {
    directory,
    content,
    path,
    write,
    serve,
    run: (args, options = {}) => run(directory, args, options),
    upstream: (options = {}) => serve(createUpstream(content, { ...edge, ...options }).listener),
    registry: (options = {}) =>
      serve(createPracticeRegistry({ ...edge, store: createMemoryStore(), ...options }).listener),
    secureUpstream: (certificate) =>
      new Promise((resolve, reject) => {
        const server = createSecureServer(certificate, createUpstream(content, edge).listener);
        server.once('error', reject);
        server.listen(0, '127.0.0.1', () => {
          closers.push(
            () =>
              new Promise((done) => {
                server.close(() => done());
                server.closeAllConnections();
              }),
          );
          const address = server.address();
          resolve(`127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`);
        });
      }),
    stage: async (host, { insecure = true } = {}) => ({
      UPDATE_URL_OVERRIDE: `http://${host}/api/upgrades_info/v1/graph`,
      OCP_SIGNATURE_URL: `http://${host}/signatures/openshift/release/`,
      OCP_SIGNATURE_VERIFICATION_PK: key,
      CONTAINERS_REGISTRIES_CONF: await write(
        `registries-${host.replaceAll(':', '-')}-${insecure}.conf`,
        ['quay.io', 'registry.redhat.io', 'registry.access.redhat.com']
          .map(
            (name) =>
              `[[registry]]\nlocation="${name}"\n[[registry.mirror]]\nlocation="${host}"\ninsecure=${insecure}\n`,
          )
          .join('\n'),
      ),
    }),
    close: async () => {
      for (const close of closers.splice(0).toReversed()) await close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

async function run(directory: string, args: readonly string[], options: RunOptions): Promise<Shown> {
  let all = '';
  const keeping = () => {
    let text = '';
    return {
      write: (part: string): void => {
        text += part;
        all += part;
      },
      text: () => text,
      ...(options.columns !== undefined && { isTTY: true, columns: options.columns }),
    };
  };
  const [output, errors] = [keeping(), keeping()];
  const system = systemServices();
  const started = performance.now();
  const code = await runCli({
    argv: args,
    services: {
      ...system,
      environment: {
        ...system.environment,
        home: directory,
        workingDirectory: directory,
        variables: {
          PATH: process.env['PATH'],
          HOME: directory,
          LANG: 'C',
          SLUICE_STATE_DIR: join(directory, 'state'),
          ...options.variables,
        },
      },
    },
    output,
    errors,
    signal: options.signal ?? new AbortController().signal,
    keyboard: options.keyboard,
    ...(options.input !== undefined && { input: once(options.input) }),
  });
  const seconds = (performance.now() - started) / 1000;
  return { code, output: output.text(), errors: errors.text(), all, seconds };
}

async function* once(text: string): AsyncGenerator<Buffer> {
  yield Buffer.from(text);
}

/** An image set of releases from `channel` and additional images. */
export function imageSet(options: {
  readonly channel?: string;
  readonly min?: string;
  readonly max?: string;
  readonly images?: readonly string[];
  readonly more?: string;
}): string {
  const { channel, min = '4.15.2', max = min, images = [], more = '' } = options;
  return [
    'apiVersion: mirror.openshift.io/v2alpha1',
    'kind: ImageSetConfiguration',
    'mirror:',
    ...(channel === undefined
      ? []
      : [
          '  platform:',
          '    channels:',
          `      - name: ${channel}`,
          `        minVersion: ${min}`,
          `        maxVersion: ${max}`,
        ]),
    ...(images.length === 0 ? [] : ['  additionalImages:']),
    ...images.map((name) => `    - name: ${name}`),
    more,
  ].join('\n');
}
