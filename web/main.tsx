/** The client's beginning. */
import { CSPProvider } from '@base-ui/react/csp-provider'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { router } from './router.tsx'
import { HatchPattern } from './shared/promise-bar/line.tsx'
import { queryClient } from './shared/queries.ts'
import { watchOtherTabs } from './shared/session.ts'
import { Announcer } from './shared/title.tsx'
import { Toasts } from './shared/ui/toast.tsx'
import { TooltipProvider } from './shared/ui/tooltip.tsx'
import './styles/index.css'

// A new version was put in place while this tab was open: the parts it still wants are gone. Reload, but not for ever.
addEventListener('vite:preloadError', (event) => {
  const last = Number(sessionStorage.getItem('reloaded-at') ?? 0)
  if (Date.now() - last < 10_000) return
  sessionStorage.setItem('reloaded-at', String(Date.now()))
  event.preventDefault()
  location.reload()
})

watchOtherTabs()

createRoot(document.getElementById('app')!).render(
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
