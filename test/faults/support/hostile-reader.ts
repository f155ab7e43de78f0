import { readFile } from 'node:fs/promises';
import { openCatalog } from '../../../core/catalog/index.ts';
import { openSet, verifySet } from '../../../core/archive/index.ts';
import { SluiceError, type Finding } from '../../../core/contract/index.ts';
import { openOciLayout } from '../../../core/image/index.ts';
import { readImageFiles } from '../../../core/layers/index.ts';
import { systemFileSystem } from '../../../core/ports/index.ts';
import { faultyFileSystem } from '../../support/faulty-file-system.ts';
import { mirrorHere } from '../../support/host-world.ts';
import type { Reading, ReadingAnswer, ReadingJob, SetJob } from './reading-job.ts';

// A process of its own that reads what is hostile, so that the memory it takes can be told.

const repository = 'hostile/image';

const errorsOf = (findings: readonly Finding[]): string[] =>
  findings.flatMap(({ level, code }) => (level === 'error' ? [code] : []));

/** The code that it is refused with, or what it comes to. */
async function outcome(read: () => Promise<readonly string[]>): Promise<readonly string[]> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof SluiceError) return [error.code];
    throw error;
  }
}

async function readSet(job: SetJob, changes: string[]): Promise<Reading['stages']> {
  const { folder, into, config } = job;
  const watched = faultyFileSystem();
  let verified: readonly string[] = [];
  const opened = await outcome(async () => {
    const set = await openSet(watched.fs, folder);
    try {
      if (job.verify === false) return errorsOf(set.problems);
      const report = await verifySet(set);
      verified = [
        ...(report.ok ? [] : ['not whole']),
        ...report.chunks.flatMap(({ findings }) => errorsOf(findings)),
      ];
      return errorsOf(set.problems);
    } finally {
      await set.close();
    }
  });
  changes.push(...watched.calls);
  const told: string[] = [];
  const ended = await outcome(async () => {
    const { host, variables, state, workspace } = into;
    const { report } = await mirrorHere(
      { variables, state, home: state },
      {
        config,
        from: folder,
        destination: `docker://${host}`,
        more: { workspace },
        onEvent: (event) => {
          if (event.type === 'finding' && event.level === 'error') told.push(event.message.code);
        },
      },
    );
    return [report.status, ...report.failures.map(({ error }) => error.code)];
  });
  const imported = [...new Set([...ended, ...told])];
  return { opened, verified, imported };
}

async function readImage(job: Extract<ReadingJob, { kind: 'image' }>): Promise<Reading['stages']> {
  const { layout, digest, files } = job;
  const read = await outcome(async () => {
    const source = await openOciLayout(systemFileSystem, layout);
    const found = await readImageFiles(source, { repository, digest, required: files });
    return [...found.keys()].map((path) => `has ${path}`);
  });
  return { read };
}

async function readCatalog(job: Extract<ReadingJob, { kind: 'catalog' }>): Promise<Reading['stages']> {
  const { layout, digest, state } = job;
  let findings: readonly string[] = [];
  let packages: readonly string[] = [];
  const read = await outcome(async () => {
    const source = await openOciLayout(systemFileSystem, layout);
    const image = { source, repository, digest };
    const catalog = await openCatalog({ ...image, stateDirectory: state, fs: systemFileSystem });
    findings = errorsOf(catalog.findings);
    packages = [...catalog.model.packages.keys()];
    await catalog.close();
    return [];
  });
  return { read, findings, packages };
}

async function work(job: ReadingJob): Promise<Reading> {
  const before = process.cpuUsage();
  const changes: string[] = [];
  const stages = await (job.kind === 'set'
    ? readSet(job, changes)
    : job.kind === 'image'
      ? readImage(job)
      : readCatalog(job));
  const { user, system } = process.cpuUsage(before);
  return { stages, changes, seconds: (user + system) / 1e6, memory: await mostHeld() };
}

/** MiB. What `resourceUsage` tells counts the process in that this one was forked from. */
async function mostHeld(): Promise<number> {
  const status = await readFile('/proc/self/status', 'utf8').catch(() => '');
  const kibibytes = /^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1];
  return (kibibytes === undefined ? process.resourceUsage().maxRSS : Number(kibibytes)) / 1024;
}

const answer = (message: ReadingAnswer): void => void process.send?.(message);

process.on('message', (job: ReadingJob) => {
  work(job).then(
    (reading) => answer({ ok: true, reading }),
    (error: unknown) => {
      answer({ ok: false, message: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    },
  );
});
