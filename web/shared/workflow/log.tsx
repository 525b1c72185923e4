/** All that happened in a run: when, who, and by what evidence. */
import type { RunView } from '../../../src/http/wire-workflow.ts'
import { Link } from '@tanstack/react-router'
import { useNow } from '../now.ts'
import { pages } from '../pages.ts'
import { readInstant, sayMoment } from '../time.ts'
import { GivenValue } from './given.tsx'

/** To the mail as it came in, with what proves who wrote it. */
export const ToMail = ({ mail }: { readonly mail: string }) => (
  <Link to={pages.mail} search={{ tab: 'in', mail }} className="text-accent underline underline-offset-2">
    the mail
  </Link>
)

export function RunLog({ run }: { readonly run: RunView }) {
  const now = useNow(60_000)
  return (
    <details className="group text-note">
      <summary className="w-fit cursor-pointer rounded-box text-muted hover:text-ink">
        What happened ({run.log.length})
      </summary>
      <ol className="mt-2 flex flex-col gap-2 border-l border-line pl-3">
        {run.log.map((entry) => {
          const noticed = readInstant(entry.notedAt) - readInstant(entry.at) > 60_000
          return (
            <li key={entry.seq} className="min-w-0">
              <p className="wrap-anywhere">{entry.words}</p>
              <p className="num text-small text-muted">
                {sayMoment(readInstant(entry.at), now)}
                {noticed ? `, noticed ${sayMoment(readInstant(entry.notedAt), now)}` : ''} · {entry.by.name}
                {entry.by.email === null || entry.by.email === entry.by.name ? '' : `, ${entry.by.email}`}
                {entry.internal ? ' · internal' : ''}
                {entry.mail === null ? null : (
                  <>
                    {' · '}
                    <ToMail mail={entry.mail} />
                  </>
                )}
              </p>
              {entry.given.length === 0 ? null : (
                <p className="text-small text-muted wrap-anywhere">
                  {entry.given.map(({ name, said, file }, place) => (
                    <span key={name}>
                      {place === 0 ? '' : ' · '}
                      {name}: <GivenValue said={said} file={file} />
                    </span>
                  ))}
                </p>
              )}
            </li>
          )
        })}
      </ol>
    </details>
  )
}
