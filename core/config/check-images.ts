import { faultOfPattern } from './blocked-images.ts';
import {
  checkPlatforms,
  checkReference,
  checkTargetPath,
  checkTargetTag,
  requireText,
} from './check-common.ts';
import { isRepositoryPath, withoutOuterSlashes } from '../reference/index.ts';
import type { ReadContext } from './read-context.ts';
import type { AdditionalImage, BlockedImage, HelmConfig, HelmChart } from './types.ts';

export function checkAdditionalImages(
  context: ReadContext,
  images: readonly AdditionalImage[],
  path: string,
): void {
  images.forEach((image, index) => {
    const where = `${path}[${index}]`;
    checkPlatforms(context, image.platforms, where);
    checkTargetPath(context, image, 'targetRepo', image.targetRepo);
    checkTargetTag(context, image, image.targetTag);
    if (!requireText(context, image, where, 'name', image.name)) return;
    const reference = checkReference(context, image, 'name', image.name);
    // The name at the target comes from the directory's path (oc-mirror-v2.md 7.2).
    if (reference?.transport === 'oci' && image.targetRepo === undefined) {
      const own = withoutOuterSlashes(reference.path);
      if (!isRepositoryPath(own)) {
        context.error('CONFIG_LAYOUT_NEEDS_TARGET', { name: image.name }, context.offsetOf(image, 'name'));
      }
    }
  });
}

export function checkHelm(context: ReadContext, helm: HelmConfig, path: string): void {
  helm.repositories.forEach((repository, index) => {
    const where = `${path}.repositories[${index}]`;
    requireText(context, repository, where, 'name', repository.name);
    if (requireText(context, repository, where, 'url', repository.url)) {
      checkUrl(context, repository, repository.url);
    }
    repository.charts.forEach((chart, at) => checkChart(context, chart, `${where}.charts[${at}]`));
  });
  helm.local.forEach((chart, index) => {
    const where = `${path}.local[${index}]`;
    checkChart(context, chart, where);
    requireText(context, chart, where, 'path', chart.path ?? '');
  });
}

function checkChart(context: ReadContext, chart: HelmChart, path: string): void {
  checkPlatforms(context, chart.platforms, path);
  if (!requireText(context, chart, path, 'name', chart.name)) return;
  // CVE-2024-25620: a chart's name and version become a file's name.
  const unsafe = [chart.name, chart.version ?? '0'].find(
    (part) => !/^[A-Za-z0-9_][A-Za-z0-9._+-]*$/.test(part),
  );
  if (unsafe !== undefined) {
    context.error('CONFIG_CHART_NAME', { value: unsafe.slice(0, 100) }, context.offsetOf(chart, 'name'));
  }
}

function checkUrl(context: ReadContext, owner: object, url: string): void {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  // In a registry charts have no index: which are meant is written down (HELM_CHARTS_NEEDED, HELM_VERSION_NEEDED).
  const known = parsed !== undefined && /^(?:https?|oci):$/.test(parsed.protocol) && parsed.host !== '';
  if (!known)
    context.error('CONFIG_HELM_URL', { url: withoutCredentials(url) }, context.offsetOf(owner, 'url'));
  else if (parsed.password !== '' || parsed.username !== '') {
    const params = { url: withoutCredentials(url) };
    context.report('warning', 'CONFIG_CREDENTIALS_IN_URL', params, context.offsetOf(owner, 'url'));
  }
}

function withoutCredentials(url: string): string {
  return url.replace(/:\/\/[^/@\s]*@/g, '://***@').slice(0, 200);
}

export function checkBlockedImages(
  context: ReadContext,
  blocked: readonly BlockedImage[],
  path: string,
): void {
  blocked.forEach((entry, index) => {
    if (!requireText(context, entry, `${path}[${index}]`, 'name', entry.name)) return;
    const fault = faultOfPattern(entry.name);
    if (fault === undefined) return;
    const code = fault.fault === 'syntax' ? 'CONFIG_BLOCKED_PATTERN' : 'CONFIG_BLOCKED_PATTERN_UNSUPPORTED';
    const params = { pattern: entry.name.slice(0, 200), piece: fault.piece };
    context.error(code, params, context.offsetOf(entry, 'name'));
  });
}
