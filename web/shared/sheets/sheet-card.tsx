/** A sheet as others see it; what they do not see stands below, and says so. */
import { api } from '../paths.ts'
import { GivenValue } from '../workflow/given.tsx'
import type { Sheet } from './queries.ts'

type Shown = Sheet['values'][number]

/** How a field stands on the card: big words first, then a table of the rest. */
export function SheetCard({ sheet, reader }: { readonly sheet: Sheet; readonly reader: 'staff' | 'partner' }) {
  const seen = sheet.values.filter(({ hidden }) => !hidden)
  const kept = sheet.values.filter(({ hidden, type }) => hidden && type !== 'consent')
  const logo = seen.find(({ type, file }) => type === 'image' && file?.withheld === null && file.shows === 'image')
  const [name, ...rest] = seen.filter((value) => value !== logo)
  const words = rest.filter(({ type }) => type === 'text' && rest.some((each) => each.type !== 'text'))
  const lead = words[0]
  const facts = rest.filter((value) => value !== lead)
  if (name === undefined)
    return (
      <p className="text-note text-muted">
        Nothing is shown yet.{' '}
        {reader === 'partner'
          ? 'Ask for the first version: '
          : 'The partner, or you for it, asks for the first version: '}
        it is shown once it is approved.
      </p>
    )
  return (
    <div className="flex max-w-[760px] flex-col gap-2 rounded-box border border-line bg-panel px-4 py-3">
      <div className="flex items-center gap-3">
        {logo?.file === undefined || logo.file === null ? null : (
          <img
            src={api.attachment(logo.file.id)}
            alt={`Logo of ${name.said}`}
            className="size-12 shrink-0 rounded-box bg-white object-contain p-1"
          />
        )}
        <h3 className="text-lead font-semibold wrap-anywhere">{name.said}</h3>
      </div>
      {lead === undefined ? null : (
        <p dir="auto" className="max-w-[68ch] whitespace-pre-wrap wrap-anywhere">
          {lead.said}
        </p>
      )}
      {facts.length === 0 ? null : (
        <dl className="grid grid-cols-[minmax(0,1fr)] gap-x-4 gap-y-1 text-note sm:grid-cols-[136px_minmax(0,1fr)]">
          {facts.map((value) => (
            <div key={value.id} className="contents">
              <dt className="text-muted max-sm:mt-1">{value.name}</dt>
              <dd dir="auto" className="whitespace-pre-wrap wrap-anywhere">
                <Said value={value} />
              </dd>
            </div>
          ))}
        </dl>
      )}
      {kept.length === 0 ? null : (
        <p className="border-t border-line pt-2 text-small text-muted">
          Not shown to others: {kept.map(({ name: field, said }) => `${field.toLowerCase()} ${said}`).join(', ')}.
        </p>
      )}
    </div>
  )
}

export function Said({ value: { type, said, file } }: { readonly value: Pick<Shown, 'type' | 'said' | 'file'> }) {
  const link = 'text-accent underline underline-offset-2'
  if (file !== null) return <GivenValue said={said} file={file} />
  if (type === 'url')
    return (
      <a href={said} target="_blank" rel="noopener noreferrer nofollow" className={link}>
        {said}
      </a>
    )
  if (type === 'email')
    return (
      <a href={`mailto:${said}`} className={link}>
        {said}
      </a>
    )
  return said
}
