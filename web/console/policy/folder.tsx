/** The folder as it stands on the server: its mistakes, or what publishing it would change. */
import { useEffect, useRef } from 'react'
import type { PolicyFolderView } from '../../../src/http/wire-policy.ts'
import type { Problem } from '../../shared/api.ts'
import { sayProblem } from '../../shared/api.ts'
import { Button } from '../../shared/ui/button.tsx'
import { Notice } from '../../shared/ui/notice.tsx'
import { Loading, Skeleton } from '../../shared/ui/skeleton.tsx'
import { sayCount } from '../../shared/words.ts'
import { Levels } from '../coverage/levels.tsx'
import { Differences } from './differences.tsx'
import { sayWhatHolds } from './words.ts'

interface FolderProps {
  /** Undefined while it is read, or where it could not be. */
  readonly check: PolicyFolderView | undefined
  readonly error: Error | null
  readonly busy: boolean
  /** Why what had been checked was not published. */
  readonly refused: Problem | null
  /** The version that holds now, as far as this page has heard. */
  readonly current: number | undefined
  readonly onCheck: () => void
  readonly onPublish: () => void
  readonly onClose: () => void
}

export function Folder({ check, error, busy, refused, current, onCheck, onPublish, onClose }: FolderProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  // Whoever asked goes on from what was found.
  useEffect(() => {
    if (!busy) heading.current?.focus()
  }, [busy])
  return (
    <section aria-labelledby="policy-folder" className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <div className="min-w-0 flex-1 basis-64">
          <h2 id="policy-folder" ref={heading} tabIndex={-1} className="font-semibold outline-none">
            {busy ? 'The folder is read …' : 'The folder as it stands now'}
          </h2>
          {check === undefined ? null : <p className="text-note wrap-anywhere text-muted">{check.folder}</p>}
        </div>
        <div className="flex gap-2">
          <Button look="bare" onClick={onClose}>
            Close
          </Button>
          <Button busy={busy} onClick={onCheck}>
            Check again
          </Button>
        </div>
      </div>
      {refused === null ? null : (
        <Notice tone="broken" title="Nothing was published" alert>
          {refused.message}
        </Notice>
      )}
      {busy ? (
        <Loading what="the folder">
          <Skeleton className="h-16 w-full max-w-3xl" />
        </Loading>
      ) : error !== null ? (
        <Notice tone="broken" title="The folder cannot be checked" alert>
          {sayProblem(error)}
        </Notice>
      ) : check === undefined ? null : check.publishable === null ? (
        <Mistakes mistakes={check.mistakes} />
      ) : (
        <Publishable
          publishable={check.publishable}
          openTickets={check.openTickets}
          current={current}
          onPublish={onPublish}
        />
      )}
    </section>
  )
}

function Mistakes({ mistakes }: Pick<PolicyFolderView, 'mistakes'>) {
  return (
    <>
      <Notice tone="broken" title={sayCount(mistakes.length, 'mistake')}>
        Nothing can be published until {mistakes.length === 1 ? 'it is' : 'they are'} mended in the folder.
      </Notice>
      <ul aria-label="Mistakes" className="divide-y divide-line border-y border-line text-note">
        {mistakes.map(({ file, line, column, path, found, expected }) => (
          <li
            key={`${file}:${line}:${column}:${path}:${found}:${expected}`}
            className="grid gap-x-5 py-2 md:grid-cols-[minmax(0,2fr)_minmax(0,5fr)]"
          >
            <div className="min-w-0 wrap-anywhere">
              <p className="num font-medium">
                {file}, line {line}
              </p>
              <p className="text-muted">{path}</p>
            </div>
            <p className="min-w-0 whitespace-pre-wrap wrap-anywhere">
              Found {found}; <span className="text-muted">expected</span> {expected}.
            </p>
          </li>
        ))}
      </ul>
    </>
  )
}

interface PublishableProps {
  readonly publishable: NonNullable<PolicyFolderView['publishable']>
  readonly openTickets: number
  readonly current: number | undefined
  readonly onPublish: () => void
}

function Publishable({ publishable, openTickets, current, onPublish }: PublishableProps) {
  const { follows, differences, obstacles, coverage } = publishable
  if (differences.length === 0)
    return (
      <Notice title="No mistakes, and nothing to publish">
        The folder says what version {follows} says, which holds already.
      </Notice>
    )
  const isOvertaken = current !== undefined && current > follows
  return (
    <>
      <Notice title={`No mistakes, ${sayCount(differences.length, 'change')} to version ${follows}`}>
        {sayWhatHolds(openTickets)}
      </Notice>
      {obstacles.length === 0 ? null : (
        <Notice tone="broken" title="It cannot be published as it is">
          {obstacles.map((each) => (
            <p key={each}>{each}</p>
          ))}
        </Notice>
      )}
      <Button
        look="go"
        className="self-start"
        because={
          isOvertaken
            ? `Version ${current} was published meanwhile: check the folder again.`
            : obstacles.length > 0
              ? 'It would leave partners without a tier.'
              : null
        }
        onClick={onPublish}
      >
        Publish as version {follows + 1}
      </Button>
      <div>
        <Differences items={differences} label={`Changes to version ${follows}`} />
      </div>
      <details open={!coverage.complete} className="text-note">
        <summary className="cursor-default py-1 font-medium">Whom its levels reach</summary>
        <div className="flex flex-col gap-3 pt-1">
          <Levels summary={coverage.summary} />
        </div>
      </details>
    </>
  )
}
