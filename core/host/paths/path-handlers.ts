import { join } from 'node:path';
import { SluiceError, type PathFacts } from '../../contract/index.ts';
import type { Handler, HandlersOf } from '../app/handlers.ts';
import type { ShellPorts } from '../app/ports.ts';
import { browse, type BrowseOptions } from './browse.ts';
import { displayText } from './display.ts';
import { reasonOf } from './path-faults.ts';
import { listPlaces, type PlaceOptions } from './places.ts';
import { requirePlainName } from './plain-name.ts';
import { readTextFile, writeTextFile } from './text-files.ts';

export interface PathHandlerOptions extends BrowseOptions, PlaceOptions {
  readonly ports: Pick<ShellPorts, 'dialogs'>;
}

type PathHandlers = HandlersOf<'paths'> & HandlersOf<'files'> & { 'dialogs.pick': Handler<'dialogs.pick'> };

/** `paths.*`, `files.*` and `dialogs.pick`. */
export function pathHandlers(options: PathHandlerOptions): PathHandlers {
  const { fs, paths, ports } = options;
  return {
    'paths.places': async ({ purpose }) => ({ places: await listPlaces(options, purpose) }),
    'paths.browse': ({ token, hidden }) => browse(options, token, hidden),
    'paths.makeFolder': async ({ token, name }) => {
      requirePlainName(name);
      const here = requireFolder(await paths.look(token));
      const folder = join(paths.pathOf(token), name);
      // Without `recursive`: the folder that was chosen must still be there.
      await fs.mkdir(folder).catch((error: unknown) => {
        const reason = reasonOf(error);
        const params = { name, place: here.display, reason };
        throw new SluiceError(reason === 'EEXIST' ? 'FOLDER_EXISTS' : 'FOLDER_NOT_MADE', {
          params,
          cause: error,
        });
      });
      return paths.describe(await paths.give(folder, paths.purposeOf(token)));
    },
    'paths.describe': ({ token }) => paths.describe(token),
    'paths.release': ({ token }) => {
      paths.release(token);
      return Promise.resolve({});
    },
    'dialogs.pick': async ({ purpose }) => {
      if (ports.dialogs === undefined) throw new SluiceError('DIALOGS_UNAVAILABLE');
      const path = await ports.dialogs.pick(purpose);
      if (path === undefined) return { picked: null };
      return { picked: await paths.describe(await paths.give(path, purpose)) };
    },
    'files.read': async ({ token }) => {
      const path = paths.resolve(token, ['config-file']);
      const facts = await paths.describe(token);
      if (facts.kind !== 'file') {
        throw new SluiceError('PATH_NOT_FILE', { params: { path: displayText(path) } });
      }
      return readTextFile(fs, paths.pathOf(token));
    },
    'files.write': async ({ token, name, text, replace }) => {
      paths.resolve(token, ['output-folder']);
      requireFolder(await paths.describe(token));
      return { display: await writeTextFile(fs, paths.pathOf(token), { name, text, replace }) };
    },
  };
}

function requireFolder(facts: PathFacts): PathFacts {
  if (facts.kind === 'directory') return facts;
  throw new SluiceError('PATH_NOT_FOLDER', { params: { path: facts.display }, affected: [facts.display] });
}
