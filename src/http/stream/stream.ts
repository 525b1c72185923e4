/**
 * The stream of what happens, to everybody who listens. One reader serves all of the staff and one each partner that is
 * there, each reading the ledger as its audience: the database itself keeps partners apart (G3). The staff's reader sees
 * everything and wakes those it concerns.
 */
import type { ServerResponse } from 'node:http'
import type { PartnerId } from '../../domain/kernel.ts'
import type { Actor, App } from '../../services/app.ts'
import { isLaterPosition, readStream, streamStart, type StreamWord, type Typing } from '../../services/stream.ts'
import type { Caller } from '../caller.ts'
import { Audience, wordText } from './audience.ts'
import { Ear } from './ear.ts'
import { Turns } from './turns.ts'

export interface StreamOptions {
  readonly app: App
  /** Hears what went wrong; the stream goes on by itself. */
  readonly complain: (reason: unknown) => void
  /** Milliseconds between looks at the ledger, though nobody said that there is something. */
  readonly lookEvery?: number
  /** Milliseconds between signs of life. */
  readonly beatEvery?: number
}

/** Somebody who listens, and whether it still may. */
interface Open {
  readonly ear: Ear
  readonly actor: Actor
  readonly stillMay: () => Promise<boolean>
  /** With whom it reads the ledger; null while it is being brought up to date. */
  audience: Audience | null
}

/** Whoever is further behind is told to load anew. */
const furthestBehind = 10_000
const portion = 200
const arrivalsAtOnce = 3

export class Stream {
  readonly #app: App
  readonly #complain: (reason: unknown) => void
  readonly #open = new Set<Open>()
  /** Those who are being brought up to date. */
  readonly #arriving = new Map<ServerResponse, Promise<void>>()
  /** However many come at once, as after a restart: the database and the processor are for requests, too. */
  readonly #turns = new Turns(arrivalsAtOnce)
  readonly #partners = new Map<PartnerId, Audience>()
  readonly #timers: readonly NodeJS.Timeout[]
  #staff: Promise<Audience> | undefined
  #closed = false

