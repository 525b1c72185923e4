/** Single sign-on did not lead into the desk: why not, whom to ask, and what can be done here. */
import { useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { pages } from '../shared/pages.ts'
import { withQuery } from '../shared/paths.ts'
import { queries } from '../shared/queries.ts'
import { useTitle } from '../shared/title.tsx'
import { buttonClass } from '../shared/ui/button.tsx'
import { Mark } from '../shared/ui/mark.tsx'

interface Words {
  readonly title: string
  /** LABEL is what its people call the provider. */
  readonly says: string
  readonly advice: string
  /** What may help: the same way once more, or as somebody else. */
  readonly help: 'again' | 'other account'
}

const ask = 'Ask an administrator of this desk'

/** By the reason in the address, as `single-sign-on-trip.ts` gives it. */
const refusals: Readonly<Record<string, Words>> = {
  unknown: {
    title: 'Nobody here has your address',
    says: 'You are signed in with LABEL, and nobody is registered at this desk with the address of that account.',
    advice: `${ask} to add you, with exactly that address. Partners ask their partner account manager.`,
    help: 'other account',
  },
  left: {
    title: 'Your access has ended',
    says: 'You are known at this desk, and your access was deactivated.',
    advice: `${ask} if you should still work here.`,
    help: 'other account',
  },
  side: {
    title: 'This way is for the staff',
    says: 'Single sign-on is for the vendor’s own people here.',
    advice:
      'As a partner’s contact you sign in with e-mail and password. If you have no password, ask your partner account manager for a link.',
    help: 'other account',
  },
  taken: {
    title: 'Your address belongs to another account',
    says: 'Whoever has your address at this desk comes in with another account of the provider than the one that you came with.',
    advice: `If your account there was replaced by a new one, ${ask.toLowerCase()} to unlink the old one: on the screen Staff, under Change.`,
    help: 'other account',
  },
  unverified: {
    title: 'Your address is not confirmed',
    says: 'The provider has not confirmed that the address of your account is yours.',
    advice: 'Confirm it there, or ask whoever keeps your account there; then come back.',
    help: 'again',
  },
  cancelled: {
    title: 'You were not signed in',
    says: 'The sign-in was stopped at the provider.',
    advice: 'Nothing was changed.',
    help: 'again',
  },
  stale: {
    title: 'This sign-in is over',
    says: 'It took longer than ten minutes, was finished already, or was begun in another browser.',
    advice: 'Begin again from here.',
    help: 'again',
  },
  unreachable: {
    title: 'The provider cannot be reached',
    says: 'The desk works; the service that says who you are does not answer it as it should.',
    advice: `Try again in a few minutes. If it lasts, tell whoever keeps this desk: its log says what is wrong.`,
    help: 'again',
  },
  untrusted: {
    title: 'The provider’s answer does not hold',
    says: 'What came back did not prove who you are, so nobody was signed in.',
    advice: 'Try once more. If it comes again, tell whoever keeps this desk: its log says what does not fit.',
    help: 'again',
  },
  many: {
    title: 'Too many attempts',
    says: 'There were very many sign-ins from your network within a few minutes.',
    advice: 'Wait a quarter of an hour, and try again.',
    help: 'again',
  },
}

const other: Words = {
  title: 'You were not signed in',
  says: 'Single sign-on did not come to its end.',
  advice: `Try again. If it comes again, ${ask.toLowerCase()}.`,
  help: 'again',
}

export function RefusedPage() {
  const { why, next } = useSearch({ from: '/sign-in/refused' })
  const { title, says, advice, help } =
    (why !== undefined && Object.hasOwn(refusals, why) ? refusals[why] : undefined) ?? other
  useTitle(title)
  const way = useQuery(queries.signInWays()).data?.singleSignOn ?? null
  return (
    <main className="mx-auto flex min-h-dvh max-w-[440px] flex-col justify-center gap-6 px-5 py-10">
      <Mark />
      <div className="flex flex-col gap-2">
        <h1 className="text-title font-semibold">{title}</h1>
        <p>{says.replace('LABEL', way?.label ?? 'single sign-on')}</p>
        <p className="text-muted">{advice}</p>
      </div>
      <div className="flex min-h-10 flex-wrap items-center gap-x-4 gap-y-3">
        {way === null ? null : (
          <a
            href={withQuery(way.href, { next, choose: help === 'other account' ? '1' : undefined })}
            className={buttonClass({ look: 'go', size: 'large' })}
          >
            {help === 'again' ? 'Try again' : 'Take another account'}
          </a>
        )}
        <a href={withQuery(pages.signIn, { next })} className="underline underline-offset-2">
          Other ways to sign in
        </a>
      </div>
    </main>
  )
}
