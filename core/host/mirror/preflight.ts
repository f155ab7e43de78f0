import { formatBytes, SluiceError, type Finding } from '../../contract/index.ts';
import {
  checkArchiveSize,
  checkFileLimit,
  checkSpace,
  readSpace,
  requireWritable,
  type Plan,
} from '../../plan/index.ts';
import type { RegistryClient } from '../../registry/index.ts';
import { showFindings } from '../observer.ts';
import { namespaceOf } from './collect.ts';
import { payloadLimitOf } from './export-run.ts';
import { requireExpected } from './import-run.ts';
import type { MirrorTask } from './task.ts';

/** Bytes that an archive has beside the blobs: manifests twice (as content and metadata), links, headers. */
export function archiveOverhead(plan: Plan): number {
  const links = plan.images.reduce((sum, image) => sum + image.blobs.length + image.manifests.length + 4, 0);
  return plan.totals.manifestBytes * 2 + (links + plan.totals.blobs) * 1024;
}

/** The checks before an archive is written: permission, space, file limits, chunk limits. Throws PLAN_REFUSED. */
export async function preflightArchive(task: MirrorTask, directory: string, plan: Plan): Promise<void> {
  const { fs } = task.services;
  await requireWritable(fs, directory);
  const facts = await readSpace(fs, directory);
  const needed = plan.totals.blobBytes - plan.totals.expectedBytes + archiveOverhead(plan);
  const findings: Finding[] = [
    ...checkSpace({ directory, facts, needed, format: formatBytes }),
    ...checkFileLimit(plan, facts, formatBytes),
    ...checkArchiveSize(plan, payloadLimitOf(task), task.request.strictArchive, formatBytes),
  ];
  refuse(task, findings);
}

/** The checks before a registry is filled: it answers, the credentials may push, expected content is there. */
export async function preflightRegistry(task: MirrorTask, client: RegistryClient, plan: Plan): Promise<void> {
  const [first] = plan.images;
  if (first !== undefined) {
    const namespace = namespaceOf(task);
    const { repository } = first.record.destination;
    await client.checkAccess(namespace === '' ? repository : `${namespace}/${repository}`, 'push');
  }
  await requireExpected(task, client, plan);
}

function refuse(task: MirrorTask, findings: readonly Finding[]): void {
  showFindings(task.observer, findings);
  const errors = findings.filter((finding) => finding.level === 'error');
  if (errors.length === 0) return;
  throw new SluiceError('PLAN_REFUSED', {
    params: { count: errors.length },
    stage: 'preflight',
    side: 'sink',
    affected: errors.flatMap((finding) => finding.affected),
  });
}
