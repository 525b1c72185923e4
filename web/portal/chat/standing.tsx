/** Whether somebody is there for chat, in a line (A4). */
import type { ChatOfferView } from '../../../src/http/wire-chats.ts'
import { useNow } from '../../shared/now.ts'
import { readInstant, sayMoment } from '../../shared/time.ts'
import { cx } from '../../shared/ui/cx.ts'

type Desk = ChatOfferView['desks'][number]

export function Standing({ desk, rules }: { desk: Desk; rules: ChatOfferView['rules'] }) {
  const now = useNow(30_000)
  const { isOpen, isSomebodyThere, opensAt, waiting, name } = desk
  return (
    <div role="status" className="flex gap-3 border-y border-line py-3">
      <span
        aria-hidden="true"
        className={cx(
          'mt-1.5 size-2.5 shrink-0 rounded-full',
          isSomebodyThere ? 'bg-fine' : 'border-2 border-edge bg-panel',
        )}
      />
      <div className="min-w-0">
        <p className="font-semibold">
          {isSomebodyThere
            ? `${name} is there now.`
            : isOpen
              ? `Nobody of ${name} is there for chat at the moment.`
              : `Chat is closed now${opensAt === null ? '.' : `; it opens ${sayMoment(readInstant(opensAt), now)}.`}`}
        </p>
        <p className="text-note text-muted">
          {isSomebodyThere
            ? `${sayWaiting(waiting)} If nobody can take it within ${rules.becomesRequestAfterMinutes} minutes, it goes on as a request by itself.`
            : 'What you write now is a request at once, promised as it says here. You hear from a person by mail and on its page.'}
        </p>
      </div>
    </div>
  )
}

const sayWaiting = (waiting: number): string =>
  waiting === 0 ? 'No other chat waits.' : waiting === 1 ? 'One other chat waits.' : `${waiting} other chats wait.`
