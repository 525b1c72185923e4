/** The way in by the provider, on the page of the door. */
import type { SignInWaysView } from '../../src/http/wire-single-sign-on.ts'
import { withQuery } from '../shared/paths.ts'
import { Button, buttonClass } from '../shared/ui/button.tsx'

type Way = NonNullable<SignInWaysView['singleSignOn']>

/** A link and no request of the page's: the browser itself goes there and comes back. */
export const SingleSignOnLink = ({ way, next }: { way: Way; next: string | undefined }) => (
  <a href={withQuery(way.href, { next })} className={buttonClass({ look: 'go', size: 'large' })}>
    <span className="truncate">Sign in with {way.label}</span>
  </a>
)

/** What stands between both ways; where staff have but the one, the other is shown on asking. */
export function OtherWay({ way, isOpen, onOpen }: { way: Way; isOpen: boolean; onOpen: () => void }) {
  if (way.only && !isOpen)
    return (
      <Button look="bare" className="self-center" onClick={onOpen}>
        Partners: sign in with a password
      </Button>
    )
  return (
    <p className="flex items-center gap-3 text-note text-muted before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
      {way.only
        ? 'partners, with a password'
        : way.for === 'staff'
          ? 'or with a password, as partners do'
          : 'or with a password'}
    </p>
  )
}
