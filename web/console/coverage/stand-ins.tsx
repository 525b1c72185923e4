/** F8: who is away now or will be, who stands in, and for how long. */
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { CoverageView, StandInView } from '../../../src/http/wire-escalation.ts'
import { call } from '../../shared/api.ts'
import { useNow } from '../../shared/now.ts'
import { api } from '../../shared/paths.ts'
import { queries } from '../../shared/queries.ts'
import { sayDate } from '../../shared/time.ts'
import { Button } from '../../shared/ui/button.tsx'
import { toast } from '../../shared/ui/toast.tsx'
import { standInsChanged } from './changed.ts'
import { StandInDialog } from './stand-in-dialog.tsx'

interface StandInsProps {
  readonly people: CoverageView['people']
  /** Why this reader cannot change anything here; null where it can. */
  readonly because: string | null
}

export function StandIns({ people, because }: StandInsProps) {
  const standIns = useQuery(queries.standIns()).data?.items
  const [adding, setAdding] = useState(false)
  return (
    <section aria-labelledby="stand-ins">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h2 id="stand-ins" className="font-semibold">
          Stand-ins
        </h2>
        <Button because={because} onClick={() => setAdding(true)}>
          Add
        </Button>
      </div>
      {standIns === undefined || standIns.length > 0 ? (
        <ul className="mt-1 divide-y divide-line">
          {standIns?.map((row) => (
            <StandInRow key={row.id} row={row} because={because} />
          ))}
        </ul>
      ) : (
        <p className="mt-1 text-note text-muted">
          Everybody is there. Who goes on holiday is kept here with the days and the stand-in.
        </p>
      )}
      {adding ? <StandInDialog people={people} onClose={() => setAdding(false)} /> : null}
    </section>
  )
}

function StandInRow({ row, because }: { row: StandInView; because: string | null }) {
  const now = useNow(60_000)
  const [busy, setBusy] = useState(false)
  const end = (): void => {
    setBusy(true)
    call<void>(api.standIn(row.id), { method: 'DELETE' })
      .then(() => {
        standInsChanged()
        toast.done(`${row.name} is there again.`)
      }, toast.failed)
      .finally(() => setBusy(false))
  }
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 py-2">
      <span className="min-w-0 flex-1 basis-56 wrap-anywhere">
        {row.name} <span className="text-note text-muted">{row.email}</span>
        <span className="block text-note">
          {row.standIn === null ? (
            <span className="text-soon">nobody stands in</span>
          ) : (
            <>
              {row.standIn.name} stands in <span className="text-muted">{row.standIn.email}</span>
            </>
          )}
        </span>
      </span>
      <span className="num text-note">
        {sayDate(row.fromOn, now)} to {sayDate(row.toOn, now)}
        <span className="block text-small text-muted">kept by {row.createdBy}</span>
      </span>
      <Button size="small" look="bare" because={because} busy={busy} onClick={end}>
        End<span className="sr-only"> the absence of {row.name}</span>
      </Button>
    </li>
  )
}
