import { describe, expect, it } from 'vitest';
import { policyOf, signatureRuleIn } from '../../../../core/host/seal/signature-rule.ts';
import { signatureFindings } from '../../../../core/host/seal/signature-findings.ts';
import { defaultSettings } from '../../../../core/host/settings/kept-settings.ts';
import { signaturePolicies, signatureStates } from '../../../../core/contract/index.ts';

describe('what is demanded for one use', () => {
  it('is what was asked for, else the rule', () => {
    expect(policyOf({ policy: 'require' })).toBe('require');
    expect(policyOf({ policy: 'warn' }, 'off')).toBe('off');
  });

  it('is never another than the administrator has fixed', () => {
    const rule = { policy: 'require', fixedBy: '/etc/sluice/settings.json' } as const;
    expect(policyOf(rule, 'require')).toBe('require');
    expect(() => policyOf(rule, 'warn')).toThrow(expect.objectContaining({ code: 'SETTINGS_LOCKED' }));
    const view = { settings: defaultSettings, locked: ['setSignature'], file: '' };
    expect(signatureRuleIn({ current: () => defaultSettings, view: () => view }, '/etc/x')).toEqual({
      policy: 'warn',
      fixedBy: '/etc/x',
    });
  });
});

describe('what a policy says of each state', () => {
  const table: Record<string, string> = {
    'require trusted': '',
    'require unknown': 'error SEAL_SIGNER_UNKNOWN',
    'require unsigned': 'error SEAL_SIGNATURE_REQUIRED',
    'require missing': 'error SEAL_SIGNATURE_MISSING',
    'require invalid': 'error SEAL_SIGNATURE_INVALID',
    'warn trusted': '',
    'warn unknown': 'warning SEAL_SIGNER_UNKNOWN',
    'warn unsigned': 'warning SEAL_UNSIGNED',
    'warn missing': 'error SEAL_SIGNATURE_MISSING',
    'warn invalid': 'error SEAL_SIGNATURE_INVALID',
  };
  const cases = signaturePolicies.flatMap((policy) =>
    signatureStates.map((state) => [policy, state] as const),
  );
  it.each(cases)('%s, %s', (policy, state) => {
    const question = { signature: { state }, policy, directory: '/d', anyTrusted: true };
    const told = signatureFindings(question).map(({ level, code }) => `${level} ${code}`);
    expect(told.join()).toBe(policy === 'off' ? '' : table[`${policy} ${state}`]);
  });
});
