/** A new request: the form of B1 at the left, what is promised for it at the right, before it is sent. */
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Failure } from '../failure.tsx'
import { pages } from '../pages.ts'
import { queries } from '../queries.ts'
import { useMe } from '../session.ts'
import { useTitle } from '../title.tsx'
import { toast } from '../ui/toast.tsx'
import { Loading, Skeleton } from '../ui/skeleton.tsx'
import type { PolicyView } from '../views.ts'
import { RequestFields } from './fields.tsx'
import { RequestFiles } from './files.tsx'
import { PromiseAside } from './promise-aside.tsx'
import { SuggestionsList } from './suggestions.tsx'
import { useSuggestions } from './use-suggestions.ts'
import { useRequest } from './use-request.ts'
import { PageHeading } from '../ui/heading.tsx'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import { focusFirstError } from '../ui/field.tsx'
import { useEffect, useRef } from 'react'
import { Problem, sayProblem } from '../api.ts'
import { fieldsOf } from '../actions.ts'

export function NewTicketPage() {
  useTitle('New ticket')
  const policy = useQuery(queries.policy())
  if (policy.data !== undefined) return <NewTicket policy={policy.data} />
  if (policy.error !== null) return <Failure error={policy.error} retry={() => void policy.refetch()} />
  return (
    <Loading what="the form">
      <div className="mx-auto flex max-w-[1040px] flex-col gap-4 px-4 py-8 md:px-6">
        <Skeleton className="h-7 w-72" />
        <Skeleton className="h-36 w-full max-w-[640px]" />
        <Skeleton className="h-9 w-full max-w-[640px]" />
        <Skeleton className="h-32 w-full max-w-[640px]" />
      </div>
    </Loading>
  )
}

function NewTicket({ policy }: { policy: PolicyView }) {
  const me = useMe()
  const asAgent = me.side === 'staff'
  const navigate = useNavigate()
  const form = useRef<HTMLFormElement>(null)
  const request = useRequest(policy, asAgent, (ticket) => {
    toast.done(`${ticket.number} is received.`)
    suggestions.sent(ticket.id)
    void navigate({ to: pages.ticket, params: { ticket: ticket.id } })
  })
  const suggestions = useSuggestions(request.form, me.side)
  const { sending } = request
  useEffect(() => {
    if (sending.error !== null) focusFirstError(form.current)
  }, [sending.error])
  const send = (): void =>
    sending.isPending || request.uploads.because !== null ? undefined : sending.mutate(request.draft)

  return (
    <form
      ref={form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
      className="mx-auto grid max-w-[1040px] gap-x-10 gap-y-6 px-4 pt-6 pb-10 md:px-6 lg:grid-cols-[minmax(0,1fr)_320px]"
    >
      <div className="flex min-w-0 flex-col gap-5">
        <div className="flex items-center gap-3">
          <PageHeading focus={!asAgent} className="flex-1 text-title">
            {asAgent ? 'New ticket' : 'What can we help with?'}
          </PageHeading>
          {request.isEmpty ? null : (
            <Button
              look="bare"
              onClick={() => {
                toast.undoable('The form is empty again.', request.clear())
              }}
            >
              Start over
            </Button>
          )}
        </div>
        <RequestFields
          policy={policy}
          asAgent={asAgent}
          form={request.form}
          set={request.set}
          preview={request.preview.data}
          fields={fieldsOf(sending.error)}
          suggestions={asAgent ? null : suggestions}
        />
        <RequestFiles uploads={request.uploads} limits={policy.attachments} error={filesError(sending.error)} />
      </div>
      <PromiseAside
        policy={policy}
        reader={asAgent ? 'staff' : 'partner'}
        preview={request.preview.data}
        error={request.preview.error}
        typed={request.form.type !== null}
      >
        {sending.error === null ? null : (
          <Notice tone="broken" title="Not sent yet" alert>
            {sayRefusal(sending.error)}
          </Notice>
        )}
        <Button
          type="submit"
          look="go"
          size="large"
          busy={sending.isPending}
          because={request.uploads.because}
          className="w-full"
        >
          {sending.isPending ? 'Sending …' : asAgent ? 'Open ticket' : 'Send request'}
        </Button>
        {asAgent ? null : (
          <SuggestionsList
            suggestions={suggestions}
            onSolved={() => {
              const before = request.form
              request.clear()
              return () => request.set(before)
            }}
          />
        )}
      </PromiseAside>
    </form>
  )
}

/** What is wrong with its files. */
function filesError(error: unknown): string | undefined {
  const wrong = Object.entries(fieldsOf(error)).filter(([field]) => field.startsWith('attachments'))
  return wrong.length === 0 ? undefined : wrong.map(([, message]) => message).join(' ')
}

/** The fields say what is wrong with them; what has no field is said here. */
function sayRefusal(error: unknown): string {
  if (!(error instanceof Problem)) return sayProblem(error)
  const missing = Object.keys(error.fields).length
  if (missing === 0) return error.message
  const elsewhere = Object.entries(error.fields).filter(([field]) => field === '')
  if (elsewhere.length > 0) return elsewhere.map(([, message]) => message).join(' ')
  return missing === 1
    ? 'One thing has to be put right; see the field.'
    : `${missing} things have to be put right; see the fields.`
}
