import { resolve } from 'node:path';
import type { Finding } from '../../../contract/index.ts';
import { readBounded } from '../../../ports/index.ts';
import type { MirrorTask } from '../task.ts';

const largestTemplate = 1024 * 1024;

export interface CatalogTemplates {
  /** Texts by the catalogue's name in the configuration. */
  readonly texts: ReadonlyMap<string, string>;
  readonly findings: readonly Finding[];
}

/** The `targetCatalogSourceTemplate` files of a configuration (oc-mirror-v2.md 8.2); one that cannot be read is told. */
export async function readTemplates(task: MirrorTask): Promise<CatalogTemplates> {
  const { fs, environment } = task.services;
  const texts = new Map<string, string>();
  const findings: Finding[] = [];
  for (const { catalog, targetCatalogSourceTemplate } of task.loaded.configuration.mirror.operators) {
    if (targetCatalogSourceTemplate === undefined || targetCatalogSourceTemplate === '') continue;
    const file = resolve(environment.workingDirectory, targetCatalogSourceTemplate);
    try {
      const bytes = await readBounded(fs, file, largestTemplate);
      texts.set(catalog.replace(/^docker:\/\//, ''), bytes.toString('utf8'));
    } catch (error) {
      const reason = (error as NodeJS.ErrnoException).code ?? 'EIO';
      findings.push({
        level: 'warning',
        code: 'CATALOG_TEMPLATE_UNREADABLE',
        params: { catalog, file, reason },
        affected: [catalog],
      });
    }
  }
  return { texts, findings };
}
