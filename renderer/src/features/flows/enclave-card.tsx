import { Alert, AlertActionLink, Button, Card, CardBody, CardHeader, Checkbox } from '@patternfly/react-core';
import { useId, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { EnclaveView } from '../../../../core/contract/index.ts';
import { useDay } from '../media/set-summary.tsx';
import { placeText } from '../registries/use-registries.ts';
import { useConfigCheck } from '../wizard/use-answer.ts';
import { useWizard } from '../wizard/wizard-context.tsx';
import { ConfigSummary } from './config-summary.tsx';
import { UpdateGaps } from './update-gaps.tsx';

/** An enclave with what it gets and what it got last; a gap in its update path is named and closed here. */
export function EnclaveCard({
  enclave,
  isTicked,
  again,
  onMakeNew,
  onTick,
  onEdit,
}: {
  readonly enclave: EnclaveView;
  readonly isTicked: boolean;
  /** The generation that is made once more; undefined: a new set is made. */
  readonly again: number | undefined;
  readonly onMakeNew: () => void;
  readonly onTick: (isTicked: boolean) => void;
  readonly onEdit: () => void;
}): ReactNode {
  const { t } = useTranslation('flows');
  const { isViewer } = useWizard();
  const { registry } = enclave;
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
      <CardBody className="sluice-stack sluice-enclave-body">
        {again === undefined ? (
          <NewSet enclave={enclave} isTicked={isTicked} />
        ) : (
          <AgainNote generation={again} onMakeNew={onMakeNew} />
        )}
      </CardBody>
    </Card>
  );
}

function NewSet({
  enclave,
  isTicked,
}: {
  readonly enclave: EnclaveView;
  readonly isTicked: boolean;
}): ReactNode {
  const { t } = useTranslation(['flows', 'content']);
  const day = useDay();
  const config = useConfigCheck(enclave.yaml);
  const { last } = enclave;
  return (
    <>
      <ConfigSummary config={config} />
      <p>
        {last === undefined
          ? t('enclaves.first')
          : t('enclaves.last', {
              generation: last.generation,
              date: day(last.at),
              releases: last.releases.join(t('content:listSeparator')),
            })}
      </p>
      {isTicked && config.kind === 'known' && config.view.model !== undefined && (
        <UpdateGaps enclave={enclave} model={config.view.model} />
      )}
    </>
  );
}

function AgainNote({
  generation,
  onMakeNew,
}: {
  readonly generation: number;
  readonly onMakeNew: () => void;
}): ReactNode {
  const { t } = useTranslation('flows');
  const { isViewer } = useWizard();
  return (
    <Alert
      isInline
      variant="info"
      component="p"
      title={t('enclaves.again', { generation })}
      actionLinks={
        <AlertActionLink isDisabled={isViewer} onClick={onMakeNew}>
          {t('enclaves.makeNew')}
        </AlertActionLink>
      }
    >
      {t('enclaves.againBody')}
    </Alert>
  );
}
