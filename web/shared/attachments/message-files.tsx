/** The files of a message: pictures as pictures, films with their player, anything else as a row that says what it is. */
import { useState } from 'react'
import type { AttachmentView } from '../../../src/http/wire-attachment.ts'
import { api } from '../paths.ts'
import { Icon } from '../ui/icons.tsx'
import { Lightbox } from './lightbox.tsx'
import { sayFile } from './words.ts'

interface MessageFilesProps {
  readonly files: readonly AttachmentView[]
  /** For whoever may remove one for good. */
  readonly onRemove?: ((file: string) => void) | null
}

export function MessageFiles({ files, onRemove = null }: MessageFilesProps) {
  const [open, setOpen] = useState<number | null>(null)
  /** What this browser could not show after all. */
  const [unshown, setUnshown] = useState<ReadonlySet<string>>(new Set())
  const fail = (id: string): void => setUnshown((known) => new Set([...known, id]))
  const isShown = (file: AttachmentView, as: AttachmentView['shows']): boolean =>
    file.withheld === null && file.shows === as && !unshown.has(file.id)
  const pictures = files.filter((file) => isShown(file, 'image'))
  const films = files.filter((file) => isShown(file, 'video'))
  const sounds = files.filter((file) => isShown(file, 'audio'))
  const others = files.filter((file) => ![...pictures, ...films, ...sounds].includes(file))
  if (files.length === 0) return null
  return (
    <div className="mt-2 flex flex-col gap-2">
      {pictures.length === 0 ? null : (
        <ul aria-label="Pictures" className="flex flex-wrap gap-2">
          {pictures.map((file, place) => (
            <li key={file.id}>
              <button
                type="button"
                aria-label={`Show ${file.name}`}
                title={`${file.name}, ${sayFile(file)}`}
                onClick={() => setOpen(place)}
                className="block overflow-hidden rounded-box border border-line hover:border-edge"
              >
                <img
                  src={api.attachment(file.id)}
                  alt={file.name}
                  loading="lazy"
                  onError={() => fail(file.id)}
                  className="h-28 w-40 bg-soft object-cover"
                />
              </button>
              <Remove file={file} onRemove={onRemove} />
            </li>
          ))}
        </ul>
      )}
      {films.map((file) => (
        <figure key={file.id} className="max-w-[560px]">
          {/* A recording of a screen has no words to put under it. */}
          <video
            controls
            preload="metadata"
            aria-label={file.name}
            src={api.attachment(file.id)}
            onError={() => fail(file.id)}
            className="max-h-[420px] w-full rounded-box border border-line bg-soft"
          />
          <figcaption>
            <FileRow file={file} onRemove={onRemove} bare />
          </figcaption>
        </figure>
      ))}
      {sounds.map((file) => (
        <figure key={file.id} className="max-w-[560px]">
          <audio
            controls
            preload="metadata"
            aria-label={file.name}
            src={api.attachment(file.id)}
            onError={() => fail(file.id)}
            className="w-full"
          />
          <figcaption>
            <FileRow file={file} onRemove={onRemove} bare />
          </figcaption>
        </figure>
      ))}
      {others.length === 0 ? null : (
        <ul aria-label="Files" className="flex flex-col gap-1.5">
          {others.map((file) => (
            <li key={file.id}>
              <FileRow file={file} onRemove={onRemove} />
            </li>
          ))}
        </ul>
      )}
      {open === null ? null : <Lightbox pictures={pictures} at={open} onMove={setOpen} onClose={() => setOpen(null)} />}
    </div>
  )
}

interface FileRowProps {
  readonly file: AttachmentView
  readonly onRemove: MessageFilesProps['onRemove']
  readonly bare?: boolean
}

function FileRow({ file, onRemove, bare = false }: FileRowProps) {
  const { withheld, warning, name } = file
  const opens = withheld === null && (file.shows === 'pdf' || file.shows === 'text')
  return (
    <div
      className={
        bare
          ? 'flex flex-wrap items-baseline gap-x-3 pt-1 text-note'
          : 'flex max-w-[560px] flex-wrap items-center gap-x-3 gap-y-0.5 rounded-box border border-line px-2.5 py-2 text-note'
      }
    >
      {bare ? null : <Icon name="file" className="text-muted" />}
      <span className="min-w-0 flex-1 basis-40">
        <span className="font-medium wrap-anywhere">{name}</span>{' '}
        <span className="text-small text-muted">{sayFile(file)}</span>
        {withheld === null && warning === null ? null : (
          <span className={`block text-small ${withheld === null ? 'text-soon' : 'text-muted'}`}>
            {withheld ?? warning}
          </span>
        )}
      </span>
      {opens ? (
        <a
          href={api.attachment(file.id)}
          target="_blank"
          rel="noopener noreferrer"
          className="text-accent underline underline-offset-2"
        >
          Open<span className="sr-only"> {name} in a new tab</span>
        </a>
      ) : null}
      {withheld === null ? (
        <a href={`${api.attachment(file.id)}?download=true`} className="text-accent underline underline-offset-2">
          Download<span className="sr-only"> {name}</span>
        </a>
      ) : null}
      <Remove file={file} onRemove={onRemove} />
    </div>
  )
}

/** G3: there is something to remove of what was kept. */
const Remove = ({ file, onRemove }: Pick<FileRowProps, 'file' | 'onRemove'>) =>
  onRemove == null || file.sha256 === null || file.removed !== undefined ? null : (
    <button
      type="button"
      onClick={() => onRemove(file.id)}
      className="text-small text-muted underline underline-offset-2 opacity-0 print:hidden group-hover/message:opacity-100 hover:text-ink focus-visible:opacity-100 pointer-coarse:min-h-10 pointer-coarse:opacity-100"
    >
      Remove for good …<span className="sr-only"> {file.name}</span>
    </button>
  )
