import { join } from 'node:path';
import { SluiceError, type CheckedInput, type ReportPeriod, type SetSubject } from '../../contract/index.ts';
import { previewOf, reportDocument, type Report } from '../../report/index.ts';
import type { Desk } from '../app/desk.ts';
import type { HandlersOf } from '../app/handlers.ts';
import { setFolderOf, type Jobs } from '../jobs/index.ts';
import { displayText } from '../paths/display.ts';
import { installationParts } from './installation-parts.ts';
import { jobParts } from './job-parts.ts';
import type { ReportParts } from './parts.ts';
import { makePeriodReport } from './period-report.ts';
import { reportBytes, reportFileName, writeReport } from './report-file.ts';
import { makeSetReport } from './set-report.ts';

type Asked = Pick<CheckedInput<'reports.preview'>, 'of' | 'previous'>;

/** Rows of a table that a page shows: enough to see what it is, few enough to be there at once. */
const previewRows = 200;

/** `reports.*`: the security officer's report about a set or a period. `parts` are what other rooms know of sets. */
export function reportHandlers(
  desk: Pick<Desk, 'services' | 'paths' | 'settings' | 'workplaces'>,
  jobs: Pick<Jobs, 'outcome' | 'recordsIn'>,
  parts: ReportParts = {},
): HandlersOf<'reports'> {
  const { services, paths } = desk;

  /** Throws JOB_UNKNOWN, JOB_DOCUMENT_UNAVAILABLE, the codes of a token. */
  const folderOf = async (of: SetSubject): Promise<string> => {
    if (of.kind === 'folder') return archiveFolder(of.folder);
    return setFolderOf(jobs, of.jobId);
  };

  /** Throws when the folder is gone, or leads elsewhere by now. */
  const archiveFolder = async (token: NonNullable<Asked['previous']>): Promise<string> => {
    paths.resolve(token, ['archive-in', 'archive-out']);
    await paths.describe(token);
    return paths.resolve(token, ['archive-in', 'archive-out']);
  };

  /** What this machine remembers; practised, what its place in the Practice environment does. */
  const ofPeriod = async ({ from, to }: ReportPeriod, signal: AbortSignal): Promise<Report> => {
    const { services: here } = await desk.workplaces.at(desk.settings.current().site ?? 'enterprise');
    return makePeriodReport(here, { from, to, signal }, { ...installationParts(here), ...parts });
  };

  const make = async ({ of, previous }: Asked, signal: AbortSignal): Promise<Report> => {
    if (of.kind === 'period') {
      if (previous === undefined) return ofPeriod(of, signal);
      throw new SluiceError('REPORT_SUBJECT_UNCLEAR', { stage: 'configure' });
    }
    const request = {
      directory: await folderOf(of),
      ...(previous !== undefined && { previous: await archiveFolder(previous) }),
      verify: false,
      signal,
    };
    const known = { ...installationParts(services), ...jobParts(services, jobs), ...parts };
    return makeSetReport(services, request, known);
  };

  return {
    'reports.preview': async ({ language, ...asked }, { signal }) =>
      previewOf(reportDocument(await make(asked, signal), language), previewRows),
    'reports.make': async ({ language, format, into, replace, ...asked }, { signal }) => {
      paths.resolve(into, ['output-folder']);
      const place = await paths.describe(into);
      if (place.kind !== 'directory') {
        throw new SluiceError('PATH_NOT_FOLDER', {
          params: { path: place.display },
          affected: [place.display],
        });
      }
      const report = await make(asked, signal);
      const fileName = reportFileName(report, format);
      const path = join(paths.resolve(into, ['output-folder']), fileName);
      const bytes = reportBytes(report, format, language);
      const display = displayText(path);
      await writeReport(services.fs, path, bytes, { replace, shown: display });
      return { display, fileName, bytes: bytes.length };
    },
  };
}
