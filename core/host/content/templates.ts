import type { Site } from '../../contract/index.ts';

/** A configuration to begin with. */
export interface ConfigTemplate {
  readonly id: 'releases' | 'releases-and-images' | 'images' | 'empty';
  readonly yaml: string;
}

const head = `apiVersion: mirror.openshift.io/v2alpha1
kind: ImageSetConfiguration
`;

export interface TemplateChoice {
  /** A channel that there is, newest first; undefined when none is known yet. */
  readonly channel: string | undefined;
  /** Releases of the channel; absent: its newest. */
  readonly range?: { readonly minVersion: string; readonly maxVersion: string };
}

/**
 * Configurations to begin with, the one for most first. A channel is only written where one is known: a version
 * made up here would be old tomorrow, and a channel that does not exist asks for nothing.
 */
export function templatesFor(site: Site, { channel, range }: TemplateChoice): ConfigTemplate[] {
  const bounds =
    range === undefined
      ? ''
      : `\n        minVersion: ${range.minVersion}\n        maxVersion: ${range.maxVersion}`;
  const releases = `  platform:
    channels:${channel === undefined ? ' []' : `\n      - name: ${channel}${bounds}`}
    graph: true
`;
  const empty: ConfigTemplate = { id: 'empty', yaml: `${head}mirror: {}\n` };
  const platform: ConfigTemplate = { id: 'releases', yaml: `${head}mirror:\n${releases}` };
  const images: ConfigTemplate = { id: 'images', yaml: `${head}mirror:\n  additionalImages: []\n` };
  const both: ConfigTemplate = {
    id: 'releases-and-images',
    yaml: `${head}mirror:\n${releases}  additionalImages: []\n`,
  };
  switch (site) {
    case 'connected':
      return [platform, both, images, empty];
    case 'enterprise':
      return [platform, both, images, empty];
    // What is loaded is what was carried: an enclave's file is a small one.
    case 'enclave':
      return [platform, images, empty];
  }
}
