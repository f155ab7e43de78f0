import {
  Alert,
  DescriptionList,
  DescriptionListDescription,
  DescriptionListGroup,
  DescriptionListTerm,
  ExpandableSection,
  List,
  ListItem,
} from '@patternfly/react-core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PackageView } from '../../../../../core/contract/index.ts';
import { PackageIcon } from './package-icon.tsx';

/** What a package is and what its default channel's head needs. */
export function PackageFacts({ view }: { readonly view: PackageView }): ReactNode {
  const { t } = useTranslation('operators');
  const channel = view.channels.find(({ isDefault }) => isDefault) ?? view.channels[0];
  const head = view.bundles.find(({ name }) => name === channel?.head);
  return (
    <>
      <div className="sluice-operators-intro">
        <PackageIcon address={view.icon} />
        <div>
          <div>{view.provider}</div>
          <div className="sluice-mono">{view.name}</div>
        </div>
      </div>
      {view.deprecated !== undefined && (
        <Alert isInline variant="warning" component="p" title={t('package.deprecated')}>
          {view.deprecated}
        </Alert>
      )}
      {view.description !== '' && (
        <ExpandableSection
          variant="truncate"
          truncateMaxLines={3}
          toggleTextExpanded={t('package.less')}
          toggleTextCollapsed={t('package.more')}
        >
          <span className="sluice-operators-description">{view.description}</span>
        </ExpandableSection>
      )}
      {head !== undefined && (
        <DescriptionList isHorizontal isCompact aria-label={t('package.facts')}>
          <Fact term={t('fact.head')}>{head.version ?? head.name}</Fact>
          <Fact term={t('fact.needs')}>
            {head.needs.length === 0 ? (
              t('fact.nothing')
            ) : (
              <List isPlain>
                {head.needs.map((need) => (
                  <ListItem key={need}>{need}</ListItem>
                ))}
              </List>
            )}
          </Fact>
          {head.minKubeVersion !== undefined && <Fact term={t('fact.minKube')}>{head.minKubeVersion}</Fact>}
          {head.maxOpenShiftVersion !== undefined && (
            <Fact term={t('fact.maxOpenShift')}>{head.maxOpenShiftVersion}</Fact>
          )}
        </DescriptionList>
      )}
    </>
  );
}

function Fact({ term, children }: { readonly term: string; readonly children: ReactNode }): ReactNode {
  return (
    <DescriptionListGroup>
      <DescriptionListTerm>{term}</DescriptionListTerm>
      <DescriptionListDescription>{children}</DescriptionListDescription>
    </DescriptionListGroup>
  );
}
