import {
  Button,
  Form,
  FormGroup,
  FormHelperText,
  HelperText,
  HelperTextItem,
  TextInput,
} from '@patternfly/react-core';
import { useId, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChartRepositoryModel } from '../../../../../core/contract/index.ts';
import { useForms } from '../content-context.tsx';
import { isOfRegistry, type RepositoryRef } from './chart-key.ts';

/** Adds a chart by its name and version, where there is no list of charts. */
export function ChartByHand({
  repository,
  entry,
}: {
  readonly repository: RepositoryRef;
  readonly entry: ChartRepositoryModel | undefined;
}): ReactNode {
  const { t } = useTranslation('helm');
  const id = useId();
  const { isLocked, apply } = useForms();
  const [name, setName] = useState('');
  const [version, setVersion] = useState('');
  const needsVersion = isOfRegistry(repository);
  const chart = { name: name.trim(), version: version.trim() };
  const isThere =
    entry?.charts.some((one) => one.name === chart.name && (one.version ?? '') === chart.version) ?? false;
  const isWhole = chart.name !== '' && (!needsVersion || chart.version !== '');
  const add = async (): Promise<void> => {
    const edit = {
      kind: 'addChart',
      repository: { name: repository.name, url: repository.url },
      chart: { name: chart.name, version: chart.version === '' ? null : chart.version },
    } as const;
    if (!(await apply([edit]))) return;
    setName('');
    setVersion('');
  };
  return (
    <Form
      aria-label={t('hand.title')}
      onSubmit={(event) => {
        event.preventDefault();
        if (isWhole && !isThere) void add();
      }}
    >
      <div className="sluice-helm-add">
        <FormGroup label={t('hand.name')} fieldId={`${id}-name`}>
          <TextInput
            id={`${id}-name`}
            value={name}
            isDisabled={isLocked}
            autoComplete="off"
            onChange={(_event, next) => setName(next)}
          />
        </FormGroup>
        <FormGroup label={t('choice.version')} fieldId={`${id}-version`}>
          <TextInput
            id={`${id}-version`}
            value={version}
            isDisabled={isLocked}
            autoComplete="off"
            aria-describedby={`${id}-help`}
            onChange={(_event, next) => setVersion(next)}
          />
        </FormGroup>
        <Button type="submit" variant="secondary" isDisabled={isLocked || !isWhole || isThere}>
          {t('hand.add')}
        </Button>
      </div>
      <FormHelperText>
        <HelperText id={`${id}-help`}>
          <HelperTextItem>
            {isThere ? t('choice.there') : t(needsVersion ? 'hand.helpRegistry' : 'hand.help')}
          </HelperTextItem>
        </HelperText>
      </FormHelperText>
    </Form>
  );
}
