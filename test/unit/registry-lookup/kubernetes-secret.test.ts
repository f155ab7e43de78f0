import { describe, expect, it } from 'vitest';
import { unwrapSecretYaml } from '../../../core/registry/credentials/kubernetes-secret.ts';

const secret = (data: string): string =>
  `apiVersion: v1\nkind: Secret\ntype: kubernetes.io/dockerconfigjson\n${data}`;

describe('when credentials stand in a Secret', () => {
  it('are not printed, however odd the keys beside them are', async () => {
    const warnings: string[] = [];
    const listen = (warning: Error): void => void warnings.push(warning.message);
    process.on('warning', listen);
    try {
      const text = secret('stringData:\n  .dockerconfigjson: "{}"\n  ? { password: hidden }\n  : x\n');
      unwrapSecretYaml(text, 'secret.yaml');
      // Warnings are told after the work of the moment is done.
      await new Promise((resolve) => setImmediate(resolve));
    } finally {
      process.off('warning', listen);
    }
    expect(warnings.join()).not.toContain('hidden');
  });

  it('are found among very many keys', () => {
    const keys = Array.from({ length: 50_000 }, (_, index) => `  k${index}: ''\n`).join('');
    const found = unwrapSecretYaml(secret(`stringData:\n${keys}  .dockerconfigjson: '{"auths":{}}'\n`), 'x');
    expect(found).toEqual({ text: '{"auths":{}}', format: 'auths' });
  });

  it.each(['? ', '- ', '[', '{a: '])('are not looked for in a text of nothing but "%s"', (sign) => {
    expect(unwrapSecretYaml(secret(sign.repeat(100_000)), 'x')).toBeUndefined();
  });
});
