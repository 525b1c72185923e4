/** What goes with the message: how far each file is, what went wrong with it and what to do, and the way to take it out. */
import { Button } from '../ui/button.tsx'
import { cx } from '../ui/cx.ts'
import { Icon } from '../ui/icons.tsx'
import { api } from '../paths.ts'
import type { Upload, Uploads } from './uploads.ts'
import { sayBytes, sayFile } from './words.ts'

interface UploadListProps {
  readonly uploads: Pick<Uploads, 'all' | 'retry' | 'remove'>
  readonly label?: string
  readonly className?: string
}

export function UploadList({ uploads, label = 'Files of this message', className }: UploadListProps) {
  if (uploads.all.length === 0) return null
  return (
    <ul aria-label={label} className={cx('grid gap-1.5 sm:grid-cols-2', className)}>
      {uploads.all.map((upload) => (
        <li
          key={upload.key}
          className="relative flex min-w-0 items-center gap-2.5 overflow-hidden rounded-box border border-line bg-panel py-1.5 pr-1 pl-1.5"
        >
          <Sign upload={upload} />
          <div className="min-w-0 flex-1">
            <p className="truncate text-note" title={upload.name}>
              {upload.name}
            </p>
            <State upload={upload} />
          </div>
          {upload.state === 'failed' && upload.mayRetry ? (
            <Button size="small" onClick={() => uploads.retry(upload.key)}>
              Try again
            </Button>
          ) : null}
          <button
            type="button"
            aria-label={`${upload.state === 'sending' ? 'Cancel' : 'Remove'} ${upload.name}`}
            onClick={() => uploads.remove(upload.key)}
            className="grid size-8 shrink-0 place-items-center rounded-box text-muted hover:bg-soft hover:text-ink pointer-coarse:size-10"
          >
            <Icon name="close" />
          </button>
          {upload.state === 'sending' ? (
            <span
              role="progressbar"
              aria-label={`Upload of ${upload.name}`}
              aria-valuemin={0}
              aria-valuemax={100}
              aria-valuenow={Math.round(upload.share * 100)}
              className="absolute inset-x-0 bottom-0 h-[3px] bg-soft"
            >
              <span
                className="block h-full bg-accent transition-[width]"
                style={{ width: `${Math.max(2, upload.share * 100)}%` }}
              />
            </span>
          ) : null}
        </li>
      ))}
    </ul>
  )
}

function Sign({ upload }: { upload: Upload }) {
  const picture =
    upload.picture ??
    (upload.state === 'done' && upload.file.shows === 'image' && upload.file.withheld === null
      ? api.attachment(upload.file.id)
      : null)
  return picture === null ? (
    <span className="grid size-9 shrink-0 place-items-center rounded-tag bg-soft text-muted">
      <Icon name="file" />
    </span>
  ) : (
    <img src={picture} alt="" className="size-9 shrink-0 rounded-tag bg-soft object-cover" />
  )
}

function State({ upload }: { upload: Upload }) {
  switch (upload.state) {
    case 'sending':
      return (
        <p className="num text-small text-muted">
          {upload.share >= 1
            ? 'Being checked …'
            : `${sayBytes(Math.round(upload.bytes * upload.share))} of ${sayBytes(upload.bytes)}`}
        </p>
      )
    case 'failed':
      return (
        <p role="alert" className="text-small text-broken">
          {upload.problem}
        </p>
      )
    case 'done': {
      const { warning, withheld, scan } = upload.file
      const trouble = scan === 'infected' ? withheld : warning
      return trouble === null ? (
        <p className="truncate text-small text-muted">{sayFile(upload.file)}</p>
      ) : (
        <p className={cx('text-small', scan === 'infected' ? 'text-broken' : 'text-soon')}>{trouble}</p>
      )
    }
  }
}
