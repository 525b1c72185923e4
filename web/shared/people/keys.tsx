/** A key in a list: what for, whose, when it was used last, and its end. */
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { KeyView } from '../../../src/http/wire-people.ts'
import { call } from '../api.ts'
import { useNow } from '../now.ts'
import { api } from '../paths.ts'
import { readInstant, sayDate, sayMoment } from '../time.ts'
import { Button } from '../ui/button.tsx'
import { cx } from '../ui/cx.ts'
import { Dialog, DialogFoot } from '../ui/dialog.tsx'
import { toast } from '../ui/toast.tsx'
import { peopleChanged } from './queries.ts'
import { sayScope } from './words.ts'

export function KeyRow({ row, own, className }: { row: KeyView; own: boolean; className?: string }) {
  const now = useNow(60_000)
  const [ending, setEnding] = useState(false)
  const used = row.lastUsedOn === null ? 'never used' : `last used ${sayDate(row.lastUsedOn, now)}`
  return (
    <li className={cx('flex flex-wrap items-center gap-x-4 gap-y-1 py-2', className)}>
      <div className="min-w-0 flex-1 basis-56">
        <p className={cx('wrap-anywhere', row.revokedAt !== null && 'text-muted line-through')}>{row.label}</p>
        {own ? null : (
          <p className="text-note wrap-anywhere text-muted">
            {row.person.name} · {row.person.email}
          </p>
        )}
      </div>
      <p className="num min-w-0 basis-64 text-note max-md:flex-1 text-muted">
        <span className={row.scope === 'full' ? 'text-ink' : ''}>{sayScope(row.scope)}</span> · {used}
        <span className="block">made {sayMoment(readInstant(row.createdAt), now)}</span>
      </p>
      {row.revokedAt === null ? (
        <Button size="small" look="bare" onClick={() => setEnding(true)}>
          Revoke<span className="sr-only"> {row.label}</span>
        </Button>
      ) : (
        <span className="num text-note text-muted">revoked {sayMoment(readInstant(row.revokedAt), now)}</span>
      )}
      {ending ? <EndDialog row={row} own={own} onClose={() => setEnding(false)} /> : null}
    </li>
  )
}

function EndDialog({ row, own, onClose }: { row: KeyView; own: boolean; onClose: () => void }) {
  const { mutate, isPending } = useMutation({
    mutationFn: () => call(api.key(row.id), { method: 'DELETE' }),
    onSuccess: () => {
      peopleChanged()
      toast.done(`‘${row.label}’ is revoked.`)
      onClose()
    },
    onError: toast.failed,
  })
  const whose = own ? 'you' : row.person.name
  return (
    <Dialog title={`Revoke ‘${row.label}’?`} width="narrow" onClose={onClose}>
      <p className="wrap-anywhere">
        Whatever works with it as {whose} is refused from this moment on, and its streams end. It cannot be taken back:
        a new key has another token.
      </p>
      <DialogFoot>
        <Button look="bare" onClick={onClose}>
          Keep it
        </Button>
        <Button look="danger" busy={isPending} onClick={() => mutate()}>
          Revoke
        </Button>
      </DialogFoot>
    </Dialog>
  )
}
