/** A text without secrets, and how many were taken out. */
export interface Redacted {
  readonly text: string;
  readonly redactions: number;
}

export type Redactor = (text: string) => Redacted;

export interface RedactorOptions {
  /** Secrets that are known by themselves: found wherever they stand. */
  readonly secrets: readonly string[];
  /** The user's folder: paths below it stay readable, the name of the user goes. */
  readonly home: string;
}

const mask = '***';

interface Rule {
  readonly pattern: RegExp;
  readonly by: string;
}

/** What secrets look like in logs, answers, files and addresses. The first group of a rule stays. */
const rules: readonly Rule[] = [
  {
    pattern:
      /-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY-----[\s\S]*?(?:-----END (?:[A-Z0-9]+ )*PRIVATE KEY-----|$)/g,
    by: '(private key removed)',
  },
  {
    pattern: /\b((?:proxy-)?authorization["']?\s*[:=]\s*["']?)(?:(?:basic|bearer)\s+)?[^\s"',;}]+/gi,
    by: `$1${mask}`,
  },
  { pattern: /\b((?:basic|bearer)\s+)(?!realm=|\*{3})[A-Za-z0-9+/=._~-]{6,}/gi, by: `$1${mask}` },
  {
    // auth.json, token answers, pull secrets, Kubernetes Secrets; also with escaped quotes, as inside another JSON text.
    pattern:
      /((?:\\*["'])(?:auth|password|passwd|secret|token|identitytoken|registrytoken|access_token|refresh_token|id_token|\.dockerconfigjson|\.dockercfg)(?:\\*["'])\s*:\s*(?:\\*["']))(?!\*{3})[^"'\\]+/gi,
    by: `$1${mask}`,
  },
  { pattern: /\b((?:password|passwd|secret|token)\s*[=:]\s*)(?!\*{3})[^\s"',;&}]+/gi, by: `$1${mask}` },
  { pattern: /(\.dockerconfigjson:\s*)(?!\*{3})[A-Za-z0-9+/=]{8,}/g, by: `$1${mask}` },
  // Users of addresses; a digest after @ is none.
  { pattern: /\b((?:https?|socks[45]?[ah]?):\/\/)(?!\*{3}@)[^\s/@"'<>]+@/gi, by: `$1${mask}@` },
  {
    pattern: /(^|[\s"'=])(?!\*{3})[^\s:/@"'=]+:[^\s/@"']+@(?!sha(?:256|512):)(?=[A-Za-z0-9[])/g,
    by: `$1${mask}@`,
  },
  {
    pattern:
      /([?&](?:x-amz-(?:signature|credential|security-token)|x-goog-signature|signature|sig|sv|token|access_token|policy|key-pair-id)=)(?!\*{3})[^&\s"'<>]+/gi,
    by: `$1${mask}`,
  },
  // Names of users in paths.
  { pattern: /(\/(?:home|Users|run\/media|media)\/)(?!\*{3})[^/\s"':]+(?=\/)/g, by: `$1${mask}` },
  { pattern: /([A-Za-z]:\\+Users\\+)(?!\*{3})[^\\\s"':]+(?=\\)/g, by: `$1${mask}` },
];

/** One redactor for everything that leaves this machine for support (gui.md section 3, "Log redaction"). */
export function createRedactor({ secrets, home }: RedactorOptions): Redactor {
  const known = [...new Set(secrets.flatMap(forms))]
    .filter((secret) => secret.length >= 4)
    .sort((a, b) => b.length - a.length);
  return (original) => {
    let redactions = 0;
    let text = original;
    for (const secret of known) {
      const parts = text.split(secret);
      redactions += parts.length - 1;
      text = parts.join(mask);
    }
    if (home.length > 1) text = text.replaceAll(home, '~');
    for (const { pattern, by } of rules) {
      text = text.replace(pattern, (...found: unknown[]) => {
        redactions += 1;
        return by.replace('$1', () => String(found[1]));
      });
    }
    return { text, redactions };
  };
}

/** A secret as it is, in addresses, in JSON and in base64. */
function forms(secret: string): readonly string[] {
  return [
    secret,
    encodeURIComponent(secret),
    JSON.stringify(secret).slice(1, -1),
    Buffer.from(secret, 'utf8').toString('base64'),
  ];
}
