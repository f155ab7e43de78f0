import { mayTravel } from '../../approval/index.ts';
import type { ScanListForm } from '../../contract/index.ts';
import type { ImageForEnclave } from '../../ledger/index.ts';
import type { HostServices } from '../services.ts';
import { openDecider } from './decide.ts';
import { knownImages } from './known-images.ts';
import type { VerdictQuery } from './list-verdicts.ts';

export interface ScanListQuery extends VerdictQuery {
  readonly as: ScanListForm;
  /** Where the scanner reads: `host[:port][/namespace]`. Absent: under the names of the sources. */
  readonly registry?: string | undefined;
}

/** What is to be scanned, as text for a scanner. */
export interface ScanList {
  readonly count: number;
  readonly text: string;
}

/**
 * The images that are not approved and that a scan could approve: each instance of an index by its own digest, so
 * that every scanner reads the right one. Throws like `knownImages`.
 */
export async function whatToScan(services: HostServices, query: ScanListQuery): Promise<ScanList> {
  const decider = await openDecider(services, query.enclave);
  const { images } = await knownImages(services, query.enclave, query.from, query.signal);
  const references = new Set<string>();
  for (const image of images) {
    query.signal.throwIfAborted();
    const verdict = await decider.verdictOn(image);
    if (mayTravel(verdict) || verdict.kind === 'denied') continue;
    for (const reference of referencesOf(image, query.registry)) references.add(reference);
  }
  const lines = [...references].map((reference) => lineFor(query.as, reference));
  const head = query.as === 'text' ? [] : ['#!/bin/sh', 'set -eu'];
  return { count: references.size, text: [...head, ...lines, ''].join('\n') };
}

function referencesOf({ repositories, subjects }: ImageForEnclave, registry: string | undefined): string[] {
  const own = repositories.at(registry === undefined ? 0 : -1) ?? '';
  const repository = registry === undefined ? own : `${registry.replace(/\/+$/, '')}/${own}`;
  return subjects.subjects.map(({ digest }) => `${repository}@${digest}`);
}

/** Reports are named by digest: two images never share one. */
function lineFor(form: ScanListForm, reference: string): string {
  const file = `${reference.slice(reference.indexOf('@') + 1).replace(':', '-')}.json`;
  const word = quoted(reference);
  switch (form) {
    case 'text':
      return reference;
    case 'trivy':
      return `trivy image --format json --output ${file} ${word}`;
    case 'grype':
      return `grype -o json=${file} registry:${word}`;
  }
}

/** One word for a POSIX shell, whatever is in it: names may come from a set that anybody made. */
function quoted(word: string): string {
  return /^[A-Za-z0-9_/:.@+-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
