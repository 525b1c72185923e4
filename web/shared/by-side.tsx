/** One address, two readers: the same ticket looks different to an agent and to the partner. */
import type { lazyRouteComponent } from '@tanstack/react-router'
import { useMe } from './session.ts'

type Page = ReturnType<typeof lazyRouteComponent>

interface Reader {
  readonly context: { readonly me: { readonly side: string } }
}

/**
 * What a route needs to show each side its own screen. The screen is fetched before it is drawn: drawn first, React
 * would show what stands in its place for 300 ms at least.
 */
export const bySide = (staff: Page, partner: Page) => ({
  loader: ({ context }: Reader) => (context.me.side === 'staff' ? staff : partner).preload?.(),
  component: function BySide() {
    const Screen = useMe().side === 'staff' ? staff : partner
    return <Screen />
  },
})
