import { z } from 'zod';
import { parseYamlDocuments } from '../../config/index.ts';
import { SluiceError } from '../../contract/index.ts';

const secretForm = z.object({
  kind: z.literal('Secret'),
  data: z.record(z.string(), z.string()).nullish(),
  stringData: z.record(z.string(), z.string()).nullish(),
});

export interface UnwrappedSecret {
  readonly text: string;
  readonly format: 'auths' | 'legacy';
}

/**
 * The docker configuration inside a Kubernetes Secret manifest that was already parsed; undefined for anything else.
 * Throws CREDENTIALS_SECRET_EMPTY for a Secret of another type.
 */
export function unwrapSecret(document: unknown, file: string): UnwrappedSecret | undefined {
  const parsed = secretForm.safeParse(document);
  if (!parsed.success) return undefined;
  const read = (name: string): string | undefined => {
    const encoded = parsed.data.data?.[name];
    const plain = parsed.data.stringData?.[name];
    return plain ?? (encoded === undefined ? undefined : Buffer.from(encoded, 'base64').toString('utf8'));
  };
  const current = read('.dockerconfigjson');
  if (current !== undefined) return { text: current, format: 'auths' };
  const legacy = read('.dockercfg');
  if (legacy !== undefined) return { text: legacy, format: 'legacy' };
  throw new SluiceError('CREDENTIALS_SECRET_EMPTY', { params: { file }, affected: [file] });
}

/** The same for YAML text; its first Secret counts. Undefined when the text is not such a manifest. */
export function unwrapSecretYaml(text: string, file: string): UnwrappedSecret | undefined {
  if (!/^kind:\s*["']?Secret\b/m.test(text)) return undefined;
  // Silent: the library quotes odd keys on standard error, and here secrets stand behind them. A key given twice counts
  // as in JSON, by its last: the library compares each key with each other one.
  for (const document of parseYamlDocuments(text, { uniqueKeys: false, logLevel: 'silent' })) {
    if (document.errors.length > 0) return undefined;
    const unwrapped = unwrapSecret(toValue(document), file);
    if (unwrapped !== undefined) return unwrapped;
  }
  return undefined;
}

/** An alias bomb makes the library throw; such a text is no Secret. */
function toValue(document: { toJS(): unknown }): unknown {
  try {
    return document.toJS();
  } catch {
    return undefined;
  }
}
