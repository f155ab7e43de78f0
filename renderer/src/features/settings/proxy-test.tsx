import { Button, Card, CardBody, CardTitle, Form, FormGroup, TextArea } from '@patternfly/react-core';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Site } from '../../../../core/contract/index.ts';
import { MessageAlert } from '../../components/message-alert.tsx';
import { useCommand } from '../../hooks/use-command.ts';
import { messageWords } from '../../i18n/message-words.ts';
import { useLanguage } from '../../i18n/use-language.ts';

const usual = ['quay.io', 'registry.redhat.io', 'api.openshift.com'];

/** Which proxy each host takes, and whether it answers: with the saved settings, as a run would. */
export function ProxyTest({
  site,
  isDisabled,
  hasUnsaved,
}: {
  readonly site: Site;
  readonly isDisabled: boolean;
  readonly hasUnsaved: boolean;
}): ReactNode {
  const { t } = useTranslation(['settings', 'common']);
  const language = useLanguage();
  const [text, setText] = useState(usual.join('\n'));
  const { state, run } = useCommand('proxies.test');
  const hosts = text.split(/\s+/).filter((host) => host !== '');
  return (
    <Card>
      <CardTitle component="h2">{t('network.test.title')}</CardTitle>
      <CardBody>
        <Form
          isWidthLimited
          onSubmit={(event) => {
            event.preventDefault();
            void run({ site, hosts: hosts.slice(0, 50) });
          }}
        >
          <FormGroup label={t('network.test.hosts')} fieldId="proxy-test-hosts">
            <TextArea
              id="proxy-test-hosts"
              value={text}
              rows={4}
              isDisabled={isDisabled}
              onChange={(_event, value) => setText(value)}
            />
          </FormGroup>
          {hasUnsaved && <p>{t('network.test.save')}</p>}
          <div>
            <Button
              type="submit"
              variant="secondary"
              isDisabled={isDisabled || hosts.length === 0 || state.kind === 'working'}
              isLoading={state.kind === 'working'}
            >
              {state.kind === 'working' ? t('network.test.running') : t('network.test.run')}
            </Button>
          </div>
        </Form>
        {state.kind === 'failed' && <MessageAlert level="error" message={state.error} />}
        {state.kind === 'done' && (
          <Table aria-label={t('network.test.table')} variant="compact">
            <Thead>
              <Tr>
                <Th>{t('network.test.host')}</Th>
                <Th>{t('network.test.proxy')}</Th>
                <Th>{t('network.test.result')}</Th>
              </Tr>
            </Thead>
            <Tbody>
              {state.value.results.map(({ host, proxy, reached, error }) => (
                <Tr key={host}>
                  <Td dataLabel={t('network.test.host')}>{host}</Td>
                  <Td dataLabel={t('network.test.proxy')}>{proxy ?? t('network.test.direct')}</Td>
                  <Td dataLabel={t('network.test.result')}>
                    {error === undefined
                      ? reached
                        ? t('network.test.reached')
                        : t('common:unknown')
                      : messageWords(error, language).what}
                  </Td>
                </Tr>
              ))}
            </Tbody>
          </Table>
        )}
      </CardBody>
    </Card>
  );
}
