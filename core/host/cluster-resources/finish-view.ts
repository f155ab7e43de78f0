import type { FinishChoices, FinishedResourcesView } from '../../contract/index.ts';
import type { FileSystem } from '../../ports/index.ts';
import {
  beginningChoices,
  catalogSources,
  finishResources,
  registryOfResources,
  type ResourceFile,
  suggestedCatalog,
} from '../../resources/index.ts';
import { findingMessage } from '../observer.ts';
import type { AuthorityStore } from '../registries/authority-store.ts';
import { fileViews } from './file-views.ts';
import type { FinishStore } from './finish-store.ts';

/** What a page shows about finishing the files. `given` are its choices; without them, a beginning is made. */
export async function finishView(
  files: readonly ResourceFile[],
  given: FinishChoices | undefined,
  parts: {
    readonly store: FinishStore;
    readonly authorities: Pick<AuthorityStore, 'list'>;
    readonly fs: Pick<FileSystem, 'readFile'>;
    readonly now: Date;
  },
): Promise<FinishedResourcesView> {
  const sources = catalogSources(files);
  const registry = registryOfResources(files);
  const authorities = registry === undefined ? [] : await trustedFor(registry, parts);
  const kept = given === undefined && registry !== undefined ? await parts.store.find(registry) : undefined;
  const pem = authorities.map((authority) => authority.pem).join('');
  const choices = given ?? beginningChoices(sources, kept, pem);
  const finished = finishResources(files, choices, { registry, now: parts.now });
  return {
    ...(registry !== undefined && { registry }),
    catalogs: sources.map((source) => {
      const suggested = suggestedCatalog(source);
      const { image, pinned, now } = source;
      return { file: now.file, image, pinned, now, ...(suggested !== undefined && { suggested }) };
    }),
    choices,
    remembered: kept !== undefined,
    authorities,
    problems: finished.problems.map(({ file, field, finding }) => ({
      file,
      field,
      message: findingMessage(finding),
    })),
    findings: finished.findings.map((finding) => ({
      level: finding.level === 'note' ? 'note' : 'warning',
      message: findingMessage(finding),
    })),
    files: fileViews(finished.files),
  };
}

/** What somebody trusts for this host on this machine: the cluster will need the same. */
async function trustedFor(
  registry: string,
  {
    authorities,
    fs,
  }: { readonly authorities: Pick<AuthorityStore, 'list'>; readonly fs: Pick<FileSystem, 'readFile'> },
): Promise<FinishedResourcesView['authorities']> {
  const bare = (host: string): string => host.replace(/:443$/, '');
  const known = (await authorities.list()).filter(({ host }) => bare(host) === bare(registry));
  return Promise.all(
    known.map(async ({ certificate, file }) => ({
      subject: certificate.subject,
      pem: await fs.readFile(file, 'utf8'),
    })),
  );
}
