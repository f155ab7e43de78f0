import {
  ActionList,
  Button,
  Form,
  FormGroup,
  FormHelperText,
  HelperText,
  HelperTextItem,
  List,
  ListItem,
  TextInput,
  Title,
} from '@patternfly/react-core';
import { useEffect, useId, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Message, WireError } from '../../../../../core/contract/index.ts';
import { MessageAlert } from '../../../components/message-alert.tsx';
import { asWireError } from '../../../hooks/use-command.ts';
import { messageWords } from '../../../i18n/message-words.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import { useClient } from '../../../stores/context.tsx';
import { useForms } from '../content-context.tsx';
import { probeNames } from './probe.ts';

/** Patterns of images that are never carried. A pattern is tried by the host before it comes into the file. */
export function BlockedImages({ patterns }: { readonly patterns: readonly string[] }): ReactNode {
  const { t } = useTranslation(['content', 'common']);
  const language = useLanguage();
  const id = useId();
  const client = useClient();
  const { isLocked, apply } = useForms();
  const [typed, setTyped] = useState('');
  const [fault, setFault] = useState<Message>();
  const [error, setError] = useState<WireError>();
  const leaving = useRef(new AbortController());
  useEffect(() => {
    const controller = (leaving.current = new AbortController());
    return () => controller.abort();
  }, []);
  const pattern = typed.trim();
  const isThere = patterns.includes(pattern);

  const add = async (): Promise<void> => {
    setError(undefined);
    try {
      const [problems] = await probeNames(client, 'blockedImages', [pattern], leaving.current.signal);
      const found = problems?.find(({ level }) => level === 'error')?.message;
      setFault(found);
      if (found === undefined && (await apply([{ kind: 'addBlocked', pattern }]))) setTyped('');
    } catch (caught) {
      if (!leaving.current.signal.aborted) setError(asWireError(caught));
    }
  };
  const words = fault === undefined ? undefined : messageWords(fault, language);
  return (
    <section aria-labelledby={`${id}-title`} className="sluice-content-stack">
      <Title headingLevel="h3" size="md" id={`${id}-title`}>
        {t('blocked.title')}
      </Title>
      <Form
        onSubmit={(event) => {
          event.preventDefault();
          if (pattern !== '' && !isThere) void add();
        }}
      >
        <FormGroup label={t('blocked.pattern')} fieldId={id}>
          <ActionList>
            <TextInput
              id={id}
              value={typed}
              className="sluice-mono"
              isDisabled={isLocked}
              validated={words === undefined ? 'default' : 'error'}
              aria-describedby={`${id}-help`}
              onChange={(_event, next) => {
                setTyped(next);
                setFault(undefined);
              }}
            />
            <Button type="submit" variant="secondary" isDisabled={isLocked || pattern === '' || isThere}>
              {t('blocked.add')}
            </Button>
          </ActionList>
          <FormHelperText>
            <HelperText id={`${id}-help`}>
              {isThere && <HelperTextItem variant="warning">{t('blocked.there')}</HelperTextItem>}
              {words !== undefined && (
                <HelperTextItem variant="error">{t('blocked.refused', { ...words })}</HelperTextItem>
              )}
              {!isThere && words === undefined && <HelperTextItem>{t('blocked.help')}</HelperTextItem>}
            </HelperText>
          </FormHelperText>
        </FormGroup>
      </Form>
      {error !== undefined && <MessageAlert level="error" message={error} />}
      {patterns.length > 0 && (
        <List isPlain isBordered aria-label={t('blocked.title')}>
          {patterns.map((one) => (
            <ListItem key={one}>
              <code className="sluice-mono">{one}</code>{' '}
              <Button
                variant="link"
                isInline
                className="sluice-content-action"
                isDanger
                isDisabled={isLocked}
                aria-label={t('blocked.removeOf', { pattern: one })}
                onClick={() => void apply([{ kind: 'removeBlocked', pattern: one }])}
              >
                {t('common:action.remove')}
              </Button>
            </ListItem>
          ))}
        </List>
      )}
    </section>
  );
}
