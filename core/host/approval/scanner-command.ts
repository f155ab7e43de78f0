import { SluiceError } from '../../contract/index.ts';

/** Stands in an argument for the path of the image: an OCI layout folder. */
const placeholder = '{image}';

/** A scanner's command, as arguments: no shell ever sees it. */
export interface ScannerCommand {
  readonly program: string;
  argumentsFor(imageFolder: string): readonly string[];
}

/**
 * Splits a command line at blanks; quotes keep blanks, and nothing else means anything. Throws
 * APPROVAL_SCANNER_COMMAND_INVALID when no argument says where the image goes, or a quote stays open.
 */
export function scannerCommand(text: string): ScannerCommand {
  const words: string[] = [];
  for (const found of text.matchAll(/(?:"[^"]*"|'[^']*'|[^\s"'])+|["']/g)) {
    const [word] = found;
    if (word === '"' || word === "'") throw invalid(text);
    words.push(word.replaceAll(/"([^"]*)"|'([^']*)'/g, '$1$2'));
  }
  const [program, ...rest] = words;
  if (program === undefined || program === '' || program.includes(placeholder)) throw invalid(text);
  if (!rest.some((word) => word.includes(placeholder))) throw invalid(text);
  return {
    program,
    argumentsFor: (folder) => rest.map((word) => word.replaceAll(placeholder, () => folder)),
  };
}

function invalid(command: string): SluiceError {
  return new SluiceError('APPROVAL_SCANNER_COMMAND_INVALID', {
    params: { command: command.slice(0, 200) },
    stage: 'configure',
  });
}
