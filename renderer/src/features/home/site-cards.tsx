import { Card, CardBody, CardFooter, CardTitle, Label, List, ListItem, Title } from '@patternfly/react-core';
import { CheckCircleIcon } from '@patternfly/react-icons/dist/esm/icons/check-circle-icon';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { flows, siteOfFlow, sites, type Site, type WireError } from '../../../../core/contract/index.ts';
import { GuardedButton } from '../../components/guarded-button.tsx';
import { MessageAlert } from '../../components/message-alert.tsx';
import { asWireError } from '../../hooks/use-command.ts';
import { useSlice, useStores } from '../../stores/context.tsx';
import { flowRoutes } from '../run/job-words.ts';

/** Which environment this machine belongs to, and what can be done in each. Remembered; can be changed at any time. */
export function SiteCards(): ReactNode {
  const { t } = useTranslation('home');
  const chosen = useSlice('settings', ({ view }) => view?.settings.site ?? null);
  const isLocked = useSlice('settings', ({ view }) => view?.locked.includes('site') ?? false);
  const { settings } = useStores();
  const [error, setError] = useState<WireError>();
  const choose = (site: Site): void => {
    setError(undefined);
    settings
      .getState()
      .update({ site })
      .catch((failure: unknown) => setError(asWireError(failure)));
  };
  return (
    <section aria-labelledby="sites-title" className="sluice-stack">
      <Title headingLevel="h2" size="xl" id="sites-title">
        {t(chosen === null ? 'site.choose' : 'site.chosen')}
      </Title>
      {chosen === null && <p>{t('site.chooseBody')}</p>}
      {error !== undefined && <MessageAlert level="error" message={error} />}
      <div className="sluice-cards">
        {sites.map((site) => (
          <SiteCard
            key={site}
            site={site}
            isChosen={site === chosen}
            isLocked={isLocked}
            onChoose={() => choose(site)}
          />
        ))}
      </div>
    </section>
  );
}

function SiteCard({
  site,
  isChosen,
  isLocked,
  onChoose,
}: {
  readonly site: Site;
  readonly isChosen: boolean;
  readonly isLocked: boolean;
  readonly onChoose: () => void;
}): ReactNode {
  const { t } = useTranslation(['home', 'common']);
  const work = flows.filter((flow) => siteOfFlow[flow] === site);
  const name = t(`common:site.${site}`);
  return (
    <Card
      component="section"
      aria-labelledby={`site-${site}`}
      isFullHeight
      className={isChosen ? 'sluice-chosen-site' : ''}
    >
      <CardTitle component="h3" id={`site-${site}`}>
        {name}
      </CardTitle>
      <CardBody className="sluice-stack">
        <p>{t(`site.${site}`)}</p>
        <List isPlain aria-label={t('site.work', { site: name })}>
          {work.map((flow) => (
            <ListItem key={flow}>
              {isChosen ? (
                <Link to={flowRoutes[flow]}>{t(`flow.${flow}.action`)}</Link>
              ) : (
                t(`flow.${flow}.action`)
              )}
              <div className="sluice-subtle">{t(`flow.${flow}.body`)}</div>
            </ListItem>
          ))}
        </List>
      </CardBody>
      <CardFooter>
        {isChosen ? (
          <Label color="blue" icon={<CheckCircleIcon />}>
            {t('site.here')}
          </Label>
        ) : (
          <GuardedButton
            variant="secondary"
            reason={isLocked ? t('site.locked') : undefined}
            onClick={onChoose}
            aria-label={t('site.chooseOne', { site: name })}
          >
            {t('site.set')}
          </GuardedButton>
        )}
      </CardFooter>
    </Card>
  );
}
