import { Button } from '@patternfly/react-core';
import { useEffect, useId, useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ContentSource, Enclave, EnclaveView, Site } from '../../../../core/contract/index.ts';
import { LineField } from '../../components/line-field.tsx';
import { useClient, useSlice, useStores } from '../../stores/context.tsx';
import { ContentStep as ContentEditor } from '../content/content-step.tsx';
import { EnclaveFrame } from '../enclaves/dialogs/enclave-frame.tsx';
import { problemOfName, type NameProblem } from '../enclaves/rules/enclave-name.ts';
import { useSaveEnclave } from '../enclaves/use-save-enclave.ts';
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

type Problem = NameProblem | 'registryProblem';

/** Name, registry and content of an enclave: what each of its sets is made from. */
export function EnclaveDialog({ enclave, onSaved, onClose }: EnclaveDialogProps): ReactNode {
  const { t } = useTranslation(['flows', 'common', 'matrix']);
  const { state } = useWizard();
  const { site, practice, registry: source } = state.draft;
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
  const [problem, setProblem] = useState<Problem>();
  // What the form began with: somebody may save another version while it is open.
  const [began, setBegan] = useState(enclave);
  const saving = useSaveEnclave(onSaved);
  const { enclaves } = useStores();
  const id = useId();
  const yaml = typed ?? fresh ?? '';
  const config = useConfigCheck(yaml);
  const contentSource = useMemo<ContentSource>(
    () => (source === null ? { kind: 'upstream' } : { kind: 'registry', place: source }),
    [source],
  );
  const notReady =
    config.kind !== 'known' || config.view.problems.some(({ level }) => level === 'error')
      ? t('enclaves.contentFirst')
      : undefined;
  const save = (base = began): void => {
    const wrong = problemOfName(name, others) ?? problemOfAddress(address);
    setProblem(wrong);
    if (wrong !== undefined) {
      document.getElementById(`${id}-${wrong === 'registryProblem' ? 'registry' : 'name'}`)?.focus();
      return;
    }
    void saving.save(() => ({
      id: base?.id ?? newIdentifier('enclave'),
      name: name.trim(),
      yaml,
      notes: base?.notes ?? '',
      revision: base?.revision ?? 0,
      ...(address.trim() !== '' && { registry: placeOf(address) }),
      ...(base?.driveId !== undefined && { driveId: base.driveId }),
      ...(base?.to !== undefined && { to: base.to }),
    }));
  };
  const newest = async (): Promise<EnclaveView | undefined> => {
    await enclaves.getState().load();
    return enclaves.getState().enclaves.find(({ id: other }) => other === began?.id);
  };
  const takeTheirs = async (): Promise<void> => {
    const theirs = await newest();
    if (theirs === undefined) return;
    setBegan(theirs);
    setName(theirs.name);
    setTyped(theirs.yaml);
    setAddress(theirs.registry === undefined ? '' : placeText(theirs.registry));
  };
  /** The medium is none of this form's fields: theirs stays. */
  const keepMine = async (): Promise<void> => {
    const theirs = await newest();
    setBegan(theirs);
    save(theirs);
  };
  return (
    <EnclaveFrame
      title={enclave === undefined ? t('enclaves.new') : t('enclaves.edit', { name: enclave.name })}
      variant="large"
      fields={
        <>
          <LineField
            id={`${id}-name`}
            label={t('enclaves.name')}
            help={t('enclaves.nameHelp')}
            error={
              problem === undefined || problem === 'registryProblem' ? undefined : t(`enclaves.${problem}`)
            }
            value={name}
            onChange={setName}
          />
          <LineField
            id={`${id}-registry`}
            label={t('enclaves.itsRegistry')}
            help={t('enclaves.itsRegistryHelp')}
            error={problem === 'registryProblem' ? t('enclaves.registryProblem') : undefined}
            value={address}
            onChange={setAddress}
          />
        </>
      }
      error={saving.error}
      actions={
        saving.error?.code === 'ENCLAVE_CHANGED_ELSEWHERE' && (
          <>
            <Button variant="link" isInline onClick={() => void saving.settle(takeTheirs)}>
              {t('matrix:save.takeTheirs')}
            </Button>
            <Button variant="link" isInline onClick={() => void saving.settle(keepMine)}>
              {t('matrix:save.keepMine')}
            </Button>
          </>
        )
      }
      confirm={t('enclaves.save')}
      isSaving={saving.isSaving}
      notReady={notReady}
      onSave={() => save()}
      onClose={onClose}
    >
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
    </EnclaveFrame>
  );
}

function problemOfAddress(address: string): 'registryProblem' | undefined {
  const isWrong = address.trim() !== '' && problemOf({ ...emptyText, address }) !== undefined;
  return isWrong ? 'registryProblem' : undefined;
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
