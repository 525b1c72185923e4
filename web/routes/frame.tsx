/** What stands around every screen: the door, pages that a link alone opens, and who may come further. */
import {
  createRootRoute,
  createRoute,
  lazyRouteComponent,
  notFound,
  Outlet,
  redirect,
  rootRouteId,
} from '@tanstack/react-router'
import { Problem } from '../shared/api.ts'
import { Failure, NotFound } from '../shared/failure.tsx'
import { beginLive } from '../shared/live.ts'
import { readNext } from '../shared/next-page.ts'
import { pages } from '../shared/pages.ts'
import { queries, queryClient } from '../shared/queries.ts'
import { FrameSkeleton } from '../shared/frame-skeleton.tsx'
import { keepDraftsOf } from '../shared/session.ts'
import { bySide } from '../shared/by-side.tsx'

const ConsoleFrame = lazyRouteComponent(() => import('../console/frame.tsx'), 'ConsoleFrame')
const PortalFrame = lazyRouteComponent(() => import('../portal/frame.tsx'), 'PortalFrame')
const frame = bySide(ConsoleFrame, PortalFrame)

export const root = createRootRoute({ component: Outlet, notFoundComponent: () => <NotFound alone /> })

export const signIn = createRoute({
  getParentRoute: () => root,
  path: pages.signIn,
  validateSearch: readNext,
  // Which ways there are is known before the page is drawn: nothing moves when it is.
  loader: () => queryClient.prefetchQuery(queries.signInWays()),
  component: lazyRouteComponent(() => import('../sign-in/page.tsx'), 'SignInPage'),
})

/** Where whoever comes back from single sign-on without having got in is told why. */
export const signInRefused = createRoute({
  getParentRoute: () => root,
  path: pages.signInRefused,
  validateSearch: (search: Record<string, unknown>): { why?: string; next?: string } => ({
    ...(typeof search.why === 'string' ? { why: search.why } : {}),
    ...readNext(search),
  }),
  loader: () => queryClient.prefetchQuery(queries.signInWays()),
  component: lazyRouteComponent(() => import('../sign-in/refused.tsx'), 'RefusedPage'),
})

/** B2: by the link of a receipt, without signing in. */
export const supply = createRoute({
  getParentRoute: () => root,
  path: pages.supply,
  component: lazyRouteComponent(() => import('../supply/page.tsx'), 'SupplyPage'),
})

/** E1, E2, E5: by the link of a letter, a customer answers without an account. */
export const confirm = createRoute({
  getParentRoute: () => root,
  path: pages.confirm,
  component: lazyRouteComponent(() => import('../confirm/page.tsx'), 'ConfirmPage'),
})

/** By the link that an administrator made, somebody sets a password. */
export const password = createRoute({
  getParentRoute: () => root,
  path: pages.password,
  component: lazyRouteComponent(() => import('../password/page.tsx'), 'PasswordPage'),
})

/** Everything below it is for people who are signed in. */
export const app = createRoute({
  getParentRoute: () => root,
  id: 'app',
  beforeLoad: async ({ location, matches }) => {
    try {
      const me = await queryClient.ensureQueryData(queries.me())
      if (me.lacksSecondFactor)
        throw redirect({ to: pages.setUpSecondFactor, search: location.href === '/' ? {} : { next: location.href } })
      keepDraftsOf(me)
      beginLive()
      // Its words stand on every screen: asked for beside them.
      void queryClient.prefetchQuery(queries.policy())
      return { me }
    } catch (reason) {
      if (!(reason instanceof Problem && reason.status === 401)) throw reason
      // Whoever is nobody here may have a letter's link with a letter too few: signing in would not help.
      if (matches.some(({ routeId }) => routeId === nowhereId)) throw notFound({ routeId: rootRouteId })
      throw redirect({ to: pages.signIn, search: location.href === '/' ? {} : { next: location.href } })
    }
  },
  loader: ({ context }) => frame.loader({ context }),
  component: frame.component,
  pendingComponent: FrameSkeleton,
  errorComponent: ({ error, reset }) => <Failure alone error={error} retry={reset} />,
  notFoundComponent: () => <NotFound />,
})

const nowhereId = '/app/$'
/** Any other address, said beside where one can go on to. */
export const nowhere = createRoute({ getParentRoute: () => app, path: '$', component: () => <NotFound /> })

export const readChatSearch = (search: Record<string, unknown>): { chat?: string } =>
  typeof search.chat === 'string' && isId(search.chat) ? { chat: search.chat } : {}

export const isId = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)

/** A page of one side; whoever comes from the other goes to their own first page. */
export const onlyFor =
  (side: 'staff' | 'partner') =>
  ({ context }: { context: { me: { side: string } } }): void => {
    if (context.me.side !== side) throw redirect({ to: pages.home, replace: true })
  }
