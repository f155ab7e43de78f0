import { parseImageSetConfiguration } from '../../config/index.ts';
import { SluiceError } from '../../contract/index.ts';
import { readBounded } from '../../ports/index.ts';
import { findingMessage, type Observer } from '../observer.ts';
import type { HostServices } from '../services.ts';
import type { LoadedConfiguration } from './task.ts';

const largestConfiguration = 5 * 1024 * 1024;

/** Reads and checks the configuration. Every problem is told with its line; throws CONFIG_UNREADABLE or CONFIG_REFUSED. */
export async function loadConfiguration(
  { fs }: HostServices,
  file: string,
  observer: Observer,
): Promise<LoadedConfiguration> {
  const bytes = await readBounded(fs, file, largestConfiguration).catch((error: unknown) => {
    const message = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new SluiceError('CONFIG_UNREADABLE', {
      params: { file, message },
      stage: 'configure',
      cause: error,
    });
  });
  const parsed = parseImageSetConfiguration(bytes.toString('utf8'), { fileName: file });
  const problems = parsed.ok ? parsed.findings : parsed.problems;
  for (const problem of problems) {
    const place = `${problem.file}:${problem.line}:${problem.column}`;
    observer({
      type: 'finding',
      level: problem.level,
      message: {
        ...findingMessage(problem),
        affected: [place],
        ...(problem.excerpt !== '' && { detail: problem.excerpt }),
      },
    });
  }
  if (parsed.ok) return { file, bytes, configuration: parsed.configuration };
  throw new SluiceError('CONFIG_REFUSED', {
    params: { file, count: parsed.problems.filter((problem) => problem.level === 'error').length },
    stage: 'configure',
    affected: [file],
  });
}
