import {
  Label,
  Masthead,
  MastheadBrand,
  MastheadContent,
  MastheadLogo,
  MastheadMain,
  MastheadToggle,
  NotificationBadge,
  PageToggleButton,
  Toolbar,
  ToolbarContent,
  ToolbarGroup,
  ToolbarItem,
  Tooltip,
} from '@patternfly/react-core';
import { GlobeIcon } from '@patternfly/react-icons/dist/esm/icons/globe-icon';
import { PaletteIcon } from '@patternfly/react-icons/dist/esm/icons/palette-icon';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { sites, type Settings } from '../../../core/contract/index.ts';
import { useSlice, useStores } from '../stores/context.tsx';
import { ChoiceMenu } from './choice-menu.tsx';

const lookIcons = { language: <GlobeIcon />, theme: <PaletteIcon /> } as const;
const languages = ['system', 'en', 'zh'] as const;
const themes = ['system', 'light', 'dark', 'high-contrast'] as const;

/** Where am I, what runs, and the look of it all. */
export function AppMasthead({
  onNotices,
  isNavigationOpen,
  onNavigation,
}: {
  readonly onNotices: () => void;
  readonly isNavigationOpen: boolean;
  readonly onNavigation: () => void;
}): ReactNode {
  const { t } = useTranslation(['shell', 'common']);
  return (
    <Masthead>
      <MastheadMain>
        <MastheadToggle>
          <PageToggleButton
            isHamburgerButton
            aria-label={t('openNavigation')}
            isSidebarOpen={isNavigationOpen}
            onSidebarToggle={onNavigation}
          />
        </MastheadToggle>
        <MastheadBrand>
          <MastheadLogo component={(props) => <Link {...props} to="/" />}>
            <span className="sluice-brand">{t('common:appName')}</span>
          </MastheadLogo>
        </MastheadBrand>
      </MastheadMain>
      <MastheadContent>
        <Toolbar isStatic>
          <ToolbarContent>
            <ToolbarGroup align={{ default: 'alignEnd' }} gap={{ default: 'gapSm' }}>
              <RunningJobs />
              <PracticeLabel />
              <ToolbarItem>
                <SiteMenu />
              </ToolbarItem>
              <ToolbarItem>
                <LookMenu
                  name="language"
                  label={t('masthead.language')}
                  options={languages}
                  labelOf={(value) => t(`masthead.languages.${value}`)}
                />
              </ToolbarItem>
              <ToolbarItem>
                <LookMenu
                  name="theme"
                  label={t('masthead.theme')}
                  options={themes}
                  labelOf={(value) => t(`masthead.themes.${value}`)}
                />
              </ToolbarItem>
              <ToolbarItem>
                <NoticesButton onNotices={onNotices} />
              </ToolbarItem>
            </ToolbarGroup>
          </ToolbarContent>
        </Toolbar>
      </MastheadContent>
    </Masthead>
  );
}

function SiteMenu(): ReactNode {
  const { t } = useTranslation(['shell', 'common']);
  const site = useSlice('settings', ({ view }) => view?.settings.site ?? undefined);
  const { settings } = useStores();
  const text =
    site === undefined
      ? t('masthead.environmentUnset')
      : t('masthead.environmentValue', { site: t(`common:site.${site}`) });
  return (
    <ChoiceMenu
      label={t('masthead.environment')}
      value={site}
      text={text}
      options={sites.map((value) => ({ value, text: t(`common:site.${value}`) }))}
      onChoose={(value) => void settings.getState().update({ site: value })}
    />
  );
}

function LookMenu<Name extends 'language' | 'theme'>({
  name,
  label,
  options,
  labelOf,
}: {
  readonly name: Name;
  readonly label: string;
  readonly options: readonly Settings[Name][];
  readonly labelOf: (value: Settings[Name]) => string;
}): ReactNode {
  const value: Settings[Name] | undefined = useSlice('settings', ({ view }) => view?.settings[name]);
  const { settings } = useStores();
  return (
    <ChoiceMenu
      label={label}
      icon={lookIcons[name]}
      value={value}
      // Untouched, both would say the same: the button then tells what it is for.
      text={value === undefined || value === 'system' ? label : labelOf(value)}
      told={labelOf(value ?? 'system')}
      options={options.map((option) => ({ value: option, text: labelOf(option) }))}
      onChoose={(chosen) => void settings.getState().update({ [name]: chosen })}
    />
  );
}

function PracticeLabel(): ReactNode {
  const { t } = useTranslation('shell');
  const running = useSlice('practice', ({ state }) => state.running);
  if (!running) return null;
  return (
    <ToolbarItem>
      <Tooltip content={t('masthead.practiceHint')}>
        <Label color="purple" tabIndex={0}>
          {t('masthead.practice')}
        </Label>
      </Tooltip>
    </ToolbarItem>
  );
}

function RunningJobs(): ReactNode {
  const { t } = useTranslation('shell');
  const running = useSlice('jobs', ({ byId }) =>
    [...byId.values()].reduce((sum, { state }) => sum + (state.kind === 'running' ? 1 : 0), 0),
  );
  if (running === 0) return null;
  return (
    <ToolbarItem>
      <Label
        color="blue"
        render={({ className, content }) => (
          <Link to="/jobs" className={className ?? ''}>
            {content}
          </Link>
        )}
      >
        {t('masthead.running', { count: running })}
      </Label>
    </ToolbarItem>
  );
}

function NoticesButton({ onNotices }: { readonly onNotices: () => void }): ReactNode {
  const { t } = useTranslation('shell');
  const unread = useSlice('notices', ({ notices }) =>
    notices.reduce((sum, { read }) => sum + (read ? 0 : 1), 0),
  );
  const count = unread === 0 ? '' : `, ${t('notices.unread', { count: unread })}`;
  return (
    <NotificationBadge
      variant={unread > 0 ? 'unread' : 'read'}
      count={unread}
      onClick={onNotices}
      aria-label={`${t('masthead.notifications')}${count}`}
    />
  );
}
