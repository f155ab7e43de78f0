import { parseImageSetConfiguration, type ImageSetConfiguration } from '../../config/index.ts';
import { SluiceError } from '../../contract/index.ts';

/** A configuration without mistakes. Throws CONFIG_REFUSED. */
export function parsedConfiguration(yaml: string): ImageSetConfiguration {
  const file = 'imageset-config.yaml';
  const parsed = parseImageSetConfiguration(yaml, { fileName: file });
  if (parsed.ok) return parsed.configuration;
  throw new SluiceError('CONFIG_REFUSED', {
    params: { file, count: parsed.problems.filter(({ level }) => level === 'error').length },
    stage: 'configure',
    affected: [file],
  });
}
