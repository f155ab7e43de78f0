import { Alert, Checkbox, Content, Form, FormGroup } from '@patternfly/react-core';
import { useId, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatBytes, type ContentModel } from '../../../../../core/contract/index.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import { useSlice } from '../../../stores/context.tsx';
import { useForms } from '../content-context.tsx';
import { ArchiveSize } from './archive-size.tsx';
import {
  bytesOfArchitecture,
  knownArchitectures,
  offeredArchitectures,
  toggleArchitecture,
} from './architectures.ts';

/** Architectures, graph data, the KubeVirt image, the size of archive files. */
export function OptionsTab({ model }: { readonly model: ContentModel }): ReactNode {
  const { t } = useTranslation('content');
  const id = useId();
  const gap = useLanguage() === 'zh' ? '' : ' ';
  const { isLocked, apply } = useForms();
  const planned = useSlice('content', (slice) => slice.planned);
  const { architectures, graph, kubeVirt, archiveSize } = model;
  return (
    <Form isWidthLimited onSubmit={(event) => event.preventDefault()}>
      <Content component="p">{t('options.lead')}</Content>
      <FormGroup role="group" isStack label={t('options.architectures')} fieldId={`${id}-architectures`}>
        <Content component="small">{t('options.architecturesHelp')}</Content>
        {offeredArchitectures(architectures).map((name) => {
          const bytes = bytesOfArchitecture(planned, name);
          return (
            <Checkbox
              key={name}
              id={`${id}-${name}`}
              label={name}
              description={[
                t(isKnown(name) ? `options.architecture.${name}` : 'options.architecture.other'),
                ...(bytes === undefined
                  ? []
                  : [t('options.architectureBytes', { size: formatBytes(bytes) })]),
              ].join(gap)}
              isChecked={architectures.includes(name)}
              isDisabled={isLocked}
              onChange={(_event, isOn) =>
                void apply([
                  {
                    kind: 'architectures',
                    architectures: [...toggleArchitecture(architectures, name, isOn)],
                  },
                ])
              }
            />
          );
        })}
        {architectures.length === 0 && (
          <Alert isInline isPlain variant="info" component="p" title={t('options.noArchitecture')} />
        )}
      </FormGroup>
      <Checkbox
        id={`${id}-graph`}
        label={t('options.graph')}
        description={t('options.graphHelp')}
        isChecked={graph}
        isDisabled={isLocked}
        onChange={(_event, value) => void apply([{ kind: 'graph', value }])}
      />
      <Checkbox
        id={`${id}-kubevirt`}
        label={t('options.kubeVirt')}
        description={t('options.kubeVirtHelp')}
        isChecked={kubeVirt}
        isDisabled={isLocked}
        onChange={(_event, value) => void apply([{ kind: 'kubeVirt', value }])}
      />
      <ArchiveSize
        value={archiveSize}
        isLocked={isLocked}
        onChange={(gib) => void apply([{ kind: 'archiveSize', gib }])}
      />
    </Form>
  );
}

function isKnown(name: string): name is (typeof knownArchitectures)[number] {
  return knownArchitectures.some((known) => known === name);
}
