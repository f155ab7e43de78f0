import { Button, Flex, FormGroup, FormSelect, FormSelectOption, Title } from '@patternfly/react-core';
import { useEffect, useId, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChartLine, ChartRepositoryModel } from '../../../../../core/contract/index.ts';
import { useForms } from '../content-context.tsx';
import type { RepositoryRef } from './chart-key.ts';

/** One chart of a repository: what it is, and in which version it is added. */
export function ChartChoice({
  line,
  repository,
  entry,
  onClose,
}: {
  readonly line: ChartLine;
  readonly repository: RepositoryRef;
  readonly entry: ChartRepositoryModel | undefined;
  readonly onClose: () => void;
}): ReactNode {
  const { t } = useTranslation(['helm', 'common']);
  const id = useId();
  const { isLocked, apply } = useForms();
  const { name, description, versions, newest, moreVersions, appVersion } = line;
  const [version, setVersion] = useState(newest ?? versions[0] ?? '');
  const panel = useRef<HTMLElement>(null);
  useEffect(() => panel.current?.querySelector('select')?.focus(), []);
  const isThere = entry?.charts.some((one) => one.name === name && (one.version ?? '') === version) ?? false;
  const isNarrower = entry !== undefined && entry.charts.length === 0;
  const add = async (): Promise<void> => {
    const chart = { name, version: version === '' ? null : version };
    const ref = { name: repository.name, url: repository.url };
    if (await apply([{ kind: 'addChart', repository: ref, chart }])) onClose();
  };
  return (
    <section
      ref={panel}
      aria-labelledby={`${id}-title`}
      className="sluice-content-details sluice-content-stack"
    >
      <Title headingLevel="h4" size="md" id={`${id}-title`}>
        {name}
      </Title>
      {description !== '' && <p>{description}</p>}
      {appVersion !== undefined && <p>{t('choice.appVersion', { appVersion })}</p>}
      <FormGroup label={t('choice.version')} fieldId={`${id}-version`} className="sluice-helm-field">
        <FormSelect
          id={`${id}-version`}
          value={version}
          isDisabled={isLocked}
          onChange={(_event, next) => setVersion(next)}
        >
          {versions.map((one) => (
            <FormSelectOption key={one} value={one} label={one} />
          ))}
          {newest !== undefined && <FormSelectOption key="" value="" label={t('choice.newest')} />}
        </FormSelect>
      </FormGroup>
      {moreVersions > 0 && <p>{t('choice.older', { count: moreVersions })}</p>}
      {isThere && <p role="status">{t('choice.there')}</p>}
      {isNarrower && <p>{t('choice.narrower')}</p>}
      <Flex>
        <Button variant="secondary" isDisabled={isLocked || isThere} onClick={() => void add()}>
          {t('choice.add', { name })}
        </Button>
        <Button variant="link" onClick={onClose}>
          {t('common:action.close')}
        </Button>
      </Flex>
    </section>
  );
}
