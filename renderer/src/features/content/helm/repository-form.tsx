import {
  Button,
  Form,
  FormGroup,
  FormHelperText,
  HelperText,
  HelperTextItem,
  TextInput,
  Title,
} from '@patternfly/react-core';
import { useId, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { HelmModel } from '../../../../../core/contract/index.ts';
import { useQuery } from '../../../hooks/use-query.ts';
import { useContentPlace, useForms } from '../content-context.tsx';
import type { RepositoryRef } from './chart-key.ts';

type Fault = 'address' | 'password' | 'name';

/** Adds a repository to look into: one that is offered, or any other by name and address. Nothing is carried yet. */
export function RepositoryForm({
  known,
  helm,
  onLook,
}: {
  readonly known: readonly RepositoryRef[];
  readonly helm: HelmModel;
  readonly onLook: (repository: RepositoryRef) => void;
}): ReactNode {
  const { t } = useTranslation('helm');
  const id = useId();
  const { isLocked } = useForms();
  const [name, setName] = useState('');
  const [url, setUrl] = useState('');
  const [fault, setFault] = useState<Fault>();
  const offered = useOffered(helm, known);
  const typed = { name: name.trim(), url: url.trim() };
  const isWhole = typed.name !== '' && typed.url !== '';
  const add = (): void => {
    const found = faultOf(typed, known);
    setFault(found);
    if (found !== undefined) return;
    setName('');
    setUrl('');
    onLook(typed);
  };
  return (
    <section aria-labelledby={`${id}-title`} className="sluice-content-stack">
      <Title headingLevel="h3" size="md" id={`${id}-title`}>
        {t('add.title')}
      </Title>
      <Form
        onSubmit={(event) => {
          event.preventDefault();
          if (isWhole) add();
        }}
      >
        <div className="sluice-helm-add">
          <FormGroup label={t('add.name')} fieldId={`${id}-name`}>
            <TextInput
              id={`${id}-name`}
              value={name}
              isDisabled={isLocked}
              autoComplete="off"
              validated={fault === 'name' ? 'error' : 'default'}
              aria-describedby={`${id}-help`}
              onChange={(_event, next) => {
                setName(next);
                setFault(undefined);
              }}
            />
          </FormGroup>
          <FormGroup label={t('add.url')} fieldId={`${id}-url`}>
            <TextInput
              id={`${id}-url`}
              value={url}
              className="sluice-mono"
              isDisabled={isLocked}
              autoComplete="off"
              validated={fault === undefined || fault === 'name' ? 'default' : 'error'}
              aria-describedby={`${id}-help`}
              onChange={(_event, next) => {
                setUrl(next);
                setFault(undefined);
              }}
            />
          </FormGroup>
          <Button type="submit" variant="secondary" isDisabled={isLocked || !isWhole}>
            {t('add.look')}
          </Button>
        </div>
        <FormHelperText>
          <HelperText id={`${id}-help`}>
            {fault === undefined ? (
              <HelperTextItem>{t('add.help')}</HelperTextItem>
            ) : (
              <HelperTextItem variant="error">{t(`add.fault.${fault}`)}</HelperTextItem>
            )}
          </HelperText>
        </FormHelperText>
      </Form>
      {offered.length > 0 && (
        <p>
          {t('add.offered')}{' '}
          {offered.map((one) => (
            <Button
              key={one.url}
              variant="link"
              isInline
              className="sluice-content-action"
              isDisabled={isLocked}
              onClick={() => onLook(one)}
            >
              {t('add.offer', { ...one })}
            </Button>
          ))}
        </p>
      )}
    </section>
  );
}

/** What is offered and not shown yet. */
function useOffered(helm: HelmModel, known: readonly RepositoryRef[]): readonly RepositoryRef[] {
  const { site, source, document } = useContentPlace();
  // The text as it is when the repositories changed; what else is in it makes no other list.
  const [first] = useState(() => document.getState().history.present);
  const yaml = helm.repositories.length === 0 ? first : document.getState().history.present;
  const listed = useQuery('helm.repositories', { site, source, yaml });
  if (listed.kind !== 'ready') return [];
  return listed.value.repositories
    .filter(({ url }) => known.every((one) => one.url !== url))
    .map(({ name, url }) => ({ name, url }));
}

function faultOf({ name, url }: RepositoryRef, known: readonly RepositoryRef[]): Fault | undefined {
  const parsed = URL.parse(url);
  if (parsed === null || !/^(?:https?|oci):$/.test(parsed.protocol) || /\s/.test(url)) return 'address';
  if (parsed.username !== '' || parsed.password !== '') return 'password';
  return known.some((one) => one.name === name && one.url !== url) ? 'name' : undefined;
}
