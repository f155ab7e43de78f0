import { Button, Card, CardBody, CardHeader, CardTitle, ExpandableSection } from '@patternfly/react-core';
import { useId, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useForms, useContentPlace } from '../content-context.tsx';
import { FindingList } from '../operators/finding-list.tsx';
import { ChartImages } from './chart-images.tsx';
import { keyOfEntry, type ChartEntry } from './chart-key.ts';
import { ChartState } from './chart-state.tsx';
import { useChartsWork } from './charts-context.tsx';
import { ImagePaths } from './image-paths.tsx';
import { ValuesEditor } from './values-editor.tsx';
import { valuesOf } from './values.ts';
import { VersionField } from './version-field.tsx';

/** A chart that is carried: its images, what is wrong with it, and what changes them. */
export function ChosenChart({ entry }: { readonly entry: ChartEntry }): ReactNode {
  const { t } = useTranslation(['helm', 'common']);
  const id = useId();
  const { isLocked, apply } = useForms();
  const { values } = useContentPlace();
  const { rendered } = useChartsWork();
  const [isOpen, setOpen] = useState(false);
  const { repository, chart } = entry;
  const { name, version, imagePaths, platforms } = chart;
  const found = rendered.found.get(keyOfEntry(entry));
  const title =
    version === undefined
      ? t(found?.found === undefined ? 'chart.newest' : 'chart.newestIs', { name, version: found?.found })
      : t('chart.version', { name, version });
  const details = t(repository === undefined ? 'chart.localDetails' : 'chart.details', {
    paths: imagePaths.length,
    values: t(valuesOf(values?.texts, name) === '' ? 'chart.noValues' : 'chart.withValues'),
  });
  const remove = (): void => {
    void apply([
      repository === undefined
        ? { kind: 'removeLocalChart', chart: { name, path: entry.chart.path } }
        : { kind: 'removeChart', repository, chart: { name, version: version ?? null } },
    ]);
  };
  return (
    <Card component="section" isCompact aria-labelledby={`${id}-title`}>
      <CardHeader
        actions={{
          actions: (
            <Button
              variant="link"
              isInline
              isDanger
              className="sluice-content-action"
              isDisabled={isLocked}
              aria-label={t('chart.removeOf', { title })}
              onClick={remove}
            >
              {t('common:action.remove')}
            </Button>
          ),
          hasNoOffset: true,
        }}
      >
        <CardTitle component="h3" id={`${id}-title`} className="sluice-helm-name">
          {title}
        </CardTitle>
      </CardHeader>
      <CardBody className="sluice-content-stack">
        {repository === undefined && <p className="sluice-mono sluice-helm-name">{entry.chart.path}</p>}
        <ChartState found={found} />
        {platforms.length > 0 && <p>{t('chart.platforms', { platforms: platforms.join(', ') })}</p>}
        {found !== undefined && found.findings.length > 0 && (
          <FindingList title={t('chart.findings', { title })} findings={found.findings} />
        )}
        {found !== undefined && found.images.length > 0 && <ChartImages images={found.images} />}
        <ExpandableSection
          toggleText={details}
          toggleAriaLabel={t('chart.detailsOf', { details, title })}
          isExpanded={isOpen}
          onToggle={(_event, isNow) => setOpen(isNow)}
        >
          {isOpen && (
            <div className="sluice-content-stack">
              {repository !== undefined && <VersionField repository={repository} chart={chart} />}
              <ImagePaths entry={entry} />
              <ValuesEditor chart={name} used={found?.values} />
            </div>
          )}
        </ExpandableSection>
      </CardBody>
    </Card>
  );
}
