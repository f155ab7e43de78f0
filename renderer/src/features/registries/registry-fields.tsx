import {
  ActionList,
  ActionListItem,
  Button,
  Checkbox,
  Form,
  FormGroup,
  FormHelperText,
  FormSelect,
  FormSelectOption,
  HelperText,
  HelperTextItem,
  TextInput,
} from '@patternfly/react-core';
import { useId, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import {
  registryProfiles,
  type RegistryEntry,
  type RegistryPlace,
  type Site,
  type WireError,
} from '../../../../core/contract/index.ts';
import { GuardedButton } from '../../components/guarded-button.tsx';
import { MessageAlert } from '../../components/message-alert.tsx';
import { asWireError } from '../../hooks/use-command.ts';
import { useStores } from '../../stores/context.tsx';
import './registries.css';
import { emptyText, entryOf, problemOf, textOf, type RegistryText } from './registry-entry.ts';

interface RegistryFormProps {
  readonly site: Site;
  /** The one that is changed; absent: a new one. */
  readonly entry?: RegistryEntry;
  readonly onSaved: (place: RegistryPlace) => void;
  readonly onCancel?: () => void;
}

/** Name, address, product and TLS of a registry. Saved by its button; no secret is in it. */
export function RegistryForm({ site, entry, onSaved, onCancel }: RegistryFormProps): ReactNode {
  const { t } = useTranslation(['registries', 'common']);
  const { registries } = useStores();
  const [text, setText] = useState<RegistryText>(entry === undefined ? emptyText : textOf(entry));
  const [wasTried, setTried] = useState(false);
  const [isSaving, setSaving] = useState(false);
  const [error, setError] = useState<WireError>();
  const problem = problemOf(text);
  const id = useId();
  const change = (patch: Partial<RegistryText>): void => setText({ ...text, ...patch });
  const save = async (): Promise<void> => {
    setTried(true);
    if (problem !== undefined) {
      document.getElementById(`${id}-${problem === 'reason' ? 'reason' : 'address'}`)?.focus();
      return;
    }
    setSaving(true);
    setError(undefined);
    const made = entryOf(text, site, entry?.id);
    try {
      await registries.getState().save(made);
      onSaved(made.place);
    } catch (failure) {
      setError(asWireError(failure));
      setSaving(false);
    }
  };
  const addressProblem = wasTried && problem !== undefined && problem !== 'reason' ? problem : undefined;
  return (
    <Form
      aria-label={t(entry === undefined ? 'form.new' : 'form.edit')}
      className="sluice-registry-form"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <FormGroup label={t('form.address')} fieldId={`${id}-address`} isRequired>
        <TextInput
          id={`${id}-address`}
          value={text.address}
          isRequired
          autoComplete="off"
          spellCheck={false}
          validated={addressProblem === undefined ? 'default' : 'error'}
          aria-describedby={`${id}-address-help`}
          onChange={(_event, address) => change({ address })}
        />
        <Help
          id={`${id}-address-help`}
          error={addressProblem && t(`form.problem.${addressProblem}`)}
          text={t('form.addressHelp')}
        />
      </FormGroup>
      <FormGroup label={t('form.name')} fieldId={`${id}-name`}>
        <TextInput
          id={`${id}-name`}
          value={text.name}
          aria-describedby={`${id}-name-help`}
          onChange={(_event, name) => change({ name })}
        />
        <Help id={`${id}-name-help`} text={t('form.nameHelp')} />
      </FormGroup>
      <FormGroup label={t('form.profile')} fieldId={`${id}-profile`}>
        <FormSelect
          id={`${id}-profile`}
          value={text.profile}
          aria-describedby={`${id}-profile-help`}
          onChange={(_event, chosen) => {
            const profile = registryProfiles.find((name) => name === chosen);
            if (profile !== undefined) change({ profile });
          }}
        >
          {registryProfiles.map((name) => (
            <FormSelectOption key={name} value={name} label={t(`profile.${name}`)} />
          ))}
        </FormSelect>
        <Help id={`${id}-profile-help`} text={t('form.profileHelp')} />
      </FormGroup>
      <Checkbox
        id={`${id}-insecure`}
        label={t('form.insecure')}
        description={t('form.insecureHelp')}
        isChecked={text.insecure}
        onChange={(_event, insecure) => change({ insecure })}
      />
      {text.insecure && (
        <FormGroup label={t('form.reason')} fieldId={`${id}-reason`} isRequired>
          <TextInput
            id={`${id}-reason`}
            value={text.reason}
            isRequired
            validated={wasTried && problem === 'reason' ? 'error' : 'default'}
            aria-describedby={`${id}-reason-help`}
            onChange={(_event, reason) => change({ reason })}
          />
          <Help
            id={`${id}-reason-help`}
            error={wasTried && problem === 'reason' ? t('form.problem.reason') : undefined}
            text={t('form.reasonHelp')}
          />
        </FormGroup>
      )}
      {error !== undefined && <MessageAlert level="error" message={error} />}
      <ActionList>
        <ActionListItem>
          <GuardedButton type="submit" variant="secondary" isLoading={isSaving}>
            {t('form.save')}
          </GuardedButton>
        </ActionListItem>
        {onCancel !== undefined && (
          <ActionListItem>
            <Button variant="link" onClick={onCancel}>
              {t('common:action.cancel')}
            </Button>
          </ActionListItem>
        )}
      </ActionList>
    </Form>
  );
}

function Help({
  id,
  text,
  error,
}: {
  readonly id: string;
  readonly text: string;
  readonly error?: string | undefined;
}): ReactNode {
  return (
    <FormHelperText>
      <HelperText>
        <HelperTextItem id={id} variant={error === undefined ? 'default' : 'error'}>
          {error ?? text}
        </HelperTextItem>
      </HelperText>
    </FormHelperText>
  );
}
