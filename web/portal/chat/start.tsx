/** Before a chat: whether somebody is there, what it is about, and what is promised, before the first word (A4). */
import { useEffect, useRef } from 'react'
import type { ChatOfferView, ChatView } from '../../../src/http/wire-chats.ts'
import { fieldsOf } from '../../shared/actions.ts'
import { Problem, sayProblem } from '../../shared/api.ts'
import { PromiseAside } from '../../shared/request/promise-aside.tsx'
import { RequestFiles } from '../../shared/request/files.tsx'
import { SuggestionsLine, SuggestionsList } from '../../shared/request/suggestions.tsx'
import { useSuggestions } from '../../shared/request/use-suggestions.ts'
import { Button } from '../../shared/ui/button.tsx'
import { Choices } from '../../shared/ui/choice.tsx'
import { Combobox } from '../../shared/ui/combobox.tsx'
import { Field, focusFirstError, TextArea, TextField } from '../../shared/ui/field.tsx'
import { PageHeading } from '../../shared/ui/heading.tsx'
import { Notice } from '../../shared/ui/notice.tsx'
import type { Kind, PolicyView } from '../../shared/views.ts'
import { kindMeaning, kindWords } from '../../shared/words.ts'
import { Standing } from './standing.tsx'
import { asRequest, useStart } from './use-start.ts'

interface StartProps {
  readonly policy: PolicyView
  readonly offer: ChatOfferView
  readonly onBegun: (chat: ChatView) => void
  readonly children?: React.ReactNode
}

const kinds = ['incident', 'request', 'question'] as const satisfies readonly Kind[]

export function Start({ policy, offer, onBegun, children }: StartProps) {
  const form = useRef<HTMLFormElement>(null)
  const start = useStart(policy, offer, (chat) => {
    suggestions.sent(chat.ticket.id)
    onBegun(chat)
  })
  const suggestions = useSuggestions(asRequest(start.form), 'partner')
  const { beginning, set, uploads, desk } = start
  const fields = fieldsOf(beginning.error)
  useEffect(() => {
    if (beginning.error !== null) focusFirstError(form.current)
  }, [beginning.error])
  if (desk === undefined) return null
  const canChat = desk.isSomebodyThere
  const begin = (leave: boolean): void =>
    beginning.isPending || uploads.because !== null ? undefined : beginning.mutate(leave)
  return (
    <form
      ref={form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        begin(!canChat)
      }}
      className="mx-auto grid max-w-[1040px] gap-x-10 gap-y-6 px-4 pt-6 pb-10 md:px-6 lg:grid-cols-[minmax(0,1fr)_320px]"
    >
      <div className="flex min-w-0 flex-col gap-5">
        <PageHeading className="text-title">{canChat ? 'Chat with us' : 'Leave us a message'}</PageHeading>
        {children}
        <Standing desk={desk} rules={offer.rules} />
        {start.types.length === 1 ? null : (
          <Choices
            label="What kind of request is it?"
            layout="grid"
            options={start.types.map((type) => ({ value: type.id, label: type.name }))}
            value={start.form.type}
            onChange={(type) => set({ type })}
            error={fields.type}
          />
        )}
        <Choices
          label="What do you need?"
          layout="row"
          options={kinds.map((kind) => ({ value: kind, label: kindWords[kind] }))}
          value={start.form.kind}
          onChange={(kind) => set({ kind })}
          error={fields.kind ?? (start.types.length === 1 ? fields.type : undefined)}
        />
        <p className="-mt-3 min-h-[18px] text-note text-muted" aria-live="polite">
          {start.form.kind === null ? 'It says how urgent it is, and what is promised.' : kindMeaning[start.form.kind]}
        </p>
        <Field label="Product" error={fields.product}>
          <Combobox
            entries={policy.products.map((product) => ({ id: product.id, label: product.name, hint: product.family }))}
            value={start.form.product}
            onChange={(product) => set({ product })}
            placeholder="Type to find it"
            empty="No product by that name."
          />
        </Field>
        <TextField
          label="Subject"
          value={start.form.subject}
          maxLength={300}
          autoComplete="off"
          placeholder="In one line"
          onChange={(event) => set({ subject: event.target.value })}
          error={fields.subject}
        />
        <TextArea
          label="Your first words"
          rows={4}
          value={start.form.description}
          onChange={(event) => set({ description: event.target.value })}
          error={fields.description}
        />
        <SuggestionsLine suggestions={suggestions} />
        <RequestFiles uploads={uploads} limits={policy.attachments} error={fields.attachments} />
      </div>
      <PromiseAside
        policy={policy}
        reader="partner"
        preview={start.preview.data}
        error={start.preview.error}
        typed={start.form.type !== null}
      >
        {beginning.error === null ? null : (
          <Notice tone="broken" title="Not begun yet" alert>
            {sayRefusal(beginning.error)}
          </Notice>
        )}
        <Button
          type="submit"
          look="go"
          size="large"
          busy={beginning.isPending}
          because={uploads.because}
          className="w-full"
        >
          {beginning.isPending ? 'Sending …' : canChat ? 'Begin the chat' : 'Leave the message'}
        </Button>
        {canChat ? (
          <Button busy={beginning.isPending} because={uploads.because} onClick={() => begin(true)} className="w-full">
            Leave it as a message
          </Button>
        ) : null}
        <SuggestionsList
          suggestions={suggestions}
          onSolved={() => {
            const before = start.form
            set({ subject: '', description: '' })
            return () => set(before)
          }}
        />
      </PromiseAside>
    </form>
  )
}

/** The fields say what is wrong with them. */
const sayRefusal = (error: unknown): string =>
  error instanceof Problem && Object.keys(error.fields).length > 0
    ? 'Something has to be put right; see the fields.'
    : sayProblem(error)
