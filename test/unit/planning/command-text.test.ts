import { execFileSync } from 'node:child_process';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mirrorRequestSchema } from '../../../core/contract/index.ts';
import { noConnections } from '../../../core/host/connections.ts';
import { systemServices, type HostServices } from '../../../core/host/index.ts';
import { commandText, quoted } from '../../../core/host/planning/command-text.ts';

const services = (variables: Readonly<Record<string, string>>): HostServices => {
  const system = systemServices();
  return { ...system, environment: { ...system.environment, variables } };
};

describe('the command that does the same', () => {
  it('has every option that differs, and the variables that a terminal lacks', () => {
    const request = mirrorRequestSchema.parse({
      config: "/home/o'neill/my config.yaml",
      from: '/media/stick',
      destination: { kind: 'registry', host: 'registry.test:5000', namespace: 'ocp/mirror' },
      selfContained: true,
      trustTarget: true,
      olderSet: true,
      verifyFirst: true,
      maxNestedPaths: 2,
      offlineAllow: ['a.test', 'b.test:5000'],
      retryTimes: 0,
    });
    const staged = {
      ...services({ UPDATE_URL_OVERRIDE: 'https://osus.test/graph', PATH: '/bin' }),
      connections: { ...noConnections, insecure: [{ host: 'registry.test:5000', reason: 'lab' }] },
    };
    expect(commandText(services({}), staged, request)).toBe(
      "UPDATE_URL_OVERRIDE=https://osus.test/graph sluice mirror -c '/home/o'\\''neill/my config.yaml' --from file:///media/stick" +
        ' --self-contained --trust-registry --older-set --verify-first --max-nested-paths 2 --offline-allow a.test,b.test:5000' +
        ' --dest-tls-verify=false --retry-times 0 docker://registry.test:5000/ocp/mirror',
    );
  });

  it('has no password that an address holds', () => {
    const request = mirrorRequestSchema.parse({
      config: '/c',
      destination: { kind: 'archive', directory: '/out' },
    });
    const staged = services({
      UPDATE_URL_OVERRIDE: 'https://me:canary@osus.test',
      HTTPS_PROXY: 'http://me:canary@p',
    });
    expect(commandText(services({}), staged, request)).toBe('sluice mirror -c /c file:///out');
  });

  it('is quoted so that a shell reads each word as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 30 }), (text) => {
        const word = text.replaceAll('\0', '');
        const read = execFileSync('/bin/sh', ['-c', `printf %s ${quoted(word)}`], { encoding: 'utf8' });
        expect(read).toBe(Buffer.from(word).toString('utf8'));
      }),
      { numRuns: 40 },
    );
  });
});
