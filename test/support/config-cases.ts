import { parseImageSetConfiguration, type ConfigProblem } from '../../core/config/index.ts';

/** A configuration with this content below `mirror:`; the content's first line is line 4 of the file. */
export function mirrorOf(content: string): string {
  return `kind: ImageSetConfiguration\napiVersion: mirror.openshift.io/v2alpha1\nmirror:\n${content}`;
}

/** Everything said about a configuration, accepted or not. */
export function problemsOf(text: string): readonly ConfigProblem[] {
  const result = parseImageSetConfiguration(text, { fileName: 'isc.yaml' });
  return result.ok ? result.findings : result.problems;
}

export function codesOf(text: string): readonly string[] {
  return problemsOf(text).map((problem) => problem.code);
}

/** The codes that stop a run. */
export function errorsOf(text: string): readonly string[] {
  return problemsOf(text)
    .filter((problem) => problem.level === 'error')
    .map((problem) => problem.code);
}
