/** Which address shows which screen of how the desk is kept: staff alone, and mostly administrators. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { readAuditFilter } from '../console/audit/queries.ts'
import { readMailFilter } from '../console/mail/queries.ts'
import { readPolicySearch } from '../console/policy/queries.ts'
import { pages } from '../shared/pages.ts'
import { readKeySearch, readStaffSearch } from '../shared/people/queries.ts'
import { app, onlyFor } from './frame.tsx'

const setup = createRoute({
  getParentRoute: () => app,
  path: pages.setup,
  beforeLoad: onlyFor('staff'),
  component: lazyRouteComponent(() => import('../console/pages/setup.tsx'), 'SetupPage'),
})
const mail = createRoute({
  getParentRoute: () => app,
  path: pages.mail,
  beforeLoad: onlyFor('staff'),
  validateSearch: readMailFilter,
  component: lazyRouteComponent(() => import('../console/pages/mail.tsx'), 'MailPage'),
})
const policy = createRoute({
  getParentRoute: () => app,
  path: pages.policy,
  beforeLoad: onlyFor('staff'),
  validateSearch: readPolicySearch,
  component: lazyRouteComponent(() => import('../console/pages/policy.tsx'), 'PolicyPage'),
})
const widget = createRoute({
  getParentRoute: () => app,
  path: pages.widget,
  beforeLoad: onlyFor('staff'),
  component: lazyRouteComponent(() => import('../console/pages/widget.tsx'), 'WidgetPage'),
})
const audit = createRoute({
  getParentRoute: () => app,
  path: pages.audit,
  beforeLoad: onlyFor('staff'),
  validateSearch: readAuditFilter,
  component: lazyRouteComponent(() => import('../console/pages/audit.tsx'), 'AuditPage'),
})
const staff = createRoute({
  getParentRoute: () => app,
  path: pages.staff,
  beforeLoad: onlyFor('staff'),
  validateSearch: readStaffSearch,
  component: lazyRouteComponent(() => import('../console/pages/staff.tsx'), 'StaffPage'),
})
const keys = createRoute({
  getParentRoute: () => app,
  path: pages.keys,
  beforeLoad: onlyFor('staff'),
  validateSearch: readKeySearch,
  component: lazyRouteComponent(() => import('../console/pages/keys.tsx'), 'KeysPage'),
})

export const administrationRoutes = [setup, mail, policy, widget, audit, staff, keys] as const
