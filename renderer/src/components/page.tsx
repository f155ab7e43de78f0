import { Content, Flex, FlexItem, PageSection, Title } from '@patternfly/react-core';
import { useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

interface PageProps {
  readonly title: string;
  readonly lead?: ReactNode;
  readonly actions?: ReactNode;
  /** The content brings sections of its own, up to the edges (wizards). */
  readonly isFilled?: boolean;
  readonly children: ReactNode;
}

/** A page: its heading takes the focus when it opens, so that a screen reader begins there. */
export function Page({ title, lead, actions, isFilled = false, children }: PageProps): ReactNode {
  const { t } = useTranslation('shell');
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = t('title.page', { page: title });
    heading.current?.focus({ preventScroll: true });
  }, [t, title]);
  return (
    <>
      <PageSection hasBodyWrapper={false} className="sluice-page-section">
        <Flex justifyContent={{ default: 'justifyContentSpaceBetween' }}>
          <FlexItem>
            <Title headingLevel="h1" tabIndex={-1} ref={heading}>
              {title}
            </Title>
            {lead !== undefined && (
              <Content component="p" className="sluice-page-lead">
                {lead}
              </Content>
            )}
          </FlexItem>
          {actions !== undefined && <FlexItem>{actions}</FlexItem>}
        </Flex>
      </PageSection>
      <PageSection
        hasBodyWrapper={false}
        isFilled
        className="sluice-page-section"
        {...(isFilled && { padding: { default: 'noPadding' } })}
      >
        {children}
      </PageSection>
    </>
  );
}
