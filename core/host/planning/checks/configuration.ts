import { parseImageSetConfiguration } from '../../../config/index.ts';
import { findingMessage } from '../../observer.ts';
import { passed, warned, type StartCheck } from './start-check.ts';

/** Whether the configuration can be used. Each mistake is a check of its own, up to ten. */
export const checkConfiguration: StartCheck = ({ run }) => {
  const id = 'configuration';
  // A set that is made again brings its own.
  if (run.again !== undefined) return Promise.resolve([]);
  const parsed = parseImageSetConfiguration(run.yaml, { fileName: 'imageset-config.yaml' });
  if (!parsed.ok) {
    const errors = parsed.problems.filter(({ level }) => level === 'error');
    return Promise.resolve(
      errors.slice(0, 10).map((problem) => ({
        id,
        state: 'failed' as const,
        message: {
          ...findingMessage(problem),
          affected: [`${problem.file}:${problem.line}:${problem.column}`],
        },
      })),
    );
  }
  const { platform, additionalImages } = parsed.configuration.mirror;
  const warnings = parsed.findings.filter(({ level }) => level === 'warning').length;
  if (warnings > 0) return Promise.resolve([warned(id, 'CHECK_CONFIGURATION_NOTES', { count: warnings })]);
  return Promise.resolve([
    passed(id, 'CHECK_CONFIGURATION', {
      channels: platform?.channels.length ?? 0,
      images: additionalImages.length,
    }),
  ]);
};
