/** The bar of a phone, within reach of the thumb: the places that are wanted most, and the others behind one of them. */
import { Menu as Base } from '@base-ui/react/menu'
import { Link, useLocation } from '@tanstack/react-router'
import { useRef } from 'react'
import { cx } from './ui/cx.ts'
import { Icon } from './ui/icons.tsx'
import { itemClass, popupClass } from './ui/select.tsx'

export interface BarPlace {
  readonly to: string
  readonly label: string
  /** Where there is little room. */
  readonly short?: string
  /** What stands beside it, e.g. how many wait there. */
  readonly aside?: string
}

export interface BarGroup {
  readonly label: string
  readonly places: readonly BarPlace[]
}

/** Of everything that stands in a bar. */
export const barClass =
  'flex h-14 min-w-0 flex-col items-center justify-center border-t-2 border-transparent text-muted focus-visible:-outline-offset-2 data-[status=active]:border-ink data-[status=active]:font-semibold data-[status=active]:text-ink'

/** The sign above the word. */
export const BarSign = ({ children }: { children: React.ReactNode }) => (
  <span className="num grid h-5 place-items-center text-note">{children}</span>
)

/** As high as the bar: so much of the page's end lies beneath it. */
export const underBar = 'max-md:pb-[calc(57px+env(safe-area-inset-bottom))]'

export const PlaceBar = ({ className, children }: { className: string; children: React.ReactNode }) => (
  <nav
    aria-label="Main"
    className={cx(
      'fixed inset-x-0 bottom-0 z-30 grid border-t border-line bg-bg pb-[env(safe-area-inset-bottom)] text-small md:hidden print:hidden',
      className,
    )}
  >
    {children}
  </nav>
)

/** The other places, by what they are about. Where the reader is at one of them, the button bears its name. */
export function MorePlaces({ groups }: { groups: readonly BarGroup[] }) {
  const path = useLocation({ select: ({ pathname }) => pathname })
  const isAt = ({ to }: BarPlace): boolean => path === to || path.startsWith(`${to}/`)
  const here = groups.flatMap(({ places }) => places).find(isAt)
  const name = here?.short ?? here?.label
  // Within the bar, so that it belongs to the navigation for those who go by its landmarks.
  const inside = useRef<HTMLDivElement>(null)
  return (
    <Base.Root>
      <Base.Trigger
        aria-label={name === undefined ? 'More places' : `${name}, more places`}
        className={cx(barClass, 'data-popup-open:text-ink')}
        {...(here === undefined ? {} : { 'data-status': 'active', 'aria-current': 'true' })}
      >
        <BarSign>
          <Icon name="menu" />
        </BarSign>
        <span className="max-w-full truncate px-0.5">{name ?? 'More'}</span>
      </Base.Trigger>
      <div ref={inside} className="contents" />
      <Base.Portal container={inside}>
        <Base.Positioner sideOffset={4} align="end" collisionPadding={8} className="z-50">
          <Base.Popup
            className={cx(popupClass, 'max-h-(--available-height) w-64 overflow-y-auto overscroll-contain py-1')}
          >
            {groups.map(({ label, places }) => (
              <Base.Group
                key={label}
                className="not-first:mt-1 not-first:border-t not-first:border-line not-first:pt-1"
              >
                <Base.GroupLabel className="px-2.5 pt-1 pb-0.5 text-small text-muted">{label}</Base.GroupLabel>
                {places.map((place) => (
                  <Base.LinkItem
                    key={place.to}
                    closeOnClick
                    render={<Link to={place.to} />}
                    className={cx(itemClass, 'justify-between', place === here && 'bg-soft font-semibold')}
                    {...(place === here ? { 'aria-current': 'page' } : {})}
                  >
                    {place.label}
                    {place.aside === undefined ? null : (
                      <span className="num font-normal text-muted">{place.aside}</span>
                    )}
                  </Base.LinkItem>
                ))}
              </Base.Group>
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
