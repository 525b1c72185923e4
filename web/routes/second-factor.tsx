/** What stands between the door and the screens: the second half of signing in, and setting up what the desk asks for. */
import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { Problem } from '../shared/api.ts'
import { readNext } from '../shared/next-page.ts'
import { pages } from '../shared/pages.ts'
import { queries, queryClient } from '../shared/queries.ts'
import { root } from './frame.tsx'

export const code = createRoute({
  getParentRoute: () => root,
  path: pages.code,
  validateSearch: readNext,
  component: lazyRouteComponent(() => import('../sign-in/code-page.tsx'), 'CodePage'),
})

export const setUpSecondFactor = createRoute({
  getParentRoute: () => root,
  path: pages.setUpSecondFactor,
  validateSearch: readNext,
  beforeLoad: async ({ search }) => {
    const me = await queryClient.ensureQueryData(queries.me()).catch((reason: unknown) => {
      if (reason instanceof Problem && reason.status === 401) throw redirect({ to: pages.signIn, search })
      throw reason
    })
    if (!me.lacksSecondFactor) throw redirect({ to: search.next ?? pages.home, replace: true })
  },
  component: lazyRouteComponent(() => import('../sign-in/set-up-page.tsx'), 'SetUpPage'),
})
