/** Before and after (E8): short fields beside one another, texts word by word, pictures as pictures. */
import type { SheetChangeWire } from '../../../src/http/wire-sheets.ts'
import { diffWords } from '../../../src/domain/sheet/word-diff.ts'
import { api } from '../paths.ts'
import { Notice } from '../ui/notice.tsx'
import { cx } from '../ui/cx.ts'
import { GivenValue } from '../workflow/given.tsx'

type Field = SheetChangeWire['fields'][number]
type Said = Field['was']

/** A run's change, with what has moved under it. */
export function ChangeDiff({ change }: { readonly change: SheetChangeWire }) {
  const { fields, takesDown, comesBack, standsOtherwise, isNew } = change
  const moved = fields.filter(({ now }) => now !== null)
  return (
    <section aria-label="Before and after" className="flex max-w-[860px] flex-col gap-3">
      {moved.length === 0 && !standsOtherwise ? null : (
        <Notice tone="soon" title="What was there before has changed since this was asked">
          <p>
            {moved.length === 0
              ? comesBack
                ? 'It is shown again by now.'
                : 'It has been taken down since: approving this shows it again.'
              : `'Before' is what stands there now: ${moved.map(({ name }) => name).join(', ')}. What stood there when it was asked is struck out below it.`}
          </p>
        </Notice>
      )}
      {takesDown ? <p className="text-note">It is not shown any more. Its versions are kept.</p> : null}
      {comesBack && fields.length === 0 ? <p className="text-note">It is shown again as it was.</p> : null}
      {fields.length === 0 ? null : <FieldsDiff fields={fields} isNew={isNew} />}
    </section>
  )
}

interface DiffField extends Pick<Field, 'id' | 'name' | 'type'> {
  readonly was: Said
  readonly becomes: Said
  readonly now?: Said | null
}

/** Also of a version that was made. */
export function FieldsDiff({
  fields,
  isNew = false,
}: {
  readonly fields: readonly DiffField[]
  readonly isNew?: boolean
}) {
  return (
    <div className="rounded-box border border-line">
      {isNew ? null : (
        <div
          aria-hidden="true"
          className="hidden grid-cols-[128px_minmax(0,1fr)_minmax(0,1fr)] gap-x-4 border-b border-line bg-soft px-3 py-1.5 text-small text-muted sm:grid"
        >
          <span>Field</span>
          <span>Before</span>
          <span>After</span>
        </div>
      )}
      <dl className="divide-y divide-line">
        {fields.map((field) => (
          <Row key={field.id} field={field} isNew={isNew} />
        ))}
      </dl>
    </div>
  )
}

function Row({ field, isNew }: { readonly field: DiffField; readonly isNew: boolean }) {
  const { name, type, was, becomes, now = null } = field
  const before = now ?? was
  const words = type === 'text' && before.said !== '' && becomes.said !== ''
  return (
    <div
      className={cx(
        'grid grid-cols-[minmax(0,1fr)] gap-x-4 gap-y-1 px-3 py-2 text-note',
        isNew ? 'sm:grid-cols-[128px_minmax(0,1fr)]' : 'sm:grid-cols-[128px_minmax(0,1fr)_minmax(0,1fr)]',
      )}
    >
      <dt className="text-muted">{name}</dt>
      {isNew ? (
        <dd dir="auto" className="wrap-anywhere whitespace-pre-wrap">
          <Shown value={becomes} type={type} />
        </dd>
      ) : words ? (
        <dd dir="auto" className="wrap-anywhere whitespace-pre-wrap sm:col-span-2">
          <Words before={before.said} after={becomes.said} />
          <Earlier was={was} now={now} />
        </dd>
      ) : (
        <>
          <dd dir="auto" className="wrap-anywhere whitespace-pre-wrap">
            <span className="mr-1 text-small text-muted sm:sr-only">Before:</span>
            <Shown value={before} type={type} />
            <Earlier was={was} now={now} />
          </dd>
          <dd dir="auto" className="font-medium wrap-anywhere whitespace-pre-wrap">
            <span className="mr-1 text-small font-normal text-muted sm:sr-only">After:</span>
            <Shown value={becomes} type={type} />
          </dd>
        </>
      )}
    </div>
  )
}

/** What stood there when it was asked, where that is no more. */
const Earlier = ({ was, now }: { readonly was: Said; readonly now: Said | null }) =>
  now === null ? null : (
    <span className="mt-1 block text-small text-soon">
      When it was asked: <del>{was.said || 'empty'}</del>
    </span>
  )

function Shown({ value: { said, file }, type }: { readonly value: Said; readonly type: Field['type'] }) {
  if (said === '') return <span className="text-muted">Empty</span>
  if (type === 'image' && file !== null && file.withheld === null && file.shows === 'image')
    return (
      <img
        src={api.attachment(file.id)}
        alt={file.name}
        className="max-h-20 max-w-40 rounded-box bg-white object-contain p-1"
      />
    )
  if (file !== null) return <GivenValue said={said} file={file} />
  return said
}

function Words({ before, after }: { readonly before: string; readonly after: string }) {
  return diffWords(before, after).map(({ kind, text }, at) =>
    kind === 'same' ? (
      <span key={at}>{text}</span>
    ) : kind === 'removed' ? (
      <del key={at} className="bg-broken/8 text-broken">
        <span className="sr-only">taken out: </span>
        {text}
      </del>
    ) : (
      <ins key={at} className="bg-fine/10 text-fine">
        <span className="sr-only">put in: </span>
        {text}
      </ins>
    ),
  )
}
