import { readReport } from '../../core/approval/index.ts';

// A process of its own, so that its memory can be limited and measured. Prints bytes read, findings, and its peak.

const wanted = 200 * 1024 * 1024;
const digest = `sha256:${'a1'.repeat(32)}`;
/** What scanners add to every finding. */
const prose = 'A flaw was found, and described at length. '.repeat(70);
let bytes = 0;

/** A report by Trivy, made while it is read. */
async function* report(): AsyncGenerator<Buffer> {
  yield Buffer.from(
    `{"SchemaVersion":2,"ArtifactType":"container_image","Metadata":{"RepoDigests":["app@${digest}"]},` +
      '"Results":[{"Target":"app","Vulnerabilities":[',
  );
  for (let number = 0; bytes < wanted; number += 1) {
    const chunk = Buffer.from(
      `${number === 0 ? '' : ','}{"VulnerabilityID":"CVE-2026-${number}","PkgName":"kernel","InstalledVersion":"5.14",` +
        `"Severity":"LOW","Description":"${prose}","References":["https://example.com/${number}"]}`,
    );
    bytes += chunk.length;
    yield chunk;
  }
  yield Buffer.from(']}]}');
}

const { findings } = await readReport(report(), { name: 'large.json' });
const peak = process.resourceUsage().maxRSS * 1024;
console.log(JSON.stringify({ bytes, findings: findings.length, peak }));