  constructor({ app, complain, lookEvery = 3_000, beatEvery = 15_000 }: StreamOptions) {
    this.#app = app
    // What was being read when it was closed may fail: nobody waits for it.
    this.#complain = (reason) => (this.#closed ? undefined : complain(reason))
    this.#timers = [setInterval(() => this.wake(), lookEvery), setInterval(() => this.#beat(), beatEvery)]
    for (const timer of this.#timers) timer.unref()
  }

  /** How many listen. */
  get size(): number {
    return this.#open.size
  }

  /** There may be something new. */
  wake(): void {
    void this.#staff?.then(
      (staff) => staff.wake(),
      () => undefined,
    )
    for (const audience of this.#partners.values()) if (!audience.isSettled) audience.wake()
  }

  /** Told to whoever concerned listens now; without a position, so that nobody resumes behind it (A4). */
  whisper(typing: Typing): void {
    const text = `event: typing\ndata: ${JSON.stringify(typing)}\n\n`
    for (const { ear, actor } of this.#open)
      if (actor.kind !== 'partner' || actor.partner === typing.partner) ear.say(text, ear.position)
  }

  /** There is something new for these of the staff, or they have read it in another window; null is for everybody. */
  tellAlerts(people: ReadonlySet<string> | null): void {
    for (const { ear, actor } of this.#open)
      if (actor.kind === 'staff' && (people?.has(actor.person) ?? true))
        ear.say('event: alerts\ndata: {}\n\n', ear.position)
  }

  /** Another policy holds: whoever shows what is promised, or what there is to choose, reads it again (C9). */
  tellPolicy(version: number): void {
    for (const { ear } of this.#open) ear.say(`event: policy\ndata: ${JSON.stringify({ version })}\n\n`, ear.position)
  }

  /**
   * People, or what they may do, changed: whoever may not listen any more is cut off, and of the others the staff reads again
   * what it shows of them.
   */
  async reconsider(): Promise<void> {
    for (const { ear, actor, stillMay } of this.#open)
      if (!(await stillMay().catch(() => false))) ear.end()
      else if (actor.kind === 'staff') ear.say('event: people\ndata: {}\n\n', ear.position)
  }

  /**
   * Serves one listener from `after` on; null begins with what happens from now. `stillMay` is asked when people change.
   * Where the ledger cannot be read it is cut off: it comes back by itself, with the place it had.
   */
  serve(raw: ServerResponse, { actor }: Caller, after: string | null, stillMay: () => Promise<boolean>): void {
    if (this.#closed) return void raw.destroy()
    const arrival = this.#bringUp(raw, actor, after, stillMay)
      .catch((reason: unknown) => {
        this.#complain(reason)
        raw.destroy()
      })
      .finally(() => this.#arriving.delete(raw))
    this.#arriving.set(raw, arrival)
  }

  async #bringUp(
    raw: ServerResponse,
    actor: Actor,
    after: string | null,
    stillMay: () => Promise<boolean>,
  ): Promise<void> {
    const staff = await this.#begin()
    const start = await streamStart(this.#app)
    if (this.#closed) return
    raw.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
      'x-content-type-options': 'nosniff',
    })
    raw.write('retry: 2000\n\n')
    const ear = new Ear(raw, after ?? start)
    const open: Open = { ear, actor, stillMay, audience: null }
    this.#admit(open)
    if (after === null) ear.say(`id: ${start}\n\n`, start)
    // What changed since it was let in was told to those who were there.
    if (!(await stillMay())) return ear.end()
    for (;;) {
      if (!(await this.#catchUp(ear, actor, start))) return
      const audience = this.#audienceOf(actor, staff)
      if (isLaterPosition(audience.position, ear.position)) continue
      // Nothing is waited for since it was looked at: nothing is missed, and nothing told twice.
      open.audience = audience
      audience.ears.add(ear)
      return
    }
  }

  /**
   * From its first line on: a client that is connected has loaded what it shows, and what is kept nowhere is told only once.
   * The ledger it reads by itself until it has caught up.
   */
  #admit(open: Open): void {
    this.#open.add(open)
    open.ear.onGone(() => {
      this.#open.delete(open)
      open.audience?.ears.delete(open.ear)
      this.#forgetEmpty()
    })
  }

  /** Ends every stream; the clients come back to whoever serves then. Resolves when nothing is read for any of them. */
  async close(): Promise<void> {
    this.#closed = true
    for (const timer of this.#timers) clearInterval(timer)
    for (const { ear, audience } of this.#open) {
      audience?.stop()
      ear.end()
    }
    for (const raw of this.#arriving.keys()) raw.destroy()
    await Promise.all(this.#arriving.values())
  }

  /** Reads what one listener has missed, at its own pace. False where it is gone, or we go. */
  async #catchUp(ear: Ear, actor: Actor, start: string): Promise<boolean> {
    for (let behind = 0; ;) {
      // Whoever has gone while it waited for its turn is not read for.
      const read = await this.#turns.take(async () =>
        this.#closed || !ear.isOpen ? null : readStream(this.#app, actor, ear.position, portion),
      )
      if (read === null || this.#closed) return false
      if (!read.ok || behind > furthestBehind) {
        ear.say(`id: ${start}\nevent: reset\ndata: {}\n\n`, start)
        behind = 0
        continue
      }
      const { words, cursor, more } = read.value
      for (const word of words) ear.say(wordText(word), word.cursor)
      ear.position = cursor
      behind += words.length
      if (!(await ear.keepsUp())) return false
      if (!more) return true
    }
  }

  #begin(): Promise<Audience> {
    this.#staff ??= streamStart(this.#app).then(
      (start) =>
        new Audience(this.#app, { kind: 'system' }, start, this.#complain, (words, position) =>
          this.#pass(words, position),
        ),
    )
    this.#staff.catch(() => (this.#staff = undefined))
    return this.#staff
  }

  #audienceOf(actor: Actor, staff: Audience): Audience {
    if (actor.kind !== 'partner') return staff
    let audience = this.#partners.get(actor.partner)
    if (audience === undefined) {
      audience = new Audience(this.#app, actor, staff.position, this.#complain)
      this.#partners.set(actor.partner, audience)
    }
    return audience
  }

  /** What the staff's reader has read concerns these partners; for the others there was nothing in it. */
  #pass(words: readonly StreamWord[], position: string): void {
    const concerned = new Set(words.map(({ partner }) => partner))
    for (const [partner, audience] of this.#partners) {
      if (concerned.has(partner)) audience.wake()
      else if (audience.isSettled && isLaterPosition(position, audience.position)) audience.position = position
    }
  }

  #forgetEmpty(): void {
    for (const [partner, audience] of this.#partners)
      if (audience.ears.size === 0) {
        audience.stop()
        this.#partners.delete(partner)
      }
  }

  /**
   * A sign of life, and the position reached: what the listener may not hear is not read again for it. An event, since a
   * browser tells its page of no comments: a page that hears none knows that its connection is dead, whatever it looks like.
   */
  #beat(): void {
    for (const { ear, audience } of this.#open) {
      const beat = 'event: beat\ndata: {}\n'
      // Whoever is still being brought up to date may have come with a position that is none.
      if (audience !== null && isLaterPosition(audience.position, ear.position))
        ear.say(`${beat}id: ${audience.position}\n\n`, audience.position)
      else ear.say(`${beat}\n`, ear.position)
    }
  }
}
