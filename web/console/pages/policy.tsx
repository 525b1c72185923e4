/** The policy's versions, for all of the staff; the folder that the next one comes from, for administrators (C9). */
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { pages } from '../../shared/pages.ts'
import { queries } from '../../shared/queries.ts'
import { List, Part } from '../../shared/registry/list.tsx'
import { useMe } from '../../shared/session.ts'
import type { Problem } from '../../shared/api.ts'
import { NotRead } from '../../shared/failure.tsx'
import { useTitle } from '../../shared/title.tsx'
import { Button, buttonClass } from '../../shared/ui/button.tsx'
import { PageHeading } from '../../shared/ui/heading.tsx'
import { Loading, Skeleton } from '../../shared/ui/skeleton.tsx'
import { Levels } from '../coverage/levels.tsx'
import { Folder } from '../policy/folder.tsx'
import { PublishDialog } from '../policy/publish-dialog.tsx'
import { policyQueries, type PolicySearch } from '../policy/queries.ts'
import { Version } from '../policy/version.tsx'

export function PolicyPage() {
  useTitle('Policy')
  const isAdmin = useMe().role === 'admin'
  const navigate = useNavigate()
  const search: PolicySearch = useSearch({ from: '/app/policy' })
  const versions = useInfiniteQuery(policyQueries.versions())
  const folder = useQuery(policyQueries.folder())
  const [isOpen, setOpen] = useState(false)
  const [isPublishing, setPublishing] = useState(false)
  const [refused, setRefused] = useState<Problem | null>(null)
  const rows = versions.data?.pages.flatMap(({ items }) => items) ?? []
  const known = rows.map(({ version }) => version)
  const check = (): void => {
    setOpen(true)
    setRefused(null)
    void folder.refetch()
  }
  const compare = (version: number, from: number | null): void =>
    void navigate({
      to: pages.policy,
      search: from === null ? {} : { version: String(version), from: String(from) },
      replace: true,
      resetScroll: false,
    })
  const found = folder.isFetching ? undefined : folder.data
  return (
    <>
      <header className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-line bg-panel px-4 py-2.5 md:px-5">
        <div className="min-w-0 flex-1 basis-72">
          <PageHeading focus={false}>Policy</PageHeading>
          <p className="text-note text-muted">
            What you promise is a folder of files that you keep under version control: it is changed there, and checked
            and published here.
          </p>
        </div>
        <Button
          look="go"
          because={isAdmin ? null : 'An administrator checks and publishes.'}
          busy={folder.isFetching}
          onClick={check}
        >
          Check the folder
        </Button>
      </header>
      <div className="flex max-w-[1100px] flex-col gap-8 px-4 py-5 md:px-5">
        {isOpen ? (
          <Folder
            check={found}
            error={folder.error}
            busy={folder.isFetching}
            refused={refused}
            current={rows[0]?.version}
            onCheck={check}
            onPublish={() => setPublishing(true)}
            onClose={() => setOpen(false)}
          />
        ) : null}
        <Part title="Versions">
          <List
            found={versions}
            what="the versions"
            row={(row) => (
              <Version
                key={row.version}
                row={row}
                from={
                  search.version === String(row.version) ? Number(search.from ?? Math.max(1, row.version - 1)) : null
                }
                others={known.filter((each) => each !== row.version)}
                onCompare={(from) => compare(row.version, from)}
              />
            )}
            empty={null}
          />
        </Part>
        <Reaches />
      </div>
      {isPublishing && found?.publishable ? (
        <PublishDialog
          publishable={found.publishable}
          openTickets={found.openTickets}
          onClose={() => setPublishing(false)}
          onPublished={() => {
            setPublishing(false)
            setOpen(false)
          }}
          onRefused={(problem) => {
            setPublishing(false)
            setRefused(problem)
            void versions.refetch()
            void folder.refetch()
          }}
        />
      ) : null}
    </>
  )
}

/** F1: of the version that holds, with whoever stands in today. */
function Reaches() {
  const found = useQuery(queries.coverage(undefined))
  return (
    <Part
      title="Coverage"
      action={
        <Link to={pages.coverage} className={buttonClass({ size: 'small' })}>
          Country by country
        </Link>
      }
    >
      <div className="flex flex-col gap-3">
        {found.isPending ? (
          <Loading what="the coverage">
            <Skeleton className="h-16 w-full max-w-3xl" />
          </Loading>
        ) : found.data === undefined ? (
          <NotRead error={found.error} retry={found.refetch} />
        ) : (
          <Levels summary={found.data.summary} />
        )}
      </div>
    </Part>
  )
}
