import { join } from 'node:path';
import { SluiceError, type CheckedInput, type FinishChoices } from '../../contract/index.ts';
import { writeDurably } from '../../ports/index.ts';
import { finishResources, registryOfResources, type ResourceFile } from '../../resources/index.ts';
import type { Desk } from '../app/desk.ts';
import type { HandlersOf } from '../app/handlers.ts';
import type { Jobs } from '../jobs/index.ts';
import { createAuthorityStore } from '../registries/authority-store.ts';
import { fileViews } from './file-views.ts';
import { createFinishStore } from './finish-store.ts';
import { finishView } from './finish-view.ts';
import { resourcesBelow, resourcesOfRun, type FoundResources } from './resource-folder.ts';

type Of = CheckedInput<'resources.list'>['of'];

/** `resources.*`: what a cluster is given after an import, in the order to apply it. */
export function resourcesHandlers(
  desk: Pick<Desk, 'services' | 'paths' | 'folder' | 'events'>,
  jobs: Pick<Jobs, 'outcome'>,
): HandlersOf<'resources'> {
  const { fs, clock } = desk.services;
  const store = createFinishStore(desk.services, desk.folder, desk.events);
  const authorities = createAuthorityStore(desk.services, desk.folder);

  /** Throws RESOURCES_ABSENT, JOB_UNKNOWN, the codes of a token. */
  const find = async (of: Of): Promise<FoundResources> => {
    const found =
      of.kind === 'job'
        ? await resourcesOfRun(fs, jobs.outcome(of.jobId).record.report?.resources ?? [])
        : await resourcesBelow(
            fs,
            desk.paths.resolve(of.folder, ['archive-in', 'archive-out', 'output-folder']),
          );
    if (found === undefined) throw new SluiceError('RESOURCES_ABSENT', { stage: 'resources' });
    return found;
  };

  /** Throws the first problem of the choices. */
  const finish = (files: readonly ResourceFile[], choices: FinishChoices): readonly ResourceFile[] => {
    const registry = registryOfResources(files);
    const finished = finishResources(files, choices, { registry, now: clock.now() });
    const [problem] = finished.problems;
    if (problem !== undefined) throw new SluiceError(problem.finding.code, problem.finding);
    return finished.files;
  };

  /** The next import unites its files with those of the import before: finished ones must not take their place. */
  const refuseOriginals = async (folder: string, originals: string): Promise<void> => {
    const [a, b] = await Promise.all([folder, originals].map((path) => fs.realpath(path).catch(() => path)));
    if (a !== b) return;
    throw new SluiceError('RESOURCES_EXPORT_ONTO_ORIGINALS', { params: { folder }, affected: [folder] });
  };

  return {
    'resources.list': async ({ of }) => {
      const { files, fragment, folder } = await find(of);
      return { files: fileViews(files), ...(fragment !== undefined && { fragment }), folder };
    },
    'resources.finish': async ({ of, choices }) => {
      const { files } = await find(of);
      return finishView(files, choices, { store, authorities, fs, now: clock.now() });
    },
    'resources.export': async ({ of, to, choices }) => {
      const { files, fragment, folder: originals } = await find(of);
      const folder = desk.paths.resolve(to, ['output-folder']);
      if (choices !== undefined) await refuseOriginals(folder, originals);
      const copied = choices === undefined ? files : finish(files, choices);
      const all = [
        ...copied.map(({ fileName, text }) => ({ name: fileName, text })),
        ...(fragment === undefined ? [] : [fragment]),
      ];
      for (const { name, text } of all) {
        await writeDurably(fs, join(folder, name), text).catch((cause: unknown) => {
          const reason = (cause as NodeJS.ErrnoException).code ?? 'unknown';
          const params = { file: name, folder, reason };
          throw new SluiceError('RESOURCES_NOT_EXPORTED', { params, affected: [folder], cause });
        });
      }
      const registry = registryOfResources(files);
      if (choices !== undefined && registry !== undefined) await store.keep(registry, choices);
      return { files: all.map(({ name }) => name) };
    },
  };
}
