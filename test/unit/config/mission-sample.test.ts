import { expect, it } from 'vitest';
import { parseImageSetConfiguration } from '../../../core/config/index.ts';

/** As the mission gives it: what a user keeps and runs again and again. */
const mission = `apiVersion: mirror.openshift.io/v2alpha1
kind: ImageSetConfiguration
mirror:
  platform:
    architectures:
      - "amd64"
    channels:
      - name: stable-4.15
        minVersion: 4.15.0
        maxVersion: 4.15.3
`;

it('the configuration of the mission is accepted without a notice, and its architecture counts', () => {
  const parsed = parseImageSetConfiguration(mission, { fileName: 'isc.yaml' });
  expect(parsed).toMatchObject({
    ok: true,
    findings: [],
    configuration: { mirror: { platform: { architectures: ['amd64'] } } },
  });
});

it('a key beside it that nothing reads is told', () => {
  const misspelt = mission.replace('architectures:', 'architecture:');
  expect(JSON.stringify(parseImageSetConfiguration(misspelt, { fileName: 'isc.yaml' }))).toContain(
    'CONFIG_UNKNOWN_FIELD_SUGGESTION',
  );
});
