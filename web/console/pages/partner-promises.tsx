/** The statement of promises of one partner, as the partner itself has it (C12). */
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { pages } from '../../shared/pages.ts'
import { Statement } from '../../shared/statement/page.tsx'
import { buttonClass } from '../../shared/ui/button.tsx'
import { Icon } from '../../shared/ui/icons.tsx'

export function PartnerPromisesPage() {
  const { partner } = useParams({ from: '/app/partners/$partner/promises' })
  const search = useSearch({ from: '/app/partners/$partner/promises' })
  const navigate = useNavigate()
  const back = (
    <Link
      to={pages.partner}
      params={{ partner }}
      aria-label="Back to the partner"
      className={buttonClass({ look: 'bare' }, '-ml-2 px-1.5')}
    >
      <Icon name="back" />
    </Link>
  )
  return (
    <Statement
      partner={partner}
      search={search}
      back={back}
      onAsk={(next) =>
        void navigate({
          to: pages.partnerPromises,
          params: { partner },
          search: next,
          replace: true,
          resetScroll: false,
        })
      }
    />
  )
}
