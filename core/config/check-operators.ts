import { uniqueCatalogName } from './catalog-name.ts';
import {
  checkPlatforms,
  checkRange,
  checkReference,
  checkTargetPath,
  checkTargetTag,
  eachDuplicate,
  hasRange,
  requireText,
} from './check-common.ts';
import type { ReadContext } from './read-context.ts';
import type { OperatorConfig, OperatorPackage } from './types.ts';
import { parseLenientVersion } from './version.ts';

/** The rules for `operators` of oc-mirror-v2.md 1.3. */
export function checkOperators(
  context: ReadContext,
  operators: readonly OperatorConfig[],
  path: string,
  options: { readonly mirrors: boolean },
): void {
  operators.forEach((operator, index) => {
    checkOperator(context, operator, `${path}[${index}]`, options.mirrors);
  });
  eachDuplicate(operators, uniqueCatalogName, (operator, catalog) => {
    context.error('CONFIG_DUPLICATE_CATALOG', { catalog }, context.offsetOf(operator, 'catalog'));
  });
}

function checkOperator(context: ReadContext, operator: OperatorConfig, path: string, mirrors: boolean): void {
  const { catalog } = operator;
  if (requireText(context, operator, path, 'catalog', catalog)) {
    checkReference(context, operator, 'catalog', catalog);
  }
  checkTargetPath(context, operator, 'targetCatalog', operator.targetCatalog);
  checkTargetTag(context, operator, operator.targetTag);
  checkPlatforms(context, operator.platforms, path);
  if (operator.skipDependencies) {
    const at = context.offsetOf(operator, 'skipDependencies');
    context.report('warning', 'CONFIG_SKIP_DEPENDENCIES_IGNORED', {}, at);
  }
  if (mirrors && operator.packages.length === 0 && catalog !== '') {
    const code = operator.full ? 'CONFIG_FULL_CATALOG' : 'CONFIG_WHOLE_CATALOG';
    context.report(
      operator.full ? 'warning' : 'note',
      code,
      { catalog },
      context.offsetOf(operator, 'catalog'),
    );
  }
  operator.packages.forEach((entry, index) => {
    checkPackage(context, operator, entry, `${path}.packages[${index}]`);
  });
  eachDuplicate(
    operator.packages,
    (entry) => entry.name,
    (entry, name) => {
      context.error('CONFIG_DUPLICATE_PACKAGE', { catalog, package: name }, context.offsetOf(entry, 'name'));
    },
  );
}

function checkPackage(
  context: ReadContext,
  operator: OperatorConfig,
  entry: OperatorPackage,
  path: string,
): void {
  requireText(context, entry, path, 'name', entry.name);
  checkRange(context, entry, entry.name, parseLenientVersion, 'CONFIG_OPERATOR_VERSION');
  entry.channels.forEach((channel, index) => {
    requireText(context, channel, `${path}.channels[${index}]`, 'name', channel.name);
    const name = `${entry.name}/${channel.name}`;
    checkRange(context, channel, name, parseLenientVersion, 'CONFIG_OPERATOR_VERSION');
  });
  eachDuplicate(
    entry.channels,
    (channel) => channel.name,
    (channel, name) => {
      const params = { package: entry.name, channel: name };
      context.error('CONFIG_DUPLICATE_CHANNEL', params, context.offsetOf(channel, 'name'));
    },
  );
  const ranged = [entry, ...entry.channels].filter(hasRange);
  const [first, second] = ranged;
  if (first === entry && second !== undefined) {
    const params = { package: entry.name };
    context.error('CONFIG_MIXED_RANGES', params, context.offsetOf(second));
  }
  // The catalogue filter refuses this combination for the whole catalogue (oc-mirror-v2.md 6.4 step C).
  if (operator.full && first !== undefined) {
    context.error('CONFIG_FULL_WITH_RANGE', { name: entry.name }, context.offsetOf(first));
  }
}
