import {
  Button,
  Form,
  FormGroup,
  FormHelperText,
  HelperText,
  HelperTextItem,
  Modal,
  ModalBody,
  ModalFooter,
  ModalHeader,
  TextInput,
} from '@patternfly/react-core';
import { useEffect, useId, useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type {
  ContentSource,
  Enclave,
  EnclaveView,
  Site,
  WireError,
} from '../../../../core/contract/index.ts';
import { GuardedButton } from '../../components/guarded-button.tsx';
import { MessageAlert } from '../../components/message-alert.tsx';
import { asWireError } from '../../hooks/use-command.ts';
import { useClient, useSlice, useStores } from '../../stores/context.tsx';
import { ContentStep as ContentEditor } from '../content/content-step.tsx';
import { placeOf, problemOf, emptyText } from '../registries/registry-entry.ts';
import { newIdentifier, placeText } from '../registries/use-registries.ts';
import { useConfigCheck } from '../wizard/use-answer.ts';
import { useWizard } from '../wizard/wizard-context.tsx';

interface EnclaveDialogProps {
  /** The one that is changed; absent: a new one. */
  readonly enclave?: EnclaveView;
  readonly onSaved: (enclave: Enclave) => void;
  readonly onClose: () => void;
}

type Field = 'name' | 'registry';

/** Name, registry and content of an enclave: what each of its sets is made from. */
export function EnclaveDialog({ enclave, onSaved, onClose }: EnclaveDialogProps): ReactNode {
  const { t } = useTranslation(['flows', 'common']);
  const { state } = useWizard();
  const { site, practice, registry: source } = state.draft;
  const { enclaves } = useStores();
  const others = useSlice('enclaves', (slice) => slice.enclaves).filter(({ id }) => id !== enclave?.id);
  const hosts = useSlice('practice', (slice) => slice.state.hosts);
  const fresh = useFirstYaml(site, enclave === undefined);
  const [typed, setTyped] = useState<string | undefined>(enclave?.yaml);
  const [name, setName] = useState(enclave?.name ?? (practice ? 'enclave-1' : ''));
  const [address, setAddress] = useState(
    enclave?.registry === undefined
      ? practice && enclave === undefined
        ? (hosts?.enclave ?? '')
        : ''
      : placeText(enclave.registry),
  );
  const [problem, setProblem] = useState<Field>();
  const [isSaving, setSaving] = useState(false);
  const [error, setError] = useState<WireError>();
  const id = useId();
  const yaml = typed ?? fresh ?? '';
  const config = useConfigCheck(yaml);
  const isTaken = others.some((other) => other.name === name.trim());
  const contentSource = useMemo<ContentSource>(
    () => (source === null ? { kind: 'upstream' } : { kind: 'registry', place: source }),
    [source],
  );
  const notReady =
    config.kind !== 'known' || config.view.problems.some(({ level }) => level === 'error')
      ? t('enclaves.contentFirst')
      : undefined;
  const save = async (): Promise<void> => {
    const wrong = firstProblem(name, isTaken, address);
    setProblem(wrong);
    if (wrong !== undefined) return document.getElementById(`${id}-${wrong}`)?.focus();
    const made: Enclave = {
      id: enclave?.id ?? newIdentifier('enclave'),
      name: name.trim(),
      yaml,
      notes: enclave?.notes ?? '',
      ...(address.trim() !== '' && { registry: placeOf(address) }),
      ...(enclave?.driveId !== undefined && { driveId: enclave.driveId }),
    };
    setSaving(true);
    setError(undefined);
    try {
      await enclaves.getState().save(made);
      onSaved(made);
    } catch (failure) {
      setError(asWireError(failure));
      setSaving(false);
    }
  };
  return (
    <Modal isOpen variant="large" onClose={onClose} aria-labelledby={`${id}-title`}>
      <ModalHeader
        labelId={`${id}-title`}
        title={enclave === undefined ? t('enclaves.new') : t('enclaves.edit', { name: enclave.name })}
      />
      <ModalBody>
        <div className="sluice-stack">
          <Form
            onSubmit={(event) => {
              event.preventDefault();
              if (notReady === undefined) void save();
            }}
          >
            <LineField
              id={`${id}-name`}
              label={t('enclaves.name')}
              help={t('enclaves.nameHelp')}
              error={
                problem === 'name' ? t(isTaken ? 'enclaves.nameTaken' : 'enclaves.nameMissing') : undefined
              }
              value={name}
              onChange={setName}
            />
            <LineField
              id={`${id}-registry`}
              label={t('enclaves.itsRegistry')}
              help={t('enclaves.itsRegistryHelp')}
              error={problem === 'registry' ? t('enclaves.registryProblem') : undefined}
              value={address}
              onChange={setAddress}
            />
          </Form>
          {typed !== undefined || fresh !== undefined ? (
            <ContentEditor
              site={site}
              source={contentSource}
              yaml={yaml}
              onChange={setTyped}
              estimate={<p>{t('enclaves.estimateLater')}</p>}
            />
          ) : (
            <p>{t('common:loading')}</p>
          )}
          {error !== undefined && <MessageAlert level="error" message={error} />}
        </div>
      </ModalBody>
      <ModalFooter>
        <GuardedButton variant="primary" isLoading={isSaving} reason={notReady} onClick={() => void save()}>
          {t('enclaves.save')}
        </GuardedButton>
        <Button variant="link" onClick={onClose}>
          {t('common:action.cancel')}
        </Button>
      </ModalFooter>
    </Modal>
  );
}

function firstProblem(name: string, isTaken: boolean, address: string): Field | undefined {
  if (name.trim() === '' || name.trim().length > 60 || isTaken) return 'name';
  const isWrong = address.trim() !== '' && problemOf({ ...emptyText, address }) !== undefined;
  return isWrong ? 'registry' : undefined;
}

/** What a new enclave's configuration begins with: a channel of the registry that it is served from. */
function useFirstYaml(site: Site, isWanted: boolean): string | undefined {
  const client = useClient();
  const [yaml, setYaml] = useState<string>();
  useEffect(() => {
    if (!isWanted) return undefined;
    const controller = new AbortController();
    client
      .invoke('config.templates', { site }, { signal: controller.signal })
      .then(({ templates }) => controller.signal.aborted || setYaml(templates[0]?.yaml ?? ''))
      // Without a template the editor begins empty.
      .catch(() => controller.signal.aborted || setYaml(''));
    return () => controller.abort();
  }, [client, site, isWanted]);
  return yaml;
}

function LineField({
  id,
  label,
  help,
  error,
  value,
  onChange,
}: {
  readonly id: string;
  readonly label: string;
  readonly help: string;
  readonly error: string | undefined;
  readonly value: string;
  readonly onChange: (value: string) => void;
}): ReactNode {
  return (
    <FormGroup label={label} fieldId={id}>
      <TextInput
        id={id}
        value={value}
        autoComplete="off"
        spellCheck={false}
        validated={error === undefined ? 'default' : 'error'}
        aria-describedby={`${id}-help`}
        onChange={(_event, next) => onChange(next)}
      />
      <FormHelperText>
        <HelperText>
          <HelperTextItem id={`${id}-help`} variant={error === undefined ? 'default' : 'error'}>
            {error ?? help}
          </HelperTextItem>
        </HelperText>
      </FormHelperText>
    </FormGroup>
  );
}
