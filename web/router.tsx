/** The tree of all addresses; each screen is a file, loaded when it is wanted. */
import { createRouter } from '@tanstack/react-router'
import { Problem } from './shared/api.ts'
import { Failure } from './shared/failure.tsx'
import { pages } from './shared/pages.ts'
import { withQuery } from './shared/paths.ts'
import { queryClient } from './shared/queries.ts'
import { sharedRoutes } from './routes/both.tsx'
import { administrationRoutes } from './routes/administration.tsx'
import { consoleRoutes } from './routes/console.tsx'
import { app, confirm, nowhere, password, root, signIn, signInRefused, supply } from './routes/frame.tsx'
import { portalRoutes } from './routes/portal.tsx'
import { code, setUpSecondFactor } from './routes/second-factor.tsx'

export const router = createRouter({
  routeTree: root.addChildren([
    signIn,
    code,
    setUpSecondFactor,
    signInRefused,
    supply,
    confirm,
    password,
    app.addChildren([...consoleRoutes, ...administrationRoutes, ...portalRoutes, ...sharedRoutes, nowhere]),
  ]),
  scrollRestoration: true,
  // What a page does not ask for is not in its search.
  search: { strict: true },
  // Plain words in the address: ?severity=1, as a person would write it.
  parseSearch: (search) => Object.fromEntries(new URLSearchParams(search)),
  stringifySearch: (search) => withQuery('', search as Readonly<Record<string, string>>),
  defaultPreload: 'intent',
  defaultPendingMs: 150,
  // What stands in place of a screen goes as soon as the screen is there.
  defaultPendingMinMs: 0,
  defaultErrorComponent: ({ error, reset }) => <Failure error={error} retry={reset} />,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}

// A session that ended while a page was open: sign in again and come back to it.
queryClient.getQueryCache().subscribe(({ type, query }) => {
  if (type !== 'updated' || !(query.state.error instanceof Problem) || query.state.error.status !== 401) return
  if (query.queryKey[0] === 'me' || router.state.location.pathname === pages.signIn) return
  queryClient.removeQueries({ queryKey: ['me'] })
  void router.invalidate()
})
