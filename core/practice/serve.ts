import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { SluiceError } from '../contract/index.ts';
import { systemClock, systemFileSystem, systemRandom } from '../ports/index.ts';
import { buildPracticeContent } from './content/content.ts';
import { exampleRanges } from './content/example.ts';
import { isPracticeScale, practiceScales } from './content/scale.ts';
import { listenOnLoopback, loopback } from './listen.ts';
import { createPracticeRegistry, type PracticeRegistry } from './registry/registry.ts';
import { registriesConf, writeStage } from './stage-files.ts';
import { createDirectoryStore } from './store/directory-store.ts';
import { createMemoryStore } from './store/memory-store.ts';
import { createUpstream } from './upstream.ts';
import { graphPath, signaturesPath } from './update-service.ts';

/**
 * One practice server as a process of its own, so that a benchmark's peer does not share
 * the engine's event loop:
 *
 *     node core/practice/serve.ts --role upstream [--scale tiny] [--dir D] [--port 0]
 *     node core/practice/serve.ts --role registry [--dir D] [--port 0] [--sparse]
 *
 * Prints one line of JSON when it is ready: `{"url": …}`. With a folder, the upstream
 * writes the connected stage's files there and a registry keeps its content there;
 * without one, a registry keeps it in memory. Each line on the standard input is answered
 * with the counters since the last one: `{"requests": …, "bytesRead": …, "bytesWritten": …}`.
 * Ends on SIGTERM or SIGINT.
 */
async function serve(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      role: { type: 'string', default: '' },
      dir: { type: 'string' },
      scale: { type: 'string', default: 'tiny' },
      port: { type: 'string', default: '0' },
      sparse: { type: 'boolean', default: false },
    },
  });
  const port = parsePort(values.port);
  const started =
    values.role === 'upstream'
      ? await startUpstream(values.dir, values.scale, port)
      : await startRegistry(values.role, values.dir, values.sparse, port);
  holdOpen(started);
}

/** Announces a server on the standard output, answers with its counters, and ends with the process's signals. */
export function holdOpen(started: Started): void {
  process.stdout.write(`${JSON.stringify(started.announcement)}\n`);
  createInterface({ input: process.stdin }).on('line', () => {
    const { requests, bytesRead, bytesWritten } = started.registry.counters();
    process.stdout.write(`${JSON.stringify({ requests, bytesRead, bytesWritten })}\n`);
    started.registry.resetCounters();
  });
  const stop = (): void => {
    void started.stop().then(() => process.exit(0));
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

/** A practice server that listens. */
export interface Started {
  readonly announcement: { readonly url: string };
  readonly registry: PracticeRegistry;
  stop(): Promise<void>;
}

const edge = { clock: systemClock, random: systemRandom };

async function startUpstream(directory: string | undefined, scale: string, port: number): Promise<Started> {
  if (!isPracticeScale(scale)) throw invalid('--scale', scale, practiceScales.join(', '));
  const content = await buildPracticeContent({ scale });
  const registry = createUpstream(content, edge);
  const server = await listenOnLoopback(registry.listener, 'upstream', port);
  if (directory !== undefined) {
    const plan = {
      directory: resolve(directory),
      registriesConf: registriesConf(`${loopback}:${server.port}`),
      wish: {
        ...exampleRanges.all,
        additionalImages: content.additionalImages,
      },
      variables: {
        UPDATE_URL_OVERRIDE: server.url + graphPath,
        OCP_SIGNATURE_URL: server.url + signaturesPath,
      },
    };
    await writeStage(systemFileSystem, plan, content);
  }
  return { announcement: { url: server.url, ...content.totals }, registry, stop: server.close };
}

async function startRegistry(
  role: string,
  directory: string | undefined,
  sparse: boolean,
  port: number,
): Promise<Started> {
  if (role !== 'registry') throw invalid('--role', role, 'upstream, registry');
  const store =
    directory === undefined
      ? createMemoryStore()
      : await createDirectoryStore({ fs: systemFileSystem, directory });
  const registry = createPracticeRegistry({ ...edge, store, sparse });
  const server = await listenOnLoopback(registry.listener, 'registry', port);
  return {
    announcement: { url: server.url },
    registry,
    async stop() {
      await server.close();
      await store.close();
    },
  };
}

function parsePort(text: string): number {
  if (/^\d{1,5}$/.test(text) && Number(text) < 65_536) return Number(text);
  throw invalid('--port', text, '0 - 65535');
}

function invalid(option: string, value: string, allowed: string): SluiceError {
  return new SluiceError('PRACTICE_ARGUMENT_INVALID', {
    params: { option, value, allowed },
    stage: 'practice',
  });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  serve(process.argv.slice(2)).catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  });
}
