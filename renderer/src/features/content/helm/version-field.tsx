import { Button, Form, FormGroup, TextInput } from '@patternfly/react-core';
import { useId, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChartModel } from '../../../../../core/contract/index.ts';
import { useForms } from '../content-context.tsx';
import { isOfRegistry, type RepositoryRef } from './chart-key.ts';

/** Asks for another version of a chart that is chosen; empty means the newest. */
export function VersionField({
  repository,
  chart,
}: {
  readonly repository: RepositoryRef;
  readonly chart: ChartModel;
}): ReactNode {
  const { t } = useTranslation('helm');
  const id = useId();
  const { isLocked, apply } = useForms();
  const { name, version = '', imagePaths } = chart;
  const [typed, setTyped] = useState(version);
  const wanted = typed.trim();
  const isUsable = wanted !== version && (wanted !== '' || !isOfRegistry(repository));
  const change = (): void => {
    void apply([
      {
        kind: 'changeChart',
        repository,
        chart: { name, version: version === '' ? null : version },
        version: wanted === '' ? null : wanted,
        imagePaths,
      },
    ]);
  };
  return (
    <Form
      onSubmit={(event) => {
        event.preventDefault();
        if (isUsable) change();
      }}
    >
      <div className="sluice-helm-add">
        <FormGroup label={t('choice.version')} fieldId={id}>
          <TextInput
            id={id}
            value={typed}
            placeholder={t('choice.newest')}
            isDisabled={isLocked}
            autoComplete="off"
            onChange={(_event, next) => setTyped(next)}
          />
        </FormGroup>
        <Button type="submit" variant="secondary" isDisabled={isLocked || !isUsable}>
          {t('chart.changeVersion')}
        </Button>
      </div>
    </Form>
  );
}
