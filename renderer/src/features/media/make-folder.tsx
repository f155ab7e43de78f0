import { Button, Form, FormGroup, InputGroup, InputGroupItem, TextInput } from '@patternfly/react-core';
import { useId, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PathFacts, PathToken } from '../../../../core/contract/index.ts';
import { MessageAlert } from '../../components/message-alert.tsx';
import { useCommand } from '../../hooks/use-command.ts';

/** Makes a folder in another one and gives its facts. The host says which names are good on every system. */
export function MakeFolder({
  parent,
  onMade,
}: {
  readonly parent: PathToken;
  readonly onMade: (facts: PathFacts) => void;
}): ReactNode {
  const { t } = useTranslation('media');
  const id = useId();
  const [name, setName] = useState('');
  const { state, run } = useCommand('paths.makeFolder');
  const make = async (): Promise<void> => {
    if (name.trim() === '') return;
    const facts = await run({ token: parent, name: name.trim() });
    if (facts === undefined) return;
    setName('');
    onMade(facts);
  };
  return (
    <Form
      onSubmit={(event) => {
        event.preventDefault();
        void make();
      }}
    >
      <FormGroup label={t('folder.makeName')} fieldId={id}>
        <InputGroup>
          <InputGroupItem isFill>
            <TextInput id={id} value={name} onChange={(_event, value) => setName(value)} />
          </InputGroupItem>
          <InputGroupItem>
            <Button
              variant="secondary"
              type="submit"
              isDisabled={name.trim() === ''}
              isLoading={state.kind === 'working'}
            >
              {t('folder.makeDo')}
            </Button>
          </InputGroupItem>
        </InputGroup>
      </FormGroup>
      {state.kind === 'failed' && <MessageAlert level="error" message={state.error} />}
    </Form>
  );
}
