import { Nav, NavGroup, NavItem, NavList, PageSidebar, PageSidebarBody } from '@patternfly/react-core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { NavLink, useLocation } from 'react-router';
import type { Site } from '../../../core/contract/index.ts';
import { useSlice } from '../stores/context.tsx';

const work = [
  { to: '/export', key: 'export', site: 'connected' },
  { to: '/enterprise/import', key: 'enterpriseImport', site: 'enterprise' },
  { to: '/enterprise/enclaves', key: 'enclaveExport', site: 'enterprise' },
  { to: '/enclave/import', key: 'enclaveImport', site: 'enclave' },
  { to: '/approvals', key: 'approvals', site: 'enterprise' },
] as const satisfies readonly { to: string; key: string; site: Site }[];

const manage = [
  { to: '/jobs', key: 'jobs' },
  { to: '/report', key: 'report' },
  { to: '/transfer', key: 'transfer' },
  { to: '/resources', key: 'resources' },
  { to: '/registries', key: 'registries' },
  { to: '/enclaves', key: 'enclaves' },
  { to: '/settings', key: 'settings' },
  { to: '/support', key: 'support' },
  { to: '/help', key: 'help' },
] as const;

/** The flows of this machine's environment first; all of them while none is chosen. */
export function Navigation({ isOpen }: { readonly isOpen: boolean }): ReactNode {
  const { t } = useTranslation('shell');
  const site = useSlice('settings', ({ view }) => view?.settings.site ?? null);
  const flows = site === null ? work : work.filter((entry) => entry.site === site);
  return (
    <PageSidebar isSidebarOpen={isOpen}>
      <PageSidebarBody>
        <Nav aria-label={t('navigation')}>
          <NavList>
            <Entry to="/" label={t('nav.home')} isExact />
          </NavList>
          <NavGroup title={t('navGroup.work')}>
            {flows.map(({ to, key }) => (
              <Entry key={to} to={to} label={t(`nav.${key}`)} />
            ))}
          </NavGroup>
          <NavGroup title={t('navGroup.manage')}>
            {manage.map(({ to, key }) => (
              <Entry key={to} to={to} label={t(`nav.${key}`)} />
            ))}
          </NavGroup>
        </Nav>
      </PageSidebarBody>
    </PageSidebar>
  );
}

function Entry({
  to,
  label,
  isExact = false,
}: {
  readonly to: string;
  readonly label: string;
  readonly isExact?: boolean;
}): ReactNode {
  const { pathname } = useLocation();
  const active = isExact ? pathname === to : pathname === to || pathname.startsWith(`${to}/`);
  return (
    <NavItem isActive={active}>
      <NavLink to={to} end={isExact}>
        {label}
      </NavLink>
    </NavItem>
  );
}
