import { Banner, Button, Flex, FlexItem } from '@patternfly/react-core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { contractVersion, type PageSession, type WireError } from '../../../core/contract/index.ts';
import { asWireError } from '../hooks/use-command.ts';
import { messageWords } from '../i18n/message-words.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { useClient, useSlice } from '../stores/context.tsx';

/** Says above everything when the page cannot do what it usually can, and why. */
export function ConnectionBanner(): ReactNode {
  const { t } = useTranslation('shell');
  const state = useSlice('connection', (slice) => slice.state);
  const info = useSlice('connection', (slice) => slice.info);
  const { session } = useClient();
  if (state.kind === 'lost') {
    return (
      <Banner color="red" role="alert">
        <Flex direction={{ default: 'column' }} spaceItems={{ default: 'spaceItemsNone' }}>
          <FlexItem>{t('connection.lost')}</FlexItem>
          <FlexItem>{t('connection.lostHint')}</FlexItem>
        </Flex>
      </Banner>
    );
  }
  if (info !== undefined && info.contractVersion !== contractVersion) {
    return <Banner color="orange">{t('connection.version')}</Banner>;
  }
  if (info?.role === 'viewer') return <ViewerBanner session={session} />;
  return null;
}

/** The other window may be far away, or gone: whoever sits here takes over. */
function ViewerBanner({ session }: { readonly session: PageSession | undefined }): ReactNode {
  const { t } = useTranslation('shell');
  const language = useLanguage();
  const [error, setError] = useState<WireError>();
  const take = (from: PageSession): void => {
    from.takeControl().then(
      // What was refused to somebody who only looks is asked for anew.
      () => location.reload(),
      (failure: unknown) => setError(asWireError(failure)),
    );
  };
  return (
    <Banner color="yellow" role={error === undefined ? 'status' : 'alert'}>
      <Flex columnGap={{ default: 'columnGapMd' }}>
        <FlexItem>{t('connection.viewer')}</FlexItem>
        {session !== undefined && (
          <FlexItem>
            <Button variant="link" isInline onClick={() => take(session)}>
              {t('connection.takeControl')}
            </Button>
          </FlexItem>
        )}
        {error !== undefined && <FlexItem>{messageWords(error, language).what}</FlexItem>}
      </Flex>
    </Banner>
  );
}
