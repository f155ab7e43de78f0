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
import type { WireError } from '../../../core/contract/index.ts';
import { MessageAlert } from '../components/message-alert.tsx';
import { asWireError } from '../hooks/use-command.ts';
import { useClient } from '../stores/context.tsx';

/**
 * Takes the address that the terminal prints: a page that lost its session comes back without being left. `why` it is
 * needed is said until there is something newer to say.
 */
export function SignInForm({ why }: { readonly why: WireError }): ReactNode {
  const { t } = useTranslation('shell');
  const { session } = useClient();
  const [address, setAddress] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<WireError>();
  const id = useId();
  // The window has no sessions.
  if (session === undefined) return <MessageAlert level="error" message={why} />;
  const signIn = async (): Promise<void> => {
    setBusy(true);
    setError(undefined);
    try {
      await session.signIn(address);
    } catch (failure) {
      setError(asWireError(failure));
      setBusy(false);
    }
  };
  return (
    <>
      <MessageAlert level="error" message={error ?? why} />
      <Form
        className="sluice-sign-in"
        onSubmit={(event) => {
          event.preventDefault();
          if (!isBusy) void signIn();
        }}
      >
        <FormGroup label={t('signIn.address')} fieldId={id}>
          <TextInput
            id={id}
            value={address}
            // A code opens one page, once: no browser shall keep it.
            autoComplete="off"
            spellCheck="false"
            aria-describedby={`${id}-help`}
            validated={error === undefined ? 'default' : 'error'}
            onChange={(_event, value) => setAddress(value)}
          />
          <FormHelperText>
            <HelperText>
              <HelperTextItem id={`${id}-help`}>{t('signIn.help')}</HelperTextItem>
            </HelperText>
          </FormHelperText>
        </FormGroup>
        <div>
          <Button type="submit" isLoading={isBusy} isDisabled={isBusy || address.trim() === ''}>
            {t('signIn.open')}
          </Button>
        </div>
      </Form>
    </>
  );
}
