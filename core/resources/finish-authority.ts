import { X509Certificate } from 'node:crypto';
import { type Finding, SluiceError } from '../contract/index.ts';
import { emitYaml, type ResourceFile } from './file.ts';

/** Name of the ConfigMap, and of the file that makes a cluster use it. */
export const authorityConfigMap = 'mirror-registry-ca';
export const imageConfigFile = 'image-config-registry-ca.yaml';

/**
 * Makes a cluster trust the authority of a registry: a ConfigMap in openshift-config and the image configuration that
 * names it. Its keys are the host, with `..` before a port (OpenShift, "Configuring additional trust stores for image
 * registry access"), and `updateservice-registry`, under which the update service looks for the registry of the
 * releases (OpenShift, "Configuring access to a secured registry for the OpenShift Update Service"). Throws
 * RESOURCES_CA_PRIVATE_KEY, RESOURCES_CA_INVALID and RESOURCES_CA_HOST_UNFIT.
 */
export function caConfigMapFiles(host: string, pem: string): readonly ResourceFile[] {
  const certificates = readCertificates(pem)
    .map((certificate) => certificate.toString().trim())
    .join('\n');
  const key = host.replace(/:(\d+)$/, '..$1');
  if (!/^[A-Za-z0-9._-]{1,253}$/.test(key)) {
    throw new SluiceError('RESOURCES_CA_HOST_UNFIT', { params: { host }, affected: [host] });
  }
  const data = { [key]: `${certificates}\n`, 'updateservice-registry': `${certificates}\n` };
  return [
    {
      fileName: 'registry-ca-configmap.yaml',
      text: emitYaml({
        apiVersion: 'v1',
        data,
        kind: 'ConfigMap',
        metadata: { name: authorityConfigMap, namespace: 'openshift-config' },
      }),
    },
    {
      fileName: imageConfigFile,
      text: emitYaml({
        apiVersion: 'config.openshift.io/v1',
        kind: 'Image',
        metadata: { name: 'cluster' },
        spec: { additionalTrustedCA: { name: authorityConfigMap } },
      }),
    },
  ];
}

/** RESOURCES_CA_EXPIRED for each certificate whose time is over. Throws as `caConfigMapFiles`. */
export function expiredCertificates(pem: string, now: Date): readonly Finding[] {
  return readCertificates(pem)
    .filter(({ validToDate }) => validToDate < now)
    .map(({ subject, validToDate }) => ({
      level: 'warning',
      code: 'RESOURCES_CA_EXPIRED',
      params: {
        subject: subject.replaceAll(/\p{Cc}+/gu, ', '),
        at: validToDate.toISOString().slice(0, 10),
      },
      affected: [],
    }));
}

/** What stands between the certificates (openssl's own words about them) is left out. */
function readCertificates(pem: string): readonly X509Certificate[] {
  if (/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(pem)) throw new SluiceError('RESOURCES_CA_PRIVATE_KEY');
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g) ?? [];
  try {
    if (blocks.length > 0) return blocks.map((block) => new X509Certificate(block));
  } catch (cause) {
    throw new SluiceError('RESOURCES_CA_INVALID', { cause });
  }
  throw new SluiceError('RESOURCES_CA_INVALID');
}
