import { Button, Card, CardBody, CardHeader, Checkbox } from '@patternfly/react-core';
import { useId, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { EnclaveView } from '../../../../core/contract/index.ts';
import { placeText } from '../registries/use-registries.ts';
import { useConfigCheck } from '../wizard/use-answer.ts';
import { useWizard } from '../wizard/wizard-context.tsx';
import { ConfigSummary } from './config-summary.tsx';
import { UpdateGaps } from './update-gaps.tsx';

/** An enclave with what it gets and what it got last; a gap in its update path is named and closed here. */
export function EnclaveCard({
  enclave,
  isTicked,
  onTick,
  onEdit,
}: {
  readonly enclave: EnclaveView;
  readonly isTicked: boolean;
  readonly onTick: (isTicked: boolean) => void;
  readonly onEdit: () => void;
}): ReactNode {
  const { t, i18n } = useTranslation('flows');
  const { isViewer } = useWizard();
  const config = useConfigCheck(enclave.yaml);
  const { last, registry } = enclave;
  const id = useId();
  return (
    <Card isCompact>
      <CardHeader
        actions={{
          actions: (
            <Button variant="link" isDisabled={isViewer} onClick={onEdit}>
              {t('enclaves.edit', { name: enclave.name })}
            </Button>
          ),
        }}
      >
        <Checkbox
          id={id}
          label={enclave.name}
          description={
            registry === undefined
              ? t('enclaves.noRegistry')
              : t('enclaves.registry', { place: placeText(registry) })
          }
          isChecked={isTicked}
          isDisabled={isViewer}
          onChange={(_event, checked) => onTick(checked)}
        />
      </CardHeader>
      <CardBody className="sluice-stack">
        <ConfigSummary config={config} />
        <p>
          {last === undefined
            ? t('enclaves.first')
            : t('enclaves.last', {
                generation: last.generation,
                date: new Date(last.at).toLocaleDateString(i18n.language),
                releases: last.releases.join(', '),
              })}
        </p>
        {isTicked && config.kind === 'known' && config.view.model !== undefined && (
          <UpdateGaps enclave={enclave} model={config.view.model} />
        )}
      </CardBody>
    </Card>
  );
}
