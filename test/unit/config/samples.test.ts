import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseDeleteImageSetConfiguration, parseImageSetConfiguration } from '../../../core/config/index.ts';
import { samplesAbsent, samplesFolder } from '../../support/reference-samples.ts';

/** File, whether it is accepted, and everything that is said about it as code@line. */
const expected: readonly (readonly [file: string, ok: boolean, said: readonly string[]])[] = [
  ['01-hackathon-baseline.yaml', true, ['CONFIG_API_VERSION@4']],
  ['03-hackathon-upgrade-range.yaml', false, ['CONFIG_DUPLICATE_CHANNEL@63']],
  ['05-hackathon-delete.yaml', true, []],
  ['06-mirror-gui-advanced.yaml', true, []],
  ['07-mirror-gui-basic.yaml', true, []],
  ['08-oc-mirror-docs-example.yaml', true, []],
  ['10-ocm-e2e-oci-catalog-s390x.yaml', true, []],
  ['11-ocm-e2e-oci-version-filters.yaml', true, []],
  ['12-ocm-e2e-archivesize-targetcatalog.yaml', true, []],
  ['14-ocm-e2e-eus-shortestpath.yaml', true, []],
  ['15-ocm-e2e-targetrepo-targettag.yaml', true, []],
  ['16-ocm-e2e-digest-with-targettag.yaml', true, []],
  ['17-ocm-e2e-INVALID-targetrepo.yaml', false, ['CONFIG_TARGET_PATH@8']],
  ['18-ocm-e2e-opr-suffix-version.yaml', true, []],
  ['21-ocm-int-INVALID-platforms-and-archs.yaml', false, ['CONFIG_PLATFORMS_AND_ARCHITECTURES@15']],
  ['23-ocm-int-happy-path-release-ref.yaml', true, []],
  ['24-ocm-e2e-delete-oci-s390x.yaml', true, []],
  ['25-v1-docs-helm.yaml', true, ['CONFIG_API_VERSION@9']],
  ['26-rhse-enclave-template.yaml.j2', false, ['CONFIG_TEMPLATE@9']],
  ['27-rhse-plugin-imageset.yaml.j2', false, ['CONFIG_TEMPLATE@7']],
  ['28-aba-template.yaml.j2', false, ['CONFIG_TEMPLATE@9']],
  ['30-user-multi-minor-shortestpath.yaml', false, ['CONFIG_API_VERSION@4', 'CONFIG_STORAGE_CONFIG@6']],
  [
    '32-codesparta-v1alpha1.yaml',
    false,
    ['CONFIG_API_VERSION@3', 'CONFIG_STORAGE_CONFIG@5', 'CONFIG_HEADS_ONLY@11'],
  ],
  [
    '34-user-airgap-lab-untagged-images.yaml',
    false,
    [
      'CONFIG_API_VERSION@4',
      'CONFIG_STORAGE_CONFIG@6',
      'REFERENCE_WITHOUT_TAG@66',
      'REFERENCE_WITHOUT_TAG@67',
    ],
  ],
];

const folder = 'samples/imageset-configs';

describe.skipIf(samplesAbsent(folder))(
  'when configurations from the field are read (skipped: the folder with samples is absent)',
  () => {
    it('knows every file of the folder', () => {
      expect(readdirSync(join(samplesFolder, folder)).toSorted()).toEqual(expected.map(([file]) => file));
    });

    it.each(expected)('%s: accepted %s, saying %j', (file, ok, said) => {
      const text = readFileSync(join(samplesFolder, folder, file), 'utf8');
      const parse = /^kind: Delete/m.test(text)
        ? parseDeleteImageSetConfiguration
        : parseImageSetConfiguration;
      const result = parse(text, { fileName: file });
      const problems = result.ok ? result.findings : result.problems;
      expect(result.ok).toBe(ok);
      expect(problems.map((problem) => `${problem.code}@${problem.line}`)).toEqual(said);
    });
  },
);

const lab = 'golden/fixtures';

describe.skipIf(samplesAbsent(lab))(
  'when the configurations that oc-mirror ran with are read (skipped: the folder with recordings is absent)',
  () => {
    it('accepts them all', () => {
      for (const file of readdirSync(join(samplesFolder, lab)).filter((name) => /^isc.*\.yaml$/.test(name))) {
        const text = readFileSync(join(samplesFolder, lab, file), 'utf8');
        expect(parseImageSetConfiguration(text, { fileName: file }).ok).toBe(true);
      }
    });
  },
);
