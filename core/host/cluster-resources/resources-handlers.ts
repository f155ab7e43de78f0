import { join } from 'node:path';
import { SluiceError, type CheckedInput, type CommandOutput } from '../../contract/index.ts';
import { writeDurably } from '../../ports/index.ts';
import { applyOrder } from '../../resources/index.ts';
import type { Desk } from '../app/desk.ts';
import type { HandlersOf } from '../app/handlers.ts';
import type { Jobs } from '../jobs/index.ts';
import { resourcesBelow, resourcesOfRun, type FoundResources } from './resource-folder.ts';

type Of = CheckedInput<'resources.list'>['of'];
type FileView = CommandOutput<'resources.list'>['files'][number];

/** `resources.*`: what a cluster is given after an import, in the order to apply it. */
export function resourcesHandlers(
  desk: Pick<Desk, 'services' | 'paths'>,
  jobs: Pick<Jobs, 'outcome'>,
): HandlersOf<'resources'> {
  const { fs } = desk.services;

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

  return {
    'resources.list': async ({ of }) => {
      const { files, fragment, folder } = await find(of);
      return {
        files: applyOrder(files).map(({ fileName, kind, text, rollsNodes }, place): FileView => ({
          name: fileName,
          kind,
          text,
          order: place + 1,
          reboots: rollsNodes ? 'may' : 'no',
          note: {
            code: rollsNodes ? 'RESOURCES_ROLL_NODES' : 'RESOURCES_KEEP_NODES',
            params: {},
            affected: [],
          },
        })),
        ...(fragment !== undefined && { fragment }),
        folder,
      };
    },
    'resources.export': async ({ of, to }) => {
      const { files, fragment } = await find(of);
      const folder = desk.paths.resolve(to, ['output-folder']);
      const all = [
        ...files.map(({ fileName, text }) => ({ name: fileName, text })),
        ...(fragment === undefined ? [] : [fragment]),
      ];
      for (const { name, text } of all) {
        await writeDurably(fs, join(folder, name), text).catch((cause: unknown) => {
          const reason = (cause as NodeJS.ErrnoException).code ?? 'unknown';
          const params = { file: name, folder, reason };
          throw new SluiceError('RESOURCES_NOT_EXPORTED', { params, affected: [folder], cause });
        });
      }
      return { files: all.map(({ name }) => name) };
    },
  };
}
