/** The client's beginning. */
import { CSPProvider } from '@base-ui/react/csp-provider'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { router } from './router.tsx'
import { isAway, screenMissing } from './shared/failure.tsx'
import { HatchPattern } from './shared/promise-bar/line.tsx'
import { queryClient } from './shared/queries.ts'
import { watchOtherTabs } from './shared/session.ts'
import { Announcer } from './shared/title.tsx'
import { Toasts } from './shared/ui/toast.tsx'
import { TooltipProvider } from './shared/ui/tooltip.tsx'
import './styles/index.css'

// A screen that cannot be had: the network is away, or a new version was put in place while this tab was open. Only then is
// the page loaded anew, and not for ever: without a network nothing would be left of it.
addEventListener('vite:preloadError', ({ payload }) => {
  payload.name = screenMissing
  payload.message = 'This page could not be loaded. Check your connection and try again; nothing you typed is lost.'
  const last = Number(sessionStorage.getItem('reloaded-at') ?? 0)
  if (Date.now() - last < 10_000) return
  void fetch('/', { method: 'HEAD', cache: 'no-store' }).then(
    ({ ok }) => {
      if (!ok) return
      sessionStorage.setItem('reloaded-at', String(Date.now()))
      location.reload()
    },
    () => undefined,
  )
})

watchOtherTabs()

createRoot(document.getElementById('app')!, {
  // What is said on the screen, with what to do, is no mistake of ours.
  onCaughtError: (error) => (isAway(error) ? undefined : console.error(error)),
}).render(
  <StrictMode>
    {/* The server's content policy allows no style that is not in a file of ours. */}
    <CSPProvider disableStyleElements>
      <QueryClientProvider client={queryClient}>
        <TooltipProvider delay={400}>
          <HatchPattern />
          <RouterProvider router={router} />
          <Toasts />
          <Announcer />
        </TooltipProvider>
      </QueryClientProvider>
    </CSPProvider>
  </StrictMode>,
)
