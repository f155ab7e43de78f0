import { SluiceError } from '../../contract/index.ts';
import { compileGlob } from './glob.ts';

interface Rule {
  readonly matches: (path: string, folder: boolean) => boolean;
  readonly keeps: boolean;
}

/** Whether a file or folder of a chart directory is left out. */
export type Ignored = (path: string, folder: boolean) => boolean;

/**
 * Reads a `.helmignore`. Names that begin with a dot below `templates` are always left out. Throws
 * HELM_IGNORE_INVALID for a pattern that Helm does not take either.
 */
export function parseIgnore(text: string, chart: string): Ignored {
  const rules = ['templates/.?*', ...text.split(/\r?\n/)].flatMap((line) => {
    const rule = line.trim();
    return rule === '' || rule.startsWith('#') ? [] : [parseRule(rule, chart)];
  });
  return (path, folder) =>
    // Helm's `!` is not Git's: it leaves out everything that it does not match.
    rules.some(({ matches, keeps }) => matches(path, folder) !== keeps);
}

function parseRule(line: string, chart: string): Rule {
  const keeps = line.startsWith('!');
  const unsigned = keeps ? line.slice(1) : line;
  const foldersOnly = unsigned.endsWith('/');
  const pattern = foldersOnly ? unsigned.slice(0, -1) : unsigned;
  const rooted = pattern.startsWith('/');
  const glob = pattern.includes('**') ? undefined : compileGlob(rooted ? pattern.slice(1) : pattern);
  if (glob === undefined) {
    throw new SluiceError('HELM_IGNORE_INVALID', {
      params: { chart, pattern: line.slice(0, 200) },
      stage: 'collect',
    });
  }
  const whole = rooted || pattern.includes('/');
  return {
    keeps,
    matches: (path, folder) =>
      (!foldersOnly || folder) && glob(whole ? path : path.slice(path.lastIndexOf('/') + 1)),
  };
}
