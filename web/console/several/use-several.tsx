/** Selecting several tickets of a list, and doing the same to all of them. */
import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import type { TicketView } from '../../../src/http/wire.ts'
import { mostAtOnce } from '../../../src/domain/at-once.ts'
import type { SeveralView } from '../../../src/http/wire-several.ts'
import { holdKeysFor } from '../../shared/held-keys.ts'
import { queries, queryClient } from '../../shared/queries.ts'
import { useMe } from '../../shared/session.ts'
import { toast } from '../../shared/ui/toast.tsx'
import { commands } from '../commands.ts'
import { offer } from '../palette-commands.ts'
import { giveBack, severalActs } from './acts.ts'
import { SeveralBar, whyNotSeveral } from './bar.tsx'
import { useMarks } from './use-marks.ts'
import { sayDone, sayLeft, type Said, type SharedAct } from './words.ts'

const bringDialog = () => import('./dialog.tsx')
const SeveralDialog = lazy(() => bringDialog().then((module) => ({ default: module.SeveralDialog })))

interface Open {
  readonly act: SharedAct['kind']
  readonly tickets: readonly TicketView[]
}

/** `rows` are what is shown of the list, null while that is not known; `hand` is the row under the hand. */
export function useSeveral(list: string, rows: readonly TicketView[] | null, hand: string | null) {
  const me = useMe()
  const [open, setOpen] = useState<Open | null>(null)
  const [heard, setHeard] = useState<{ readonly list: string; readonly said: Said } | null>(null)
  const said = heard?.list === list ? heard.said : null
  const tell = (words: string, notDone: Said['notDone'] = []): void => setHeard({ list, said: { words, notDone } })
  // On a phone nothing hovers: there the boxes come when one asks for them.
  const [isPicking, setPicking] = useState(false)
  const { ids, mark, markAll, set } = useMarks(list, rows, (left) => {
    // Of those that were refused it has just been said why.
    const known = new Set(said?.notDone.flatMap(({ tickets }) => tickets.map(({ id }) => id)))
    const news = left.filter(({ id }) => !known.has(id))
    if (news.length > 0) tell(sayLeft(news.map(({ number }) => number)), said?.notDone.length ? said.notDone : [])
  })
  const shown = rows ?? []
  const chosen = shown.filter(({ id }) => ids.has(id))
  const count = chosen.length

  const clear = (): void => {
    set([])
    setHeard(null)
    setPicking(false)
    // What was pressed for it may have gone with the bar: the keyboard goes on from the row under the hand.
    requestAnimationFrame(() => (document.activeElement === document.body ? toRow(hand) : undefined))
  }
  const all = (): void => {
    markAll()
    if (shown.length > mostAtOnce && count < mostAtOnce)
      tell(`The first ${mostAtOnce} of ${shown.length}: more are not done at once.`)
  }
  const act = (kind: SharedAct['kind']): void => {
    const because = whyNotSeveral(count)
    if (because !== null) return tell(because)
    setHeard(null)
    holdKeysFor('dialog')
    setOpen({ act: kind, tickets: chosen })
  }
  const done = (tickets: readonly TicketView[], given: SharedAct, answer: SeveralView): void => {
    const refused = answer.items.filter(({ problem }) => problem !== null).map(({ ticket }) => ticket)
    const result = sayDone(given.kind, answer)
    set(refused)
    if (refused.length > 0) return setHeard({ list, said: result })
    clear()
    if (given.kind !== 'assign') return toast.done(result.words)
    const staff = queryClient.getQueryData(queries.staff().queryKey)
    const moved = tickets.filter(({ assignee }) => (assignee?.id ?? null) !== given.person)
    const person = staff?.find(({ id }) => id === given.person)
    const who = given.person === null ? 'nobody' : given.person === me.id ? 'you' : (person?.name ?? 'a colleague')
    const words = result.words.replace(/\.$/, ` to ${who}.`)
    return moved.length === 0 ? toast.done(words) : toast.undoable(words, () => void giveBack(moved))
  }

  const latest = useRef({ act, all, clear })
  useEffect(() => {
    latest.current = { act, all, clear }
  })
  const isActive = count > 0 || isPicking || said !== null
  const hasRows = shown.length > 0
  useEffect(() => (hasRows ? offer([selectAll(() => latest.current.all())]) : undefined), [hasRows])
  useEffect(() => {
    if (count === 0) return
    void bringDialog().catch(() => undefined)
    return offer([
      ...severalActs.map(({ id, label, shortcut }) => ({
        id: `several/${id}`,
        label,
        hint: `${count} selected`,
        ...(shortcut === undefined ? {} : { shortcut }),
        because: () => whyNotSeveral(count),
        run: () => latest.current.act(id),
      })),
      {
        id: 'several/none',
        label: 'Select none',
        hint: `${count} selected`,
        shortcut: 'Esc',
        because: () => null,
        run: () => latest.current.clear(),
      },
    ])
  }, [count])

  const markHand = (isRange: boolean): void => (hand === null ? undefined : mark(hand, isRange))
  const keys: Readonly<Record<string, (event: KeyboardEvent) => void>> = {
    x: () => markHand(false),
    // Also 'x' with the capitals locked.
    X: ({ shiftKey }) => markHand(shiftKey),
    ...(isActive ? { Escape: clear } : {}),
    ...(count > 0
      ? {
          ...Object.fromEntries(
            commands.flatMap(({ label, shortcut }) =>
              shortcut === undefined
                ? []
                : [[shortcut, () => tell(`‘${label}’ is for one ticket at a time: clear the selection first.`)]],
            ),
          ),
          ...Object.fromEntries(
            severalActs.flatMap(({ id, shortcut }) => (shortcut === undefined ? [] : [[shortcut, () => act(id)]])),
          ),
        }
      : {}),
  }
  return {
    ids,
    count,
    /** All of what is shown, as many as can be. */
    isAll: count > 0 && count === shown.length,
    isPicking,
    pick: () => (isPicking ? clear() : setPicking(true)),
    mark,
    markAll: all,
    keys,
    bar: (
      <>
        <p role="status" className="sr-only">
          {[said === null ? '' : wholly(said), count === 0 ? '' : `${count} selected.`].join(' ').trim()}
        </p>
        {isActive ? <SeveralBar {...{ count, said }} onAct={act} onAll={all} onClear={clear} /> : null}
      </>
    ),
    dialog:
      open === null ? null : (
        <Suspense>
          <SeveralDialog
            act={open.act}
            tickets={open.tickets}
            onDone={(given, answer) => done(open.tickets, given, answer)}
            onClose={() => setOpen(null)}
          />
        </Suspense>
      ),
  }
}

const selectAll = (run: () => void) => ({
  id: 'several/all',
  label: 'Select all that are shown',
  hint: 'the list',
  because: () => null,
  run,
})

const toRow = (id: string | null): void =>
  id === null
    ? undefined
    : document.querySelector<HTMLElement>(`[data-row="${CSS.escape(id)}"]`)?.focus({ preventScroll: true })

const wholly = ({ words, notDone }: Said): string =>
  [
    words,
    ...notDone.map(({ because, tickets }) => `${tickets.map(({ number }) => number).join(', ')}: ${because}`),
  ].join(' ')
