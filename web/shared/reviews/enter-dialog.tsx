/** A review is entered by hand: what it says, whose it is, and where it stands. */
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { ReviewPageWire } from '../../../src/http/wire-reviews.ts'
import { ActForm } from '../act-form.tsx'
import { useNow } from '../now.ts'
import { api } from '../paths.ts'
import { registry } from '../registry/queries.ts'
import { useSave } from '../registry/save.ts'
import { usePolicy } from '../session.ts'
import { Choices } from '../ui/choice.tsx'
import { Combobox } from '../ui/combobox.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Field, TextArea, TextField } from '../ui/field.tsx'
import { CustomerField } from '../workflow/picked-fields.tsx'

interface EnterProps {
  /** Whose it is, where that is known. */
  readonly partner: string | null
  readonly onClose: () => void
}

const asked = [
  'partner',
  'rating',
  'title',
  'text',
  'author',
  'authorEmail',
  'customer',
  'customerName',
  'product',
  'writtenOn',
  'source',
  'sourceId',
  'language',
]

/** What is needed, in the order of the form, and what is said while it is missing. */
const needed = [
  ['partner', 'Say whose review it is.'],
  ['rating', 'Give the rating.'],
  ['text', 'Give its text.'],
  ['author', 'Say who wrote it.'],
  ['writtenOn', 'Say when it was written.'],
  ['source', 'Say where it stands.'],
] as const

export function EnterDialog({ partner: known, onClose }: EnterProps) {
  const policy = usePolicy()
  const today = new Date(useNow(60_000)).toLocaleDateString('sv')
  const partners = useInfiniteQuery({ ...registry.partners({}), enabled: known === null }).data
  const [partner, setPartner] = useState(known)
  const [rating, setRating] = useState<number | null>(null)
  const [product, setProduct] = useState<string | null>(null)
  const [customer, setCustomer] = useState('')
  const [words, setWords] = useState<Readonly<Record<string, string>>>({ writtenOn: today, source: '' })
  const { save, busy, error, fields } = useSave<ReviewPageWire>({
    path: api.reviews,
    method: 'POST',
    said: (review) => `Entered. ${review.partner.name} is told by letter.`,
    onDone: onClose,
  })
  const given: Readonly<Record<string, unknown>> = { ...words, partner, rating }
  const because =
    needed.find(([field]) => (given[field] ?? '') === '' || String(given[field]).trim() === '')?.[1] ?? null
  const field = (name: string) => ({
    value: words[name] ?? '',
    onChange: (event: { target: { value: string } }) => setWords({ ...words, [name]: event.target.value }),
    error: fields[name],
  })
  const submit = (): void => {
    const filled = Object.entries(words).filter(([, value]) => value.trim() !== '')
    save({
      ...Object.fromEntries(filled),
      partner,
      rating,
      ...(product === null ? {} : { product }),
      ...(customer === '' ? {} : { customer }),
    })
  }
  return (
    <Dialog
      title="Enter a review"
      description="As its source has it. The partner is told by letter, and may answer it or raise a concern."
      onClose={onClose}
    >
      <ActForm label="Enter" {...{ busy, error, because, onClose }} shows={asked} onSubmit={submit}>
        {known === null ? (
          <Field label="Partner" error={fields.partner}>
            <Combobox
              label="Partner"
              entries={(partners?.pages.flatMap(({ items }) => items) ?? []).map(({ id, name }) => ({
                id,
                label: name,
              }))}
              value={partner}
              onChange={(id) => {
                setPartner(id)
                setCustomer('')
              }}
            />
          </Field>
        ) : null}
        <Choices
          label="Rating"
          options={[5, 4, 3, 2, 1].map((value) => ({ value, label: `${value} of 5` }))}
          value={rating}
          onChange={setRating}
          error={fields.rating}
        />
        <TextField label="Title" aside="optional" maxLength={200} {...field('title')} />
        <TextArea label="Text" rows={4} dir="auto" maxLength={10_000} {...field('text')} />
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField label="Author" maxLength={200} autoComplete="off" {...field('author')} />
          <TextField
            label="The author’s address"
            aside="optional"
            hint="Not shown to the partner."
            type="email"
            autoComplete="off"
            {...field('authorEmail')}
          />
          {partner === null ? null : (
            <CustomerField
              label="Customer"
              aside="optional"
              hint={undefined}
              error={fields.customer}
              value={customer}
              onChange={(id) => setCustomer(typeof id === 'string' ? id : '')}
              partner={partner}
            />
          )}
          <Field label="Product" aside="optional" error={fields.product}>
            <Combobox
              label="Product"
              entries={(policy?.products ?? []).map(({ id, name }) => ({ id, label: name }))}
              value={product}
              onChange={setProduct}
            />
          </Field>
          <TextField label="Written on" type="date" max={today} {...field('writtenOn')} />
          <TextField label="Language" aside="optional" placeholder="en" maxLength={40} {...field('language')} />
          <TextField label="Source" hint="Where it stands." maxLength={80} {...field('source')} />
          <TextField
            label="The source’s number"
            aside="optional"
            hint="Read in again, it is the same review."
            maxLength={200}
            {...field('sourceId')}
          />
        </div>
      </ActForm>
    </Dialog>
  )
}
