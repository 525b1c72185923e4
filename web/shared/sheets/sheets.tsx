/** What is shown of a partner (E8): each sheet as others see it, what of it is being changed, and the ways to ask. */
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { NotRead } from '../failure.tsx'
import { useNow } from '../now.ts'
import { Part } from '../registry/list.tsx'
import { readInstant, sayBriefly } from '../time.ts'
import { Button } from '../ui/button.tsx'
import { Loading, Skeleton } from '../ui/skeleton.tsx'
import { sayCount } from '../words.ts'
import { ChangeDialog } from './change-dialog.tsx'
import { sheetQueries, type Kind, type Sheet } from './queries.ts'
import { SheetRequests } from './requests.tsx'
import { SheetCard } from './sheet-card.tsx'
import { TakeDownDialog } from './take-down-dialog.tsx'
import { VersionsDialog } from './versions-dialog.tsx'
import { standingWords } from './words.ts'

type Reader = 'staff' | 'partner'
type Asking = { readonly kind: Kind; readonly sheet: Sheet | null; readonly what: 'change' | 'take-down' | 'history' }

interface SheetsProps {
  readonly partner: string
  readonly reader: Reader
}

export function Sheets({ partner, reader }: SheetsProps) {
  const found = useQuery(sheetQueries.of(partner))
  const [asking, setAsking] = useState<Asking | null>(null)
  const close = (): void => setAsking(null)
  if (found.data === undefined)
    return found.error === null ? (
      <Loading what="the profile">
        <Skeleton className="h-40 w-full" />
      </Loading>
    ) : (
      <NotRead error={found.error} retry={found.refetch} />
    )
  const { kinds, sheets, changes } = found.data
  return (
    <>
      <SheetRequests changes={changes} reader={reader} />
      {kinds.map((kind) => {
        const own = sheets.filter((sheet) => sheet.kind === kind.id)
        const ask = (sheet: Sheet | null, what: Asking['what'] = 'change'): void => setAsking({ kind, sheet, what })
        return kind.many ? (
          <Many key={kind.id} kind={kind} sheets={own} reader={reader} onAsk={ask} />
        ) : (
          own.map((sheet) => <Single key={kind.id} kind={kind} sheet={sheet} reader={reader} onAsk={ask} />)
        )
      })}
      {asking === null ? null : asking.what === 'change' ? (
        <ChangeDialog partner={partner} kind={asking.kind} sheet={asking.sheet} onClose={close} />
      ) : asking.sheet?.id == null ? null : asking.what === 'history' ? (
        <VersionsDialog sheet={asking.sheet.id} title={asking.sheet.title} onClose={close} />
      ) : (
        <TakeDownDialog partner={partner} kind={asking.kind} sheet={asking.sheet} onClose={close} />
      )}
    </>
  )
}

interface KindProps {
  readonly kind: Kind
  readonly reader: Reader
  readonly onAsk: (sheet: Sheet | null, what?: Asking['what']) => void
}

/** Why no change can be asked for; null where one can. */
const noWorkflow = ({ workflow }: Kind): string | null =>
  workflow === null ? 'The policy has no workflow by which this changes.' : null

function Single({ kind, sheet, reader, onAsk }: KindProps & { readonly sheet: Sheet }) {
  return (
    <Part
      title={kind.name}
      action={
        <span className="flex flex-wrap gap-2">
          <History sheet={sheet} onAsk={onAsk} />
          <Button size="small" because={noWorkflow(kind)} onClick={() => onAsk(sheet)}>
            Change<span className="sr-only"> the {kind.name.toLowerCase()}</span>
          </Button>
        </span>
      }
    >
      <p className="pb-2 text-note text-muted">
        {kind.says} <Pending sheet={sheet} />
      </p>
      <SheetCard sheet={sheet} reader={reader} />
    </Part>
  )
}

const Pending = ({ sheet: { open } }: { readonly sheet: Sheet }) =>
  open.length === 0 ? null : (
    <span className="text-ink">
      {sayCount(open.length, 'change is', 'changes are')} asked for: see 'Profile changes'.
    </span>
  )

function History({ sheet, onAsk }: { readonly sheet: Sheet; readonly onAsk: KindProps['onAsk'] }) {
  return sheet.version === 0 ? null : (
    <Button size="small" look="bare" onClick={() => onAsk(sheet, 'history')}>
      History<span className="sr-only"> of {sheet.title}</span>
    </Button>
  )
}

function Many({ kind, sheets, reader, onAsk }: KindProps & { readonly sheets: readonly Sheet[] }) {
  const plural = kind.name.endsWith('y') ? `${kind.name.slice(0, -1)}ies` : `${kind.name}s`
  const shown = sheets.filter(({ standing }) => standing === 'published').length
  return (
    <Part
      title={plural}
      {...(sheets.length === 0 ? {} : { count: `${shown} shown` })}
      action={
        <Button size="small" because={noWorkflow(kind)} onClick={() => onAsk(null)}>
          Add a {kind.name.toLowerCase()}
        </Button>
      }
    >
      {sheets.length === 0 ? (
        <p className="text-note text-muted">
          None yet. {kind.says}{' '}
          {reader === 'partner'
            ? 'What you add is shown once it is approved.'
            : 'What is added is shown once it is approved.'}
        </p>
      ) : (
        <ul className="flex flex-col gap-4">
          {sheets.map((sheet) => (
            <OneOfMany key={sheet.id} kind={kind} sheet={sheet} reader={reader} onAsk={onAsk} />
          ))}
        </ul>
      )}
    </Part>
  )
}

function OneOfMany({ kind, sheet, reader, onAsk }: KindProps & { readonly sheet: Sheet }) {
  const now = useNow(60_000)
  const { standing, publishedAt, takenDownAt, title, version } = sheet
  const since = standing === 'published' ? publishedAt : standing === 'taken-down' ? takenDownAt : null
  return (
    <li className="flex flex-col gap-1">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <p className="min-w-0 flex-1 basis-full text-note sm:basis-48 text-muted">
          <span className={standing === 'published' ? 'font-semibold text-ink' : 'font-semibold'}>
            {standingWords[standing]}
          </span>
          {since === null ? '' : ` since ${sayBriefly(readInstant(since), now)}`}
          {version > 1 ? `, version ${version}` : ''} <Pending sheet={sheet} />
        </p>
        <History sheet={sheet} onAsk={onAsk} />
        {standing === 'published' ? (
          <Button size="small" look="bare" because={noWorkflow(kind)} onClick={() => onAsk(sheet, 'take-down')}>
            Take down<span className="sr-only"> {title}</span>
          </Button>
        ) : null}
        <Button
          size="small"
          because={
            noWorkflow(kind) ??
            (standing === 'proposed' ? 'It is asked for already: answer or take it back on its ticket.' : null)
          }
          onClick={() => onAsk(sheet)}
        >
          {standing === 'published' ? 'Change' : standing === 'taken-down' ? 'Show again' : 'Ask again'}
          <span className="sr-only"> {title}</span>
        </Button>
      </div>
      <SheetCard sheet={sheet} reader={reader} />
    </li>
  )
}
