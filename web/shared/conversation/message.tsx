/** One message: who, to whom, when, by which way, and what. An internal note cannot be mistaken for an answer. */
import { Link } from '@tanstack/react-router'
import type { MessageView } from '../../../src/http/wire.ts'
import { isProvisional } from '../actions.ts'
import { MessageFiles } from '../attachments/message-files.tsx'
import { sayCallLength } from '../call-length.ts'
import { pages } from '../pages.ts'
import { readInstant, sayBriefly, sayMoment } from '../time.ts'
import { Avatar } from '../ui/avatar.tsx'
import { cx } from '../ui/cx.ts'
import { channelWords } from '../words.ts'
import { RichText } from './rich-text.tsx'

interface MessageProps {
  readonly message: MessageView
  readonly now: number
  /** The reader's side: an agent sees what kind of message it was, a partner only who wrote. */
  readonly reader: 'staff' | 'partner'
  readonly partner: string | null
  /** Answers the first message of the partner, and so acknowledges it. */
  readonly acknowledges: boolean
  /** For whoever may take something out of it. */
  readonly onRedact?: ((message: string, file?: string) => void) | null
}

export function Message({ message, now, reader, partner, acknowledges, onRedact = null }: MessageProps) {
  const isNote = message.visibility === 'internal'
  const name =
    message.author?.name ??
    (message.side === 'system' ? 'Partner Desk' : message.side === 'agent' ? 'The desk' : (partner ?? 'Partner'))
  const tags = tagsOf(message, reader, acknowledges)
  return (
    <article
      aria-label={`${isNote ? 'Internal note by' : 'Message from'} ${name}`}
      className={cx(
        'group/message grid grid-cols-[24px_minmax(0,1fr)] gap-3 rounded-box',
        isNote && '-mx-3 bg-internal px-3 py-2.5',
        message.forCustomer && '-mx-3 bg-share px-3 py-2.5',
        isProvisional(message) && 'opacity-60',
      )}
    >
      <Avatar name={name} />
      <div className="flex min-w-0 flex-col gap-0.5">
        <header className="flex flex-wrap items-baseline gap-x-2 text-note">
          <span className="font-semibold wrap-anywhere">{name}</span>
          <span className="min-w-0 text-muted wrap-anywhere">
            {message.side === 'partner' && partner !== null ? `${partner} · ` : ''}
            {isProvisional(message) ? (
              'sending …'
            ) : (
              <time dateTime={message.at}>{sayBriefly(readInstant(message.at), now)}</time>
            )}
            {message.side === 'partner' ? ` · ${channelWords[message.channel]}` : ''}
          </span>
          {tags.map((tag) => (
            <span key={tag} className={cx('text-small', isNote ? 'font-semibold' : 'text-muted')}>
              {tag}
            </span>
          ))}
          {onRedact === null || isProvisional(message) ? null : (
            <button
              type="button"
              aria-label={`Redact the message from ${name}`}
              onClick={() => onRedact(message.id)}
              className="ml-auto rounded-tag px-1 text-small text-muted opacity-0 print:hidden group-hover/message:opacity-100 hover:bg-soft hover:text-ink focus-visible:opacity-100 pointer-coarse:min-h-10 pointer-coarse:opacity-100"
            >
              Redact …
            </button>
          )}
        </header>
        {message.call === null ? null : <OnThePhone call={message.call} now={now} />}
        <RichText body={message.body} />
        {message.mentions === undefined ? null : (
          <p className="text-small text-muted wrap-anywhere">
            Told of it: {message.mentions.map((person) => person.name).join(', ')}
          </p>
        )}
        {message.mail === null ? null : <ByMail mail={message.mail} reader={reader} />}
        <MessageFiles
          files={message.attachments}
          onRemove={onRedact === null ? null : (file) => onRedact(message.id, file)}
        />
        {message.redactions === undefined ? null : <Redactions redactions={message.redactions} now={now} />}
      </div>
    </article>
  )
}

/** G3: who took what out of it, when and why; what it was nobody is told. */
const Redactions = ({ redactions, now }: { redactions: NonNullable<MessageView['redactions']>; now: number }) => (
  <ul aria-label="Redactions" className="mt-1 flex flex-col text-small text-muted wrap-anywhere">
    {redactions.map(({ at, by, file, words }) => (
      <li key={`${at} ${file ?? ''}`}>
        {file === null ? 'Redacted' : 'A file was removed'} by {by.name} ·{' '}
        <time dateTime={at}>{sayBriefly(readInstant(at), now)}</time>: {words}.
      </li>
    ))}
  </ul>
)

/** A3: what follows was said on the telephone. */
function OnThePhone({ call, now }: { call: NonNullable<MessageView['call']>; now: number }) {
  return (
    <p className="text-small text-muted wrap-anywhere">
      Call with {call.caller}
      {call.number === null || call.number === call.caller ? '' : `, ${call.number}`} ·{' '}
      <time dateTime={call.startedAt}>{sayMoment(readInstant(call.startedAt), now)}</time> ·{' '}
      <span className="num">{sayCallLength(call.seconds)}</span>
    </p>
  )
}

/** Who was copied has no access by that; the vendor reads the whole mail where the rest of it stands. */
function ByMail({ mail, reader }: { mail: NonNullable<MessageView['mail']>; reader: MessageProps['reader'] }) {
  const copied = mail.cc.map(({ name, email }) => (name === '' || name === email ? email : `${name} <${email}>`))
  if (copied.length === 0 && reader === 'partner') return null
  return (
    <p className="mt-1 flex flex-wrap gap-x-3 text-small text-muted">
      {copied.length === 0 ? null : <span className="wrap-anywhere">Copied by mail: {copied.join(', ')}</span>}
      {reader === 'staff' ? (
        <Link
          to={pages.mail}
          search={{ tab: 'in', mail: mail.id }}
          className="underline underline-offset-2 hover:text-ink"
        >
          The full mail
        </Link>
      ) : null}
    </p>
  )
}

function tagsOf(message: MessageView, reader: 'staff' | 'partner', acknowledges: boolean): readonly string[] {
  if (message.visibility === 'internal') return ['internal note']
  const tags: string[] = []
  if (message.forCustomer) tags.push('may be forwarded to the customer as it stands')
  if (message.side === 'agent' && acknowledges) tags.push('acknowledges')
  if (message.side === 'agent' && message.determination) tags.push('states the determination')
  if (message.side === 'system' && reader === 'staff') tags.push('automatic, stops no clock')
  return tags
}
