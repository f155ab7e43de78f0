import type { CustodyRecordView } from './commands/custody.ts';
import type { Language } from './errors/text.ts';

type Value = string | number;
type Words = Readonly<Record<Language, (value: Value) => string>>;

const asItIs: Words = { en: String, zh: String };

/** Facts of a custody record that people are shown, in this order. The rest is for programs. */
const shown: Readonly<Record<string, Words>> = {
  target: { en: (value) => `for ${value}`, zh: (value) => `接收方：${value}` },
  enclave: { en: (value) => `for ${value}`, zh: (value) => `飞地：${value}` },
  signer: { en: (value) => `receipt signed by ${value}`, zh: (value) => `回执由 ${value} 签名` },
  scanner: asItIs,
  report: { en: (value) => `report ${value}`, zh: (value) => `报告 ${value}` },
  scanned: {
    en: (value) => `${value} ${value === 1 ? 'digest' : 'digests'} scanned`,
    zh: (value) => `扫描 ${value} 个摘要`,
  },
  findings: {
    en: (value) => `${value} ${value === 1 ? 'finding' : 'findings'}`,
    zh: (value) => `${value} 个发现`,
  },
  reportSha256: {
    en: (value) => `SHA-256 of the report ${value}`,
    zh: (value) => `报告的 SHA-256 ${value}`,
  },
  vulnerability: asItIs,
  digest: asItIs,
  repository: { en: (value) => `in ${value}`, zh: (value) => `位于 ${value}` },
  owner: { en: (value) => `${value} answers for it`, zh: (value) => `由 ${value} 负责` },
  until: { en: (value) => `until ${value}`, zh: (value) => `有效至 ${value}` },
  reason: { en: (value) => `because: ${value}`, zh: (value) => `理由：${value}` },
};

/** What a custody record says besides, in words. */
export function custodyDetails(details: CustodyRecordView['details'], language: Language): readonly string[] {
  return Object.entries(shown).flatMap(([name, words]) => {
    const value = details[name];
    return value === undefined ? [] : [words[language](value)];
  });
}
