/**
 * The browser's own notification of what is 'for you': where the person wants it on this browser, and only while no tab of the
 * console is in view. One for each ticket; pressed, it opens that.
 */
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useSyncExternalStore } from 'react'
import type { AlertsView } from '../../../src/http/wire-alerts.ts'
import { whenAlertsHeard } from './changed.ts'
import { call } from '../api.ts'
import { now } from '../now.ts'
import { pages } from '../pages.ts'
import { api, withQuery } from '../paths.ts'
import { useMe } from '../session.ts'
import { readInstant } from '../time.ts'
import type { Page } from '../views.ts'
import { newer } from './newer.ts'
import { sayWhat } from './words.ts'

/** 'refused': by the browser, where whoever sits before it has said so. 'none': it can show nothing of ours. */
export type BrowserAlerts = 'on' | 'off' | 'refused' | 'none'

/** What has happened already and is not told yet, while the page was in view a moment ago. */
const onItsWayMs = 3_000

const keyOf = (person: string): string => `browser-alerts:${person}`
const watchers = new Set<() => void>()

function wishedFor(person: string): boolean {
  try {
    return localStorage.getItem(keyOf(person)) === 'on'
  } catch {
    return false
  }
}

export function browserAlertsOf(person: string): BrowserAlerts {
  if (typeof Notification === 'undefined' || !isSecureContext) return 'none'
  if (Notification.permission === 'denied') return 'refused'
  return wishedFor(person) && Notification.permission === 'granted' ? 'on' : 'off'
}

/** Asks the browser, where it has not been asked. */
export async function wishFor(person: string, wished: boolean): Promise<void> {
  if (wished && Notification.permission === 'default') await Notification.requestPermission()
  try {
    if (wished && Notification.permission === 'granted') localStorage.setItem(keyOf(person), 'on')
    else localStorage.removeItem(keyOf(person))
  } catch {
    // A refused storage keeps no wish: it stays off.
  }
  for (const each of watchers) each()
}

export const useBrowserAlertsOf = (person: string): BrowserAlerts =>
  useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher)
      return () => watchers.delete(watcher)
    },
    () => browserAlertsOf(person),
  )

const inView = 'partner-desk-in-view'

/** Whether any tab of the console is in view; each that is holds the lock together with the others. */
async function isInView(): Promise<boolean> {
  if (document.visibilityState === 'visible') return true
  const { held = [] } = (await navigator.locks?.query()) ?? {}
  return held.some(({ name }) => name === inView)
}

function holdWhileInView(): () => void {
  let release: (() => void) | undefined
  const look = (): void => {
    release?.()
    release = undefined
    if (document.visibilityState !== 'visible' || navigator.locks === undefined) return
    const hidden = Promise.withResolvers<void>()
    release = hidden.resolve
    void navigator.locks.request(inView, { mode: 'shared' }, () => hidden.promise)
  }
  document.addEventListener('visibilitychange', look)
  look()
  return () => {
    document.removeEventListener('visibilitychange', look)
    release?.()
  }
}

/** For as long as the frame stands. */
export function useBrowserAlerts(): void {
  const { id } = useMe()
  const navigate = useNavigate()
  useEffect(() => {
    let since = now()
    const tell = async (): Promise<void> => {
      if (browserAlertsOf(id) !== 'on' || (await isInView())) return void (since = now() - onItsWayMs)
      const { items } = await call<Page<AlertsView>>(withQuery(api.alerts, { unread: 'true', limit: 20 }), {})
      const fresh = newer(items, since)
      for (const { at } of fresh) since = Math.max(since, readInstant(at))
      for (const alerts of fresh)
        show(alerts, () => void navigate({ to: pages.ticket, params: { ticket: alerts.ticket.id } }))
    }
    // What fails is told in the list all the same.
    const stop = whenAlertsHeard(() => void tell().catch(() => undefined))
    const release = holdWhileInView()
    return () => {
      stop()
      release()
    }
  }, [id, navigate])
}

function show(alerts: AlertsView, open: () => void): void {
  const { id, number, subject } = alerts.ticket
  // A later one of the same ticket takes its place.
  const shown = new Notification(`${number} ${subject}`, { body: sayWhat(alerts), tag: id })
  shown.addEventListener('click', () => {
    window.focus()
    open()
    shown.close()
  })
}
