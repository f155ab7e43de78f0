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
import { findExpected, missingFindings } from './expected-content.ts';
import { keptContent } from './kept-content.ts';
import { olderFindings } from './received-set.ts';
import type { MirrorTask } from './task.ts';

/** Bytes that an archive has beside the blobs: manifests twice (as content and metadata), links, headers. */
export function archiveOverhead(plan: Plan): number {
  const links = plan.images.reduce((sum, image) => sum + image.blobs.length + image.manifests.length + 4, 0);
  return plan.totals.manifestBytes * 2 + (links + plan.totals.blobs) * 1024;
}

/** What speaks against a plan, and the plan with what the target was found to hold. */
export interface TargetCheck {
  readonly findings: readonly Finding[];
  readonly plan: Plan;
}

/** What is found before an archive is written: permission, space, file limits, chunk limits. */
export async function checkArchiveTarget(
  task: MirrorTask,
  directory: string,
  plan: Plan,
): Promise<Finding[]> {
  const { fs } = task.services;
  const refused = await asFinding(() => requireWritable(fs, directory));
  if (refused.length > 0) return refused;
  const facts = await readSpace(fs, directory);
  const planned = plan.totals.blobBytes - plan.totals.expectedBytes + archiveOverhead(plan);
  const { kept, freed } = await keptContent(task, directory, plan);
  const needed = Math.max(0, planned - kept);
  const free = { ...facts, freeBytes: facts.freeBytes + freed };
  return [
    ...checkSpace({ directory, facts: free, needed, format: formatBytes }),
    ...checkFileLimit(plan, facts, task.request.fileLimit, formatBytes),
    ...checkArchiveSize(plan, payloadLimitOf(task), task.request.strictArchive, formatBytes),
  ];
}

/**
 * What is found before a registry is filled: it answers, the credentials may push, it was given no newer set, expected
 * content is there.
 */
export async function checkRegistryTarget(
  task: MirrorTask,
  client: RegistryClient,
  plan: Plan,
): Promise<TargetCheck> {
  const [first] = plan.images;
  if (first === undefined) return { findings: [], plan };
  const namespace = namespaceOf(task);
  const { repository } = first.record.destination;
  const path = namespace === '' ? repository : `${namespace}/${repository}`;
  const refused = await asFinding(() => client.checkAccess(path, 'push', task.signal));
  if (refused.length > 0) return { findings: refused, plan };
  const older = await olderFindings(task);
  const expected = await findExpected(task, client, plan);
  return { findings: [...older, ...missingFindings(task, expected)], plan: expected.plan };
}

/** A failed check as a finding, so that a plan can show it beside the others. */
async function asFinding(check: () => Promise<unknown>): Promise<Finding[]> {
  try {
    await check();
    return [];
  } catch (error) {
    if (!(error instanceof SluiceError)) throw error;
    const { code, params, affected } = error;
    return [{ level: 'error', code, params, affected }];
  }
}

/** Shows the findings and throws PLAN_REFUSED when there is an error among them: nothing has moved yet. */
export function requireGood(task: MirrorTask, findings: readonly Finding[]): void {
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
