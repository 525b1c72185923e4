/** What is done with a review: the partner answers in public; the vendor's people say who wrote it, and see all it ever said. */
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { ReviewPageWire, ReviewWire } from '../../../src/http/wire-reviews.ts'
import { ActForm } from '../act-form.tsx'
import { NotRead } from '../failure.tsx'
import { useNow } from '../now.ts'
import { api } from '../paths.ts'
import { CustomerField } from '../workflow/picked-fields.tsx'
import { useSave } from '../registry/save.ts'
import { readInstant, sayMoment } from '../time.ts'
import { Dialog } from '../ui/dialog.tsx'
import { TextArea, TextField } from '../ui/field.tsx'
import { Loading, Skeleton } from '../ui/skeleton.tsx'
import { reviewQueries } from './queries.ts'
import { called, Ticket } from './row.tsx'
import { Stars } from './stars.tsx'
import { Words } from './words.tsx'

interface DialogProps {
  readonly review: ReviewWire
  readonly onClose: () => void
}

export function AnswerDialog({ review, onClose }: DialogProps) {
  const [text, setText] = useState(review.answer?.text ?? '')
  const { save, busy, error, fields } = useSave<ReviewPageWire>({
    path: api.reviewAnswers(review.id),
    method: 'POST',
    said: () => 'Your answer stands below the review.',
    onDone: onClose,
  })
  const because =
    text.trim() === ''
      ? 'Write an answer.'
      : text.trim() === review.answer?.text
        ? 'This is your answer already.'
        : null
  return (
    <Dialog
      title={review.answer === null ? 'Answer in public' : 'Change the answer'}
      description="Everybody who sees the review reads it. Of your answers the last one is shown."
      onClose={onClose}
    >
      <blockquote className="max-h-40 overflow-y-auto border-l-[3px] border-line pl-3 text-note text-muted">
        <Words text={review.text} about={called(review)} />
      </blockquote>
      <ActForm label="Publish" {...{ busy, error, because, onClose }} shows={['text']} onSubmit={() => save({ text })}>
        <TextArea
          label="Answer"
          rows={4}
          dir="auto"
          maxLength={5_000}
          value={text}
          onChange={(event) => setText(event.target.value)}
          error={fields.text}
        />
      </ActForm>
    </Dialog>
  )
}

export function WhoDialog({ review, onClose }: DialogProps) {
  const [customer, setCustomer] = useState(review.customer?.id ?? '')
  const [email, setEmail] = useState(review.authorEmail ?? '')
  const { save, busy, error, fields } = useSave<ReviewPageWire>({
    path: api.review(review.id),
    method: 'PATCH',
    said: ({ canBeAsked }) => (canBeAsked === true ? 'Its author can be asked now.' : 'Kept.'),
    onDone: onClose,
  })
  const given = email.trim()
  return (
    <Dialog
      title={`Who wrote ‘${called(review)}’`}
      description="Where a concern is raised, the author can be asked whether the review stands. The partner does not see the address."
      onClose={onClose}
    >
      <ActForm
        label="Keep"
        {...{ busy, error, onClose }}
        because={
          customer === (review.customer?.id ?? '') && given === (review.authorEmail ?? '')
            ? 'Nothing is changed.'
            : null
        }
        shows={['customer', 'authorEmail']}
        onSubmit={() => save({ customer: customer === '' ? null : customer, authorEmail: given === '' ? null : given })}
      >
        <p className="text-note text-muted">
          It is signed <bdi>{review.author}</bdi>
          {review.customer === null ? '' : `, of ${review.customer.name}`}.
        </p>
        <CustomerField
          label="Customer"
          aside="optional"
          hint="Of the registry. Asked at its super-admin, unless the author’s own address is known."
          error={fields.customer}
          value={customer}
          onChange={(id) => setCustomer(typeof id === 'string' ? id : '')}
          partner={review.partner.id}
        />
        <TextField
          label="The author’s address"
          aside="optional"
          type="email"
          autoComplete="off"
          value={email}
          onChange={(event) => setEmail(event.target.value)}
          error={fields.authorEmail}
        />
      </ActForm>
    </Dialog>
  )
}

const via = { source: 'Its source', author: 'Its author, asked', desk: 'The desk' } as const

export function HistoryDialog({ review, onClose }: DialogProps) {
  const now = useNow(60_000)
  const found = useQuery(reviewQueries.one(review.id))
  const moment = (at: string): string => sayMoment(readInstant(at), now)
  return (
    <Dialog
      title={called(review)}
      description="Everything it said, every concern over it, every answer. Nothing is taken out."
      onClose={onClose}
      width="wide"
    >
      {found.data === undefined ? (
        found.error === null ? (
          <Loading what="the history">
            <Skeleton className="h-32 w-full" />
          </Loading>
        ) : (
          <NotRead error={found.error} retry={found.refetch} />
        )
      ) : (
        <>
          <Kept title="Words">
            {found.data.versions.toReversed().map((version, at) => (
              <li key={version.version} className="flex flex-col gap-1 py-2">
                <p className="text-note text-muted">
                  {at === 0 ? 'Shown now. ' : ''}
                  {via[version.via]}
                  {version.because === null ? '' : ` (${version.because})`}
                  {version.by === null ? '' : `, by ${version.by.name}`},{' '}
                  <span className="num">{moment(version.at)}</span>
                </p>
                <p className="flex flex-wrap gap-x-3">
                  <Stars rating={version.rating} />
                  <span dir="auto" className="font-medium wrap-anywhere">
                    {version.title}
                  </span>
                </p>
                <Words text={version.text} about={`version ${version.version}`} />
              </li>
            ))}
          </Kept>
          <Kept title="Concerns" empty="None was raised.">
            {found.data.concerns.toReversed().map((concern) => (
              <li key={concern.id} className="py-2">
                <p>
                  <Ticket ticket={concern.ticket} /> {concern.reason.name}
                </p>
                <p className="text-note text-muted wrap-anywhere">
                  <span className="num">{moment(concern.raisedAt)}</span>
                  {concern.endedAt === null ? ', open' : ` to ${moment(concern.endedAt)}: ${concern.decision ?? ''}`}
                </p>
              </li>
            ))}
          </Kept>
          <Kept title="Answers" empty="The partner has not answered.">
            {found.data.answers.toReversed().map((answer) => (
              <li key={answer.version} className="py-2">
                <p className="text-note text-muted">
                  {answer.by?.name ?? 'Somebody who has left'}, <span className="num">{moment(answer.at)}</span>
                </p>
                <Words text={answer.text} about={`answer ${answer.version}`} />
              </li>
            ))}
          </Kept>
        </>
      )}
    </Dialog>
  )
}

function Kept({
  title,
  empty,
  children,
}: {
  readonly title: string
  readonly empty?: string
  readonly children: React.ReactNode[]
}) {
  return (
    <section aria-label={title}>
      <h3 className="font-semibold">{title}</h3>
      {children.length === 0 ? (
        <p className="text-note text-muted">{empty}</p>
      ) : (
        <ol className="divide-y divide-line">{children}</ol>
      )}
    </section>
  )
}
