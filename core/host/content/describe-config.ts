import { parseImageSetConfiguration, type ConfigProblem } from '../../config/index.ts';
import type { ConfigProblemView, ConfigView } from '../../contract/index.ts';
import { findingMessage } from '../observer.ts';
import { contentModel } from './content-model.ts';
import { sentencesOf } from './config-sentences.ts';

/** What there is to say of a configuration's text: problems with their places, or what it means. Never throws. */
export function describeConfig(yaml: string): ConfigView {
  const parsed = parseImageSetConfiguration(yaml, { fileName: 'imageset-config.yaml' });
  if (!parsed.ok) return { yaml, problems: parsed.problems.map(problemView), sentences: [] };
  const { configuration, findings } = parsed;
  return {
    yaml,
    problems: findings.map(problemView),
    model: contentModel(configuration),
    sentences: sentencesOf(configuration),
  };
}

function problemView(problem: ConfigProblem): ConfigProblemView {
  const { level, line, column, excerpt, detail } = problem;
  const shown = detail ?? excerpt;
  return {
    level,
    message: { ...findingMessage(problem), ...(shown !== '' && { detail: shown }) },
    line,
    column,
  };
}
