/**
 * The files of something that is being written, by its draft's name. They go up while one writes on, stay while one looks at
 * another page, and those that have arrived survive a reload, as the text does.
 */
import { useSyncExternalStore } from 'react'
import type { AttachmentView } from '../../../src/http/wire-attachment.ts'
import { call, newKey, Problem, sayProblem } from '../api.ts'
import { api } from '../paths.ts'
import type { PolicyView } from '../views.ts'
import { sendUpload, type Sending } from './send.ts'

export type Upload = {
  readonly key: string
  readonly name: string
  readonly bytes: number
  /** What the browser can show of it before it has arrived. */
  readonly picture: string | null
} & (
  | { readonly state: 'sending'; readonly share: number }
  | { readonly state: 'failed'; readonly problem: string; readonly mayRetry: boolean }
  | { readonly state: 'done'; readonly file: AttachmentView }
)

interface Draft {
  uploads: readonly Upload[]
  readonly files: Map<string, File>
  readonly sending: Map<string, Sending>
}

const drafts = new Map<string, Draft>()
const listeners = new Set<() => void>()
const placeOf = (name: string): string => `draft:${name}:files`

function draftOf(name: string): Draft {
  let draft = drafts.get(name)
  if (draft === undefined) drafts.set(name, (draft = { uploads: readKept(name), files: new Map(), sending: new Map() }))
  return draft
}

function readKept(name: string): readonly Upload[] {
  try {
    const kept = JSON.parse(sessionStorage.getItem(placeOf(name)) ?? '[]') as readonly AttachmentView[]
    return kept.map((file) => doneOf(file.id, file, null))
  } catch {
    return []
  }
}

const doneOf = (key: string, file: AttachmentView, picture: string | null): Upload => ({
  key,
  name: file.name,
  bytes: file.bytes,
  picture,
  state: 'done',
  file,
})

function put(name: string, uploads: readonly Upload[]): void {
  draftOf(name).uploads = uploads
  const arrived = uploads.flatMap((each) => (each.state === 'done' ? [each.file] : []))
  try {
    if (arrived.length === 0) sessionStorage.removeItem(placeOf(name))
    else sessionStorage.setItem(placeOf(name), JSON.stringify(arrived))
  } catch {
    // A full or refused storage loses only the safety net.
  }
  for (const listener of listeners) listener()
}

const change = (name: string, key: string, make: (upload: Upload) => Upload): void =>
  put(
    name,
    draftOf(name).uploads.map((each) => (each.key === key ? make(each) : each)),
  )

type Limits = PolicyView['attachments']
const megabyte = 1_048_576

function add(name: string, limits: Limits, files: readonly File[]): void {
  const draft = draftOf(name)
  for (const file of files) {
    const key = newKey()
    const picture = /^image\/(png|jpeg|gif|webp|avif)$/.test(file.type) ? URL.createObjectURL(file) : null
    const problem = refusal(limits, draft.uploads, file)
    const base = { key, name: file.name, bytes: file.size, picture }
    put(name, [
      ...draft.uploads,
      problem === null
        ? { ...base, state: 'sending', share: 0 }
        : { ...base, state: 'failed', problem, mayRetry: false },
    ])
    if (problem !== null) continue
    draft.files.set(key, file)
    send(name, key)
  }
}

/** What the server would refuse after it has all of it. */
function refusal(limits: Limits, held: readonly Upload[], file: File): string | null {
  const counted = held.filter((each) => each.state !== 'failed')
  const together = counted.reduce((sum, each) => sum + each.bytes, file.size)
  if (file.size === 0) return 'It is empty: choose another file.'
  if (file.size > limits.perFileMb * megabyte)
    return `It is larger than ${limits.perFileMb} MB: shorten the recording, or send a part of it.`
  if (counted.length >= limits.filesPerMessage)
    return `A message takes ${limits.filesPerMessage} files: send it with the next one.`
  if (together > limits.perMessageMb * megabyte)
    return `The files of a message may have ${limits.perMessageMb} MB together: send it with the next one.`
  return null
}

function send(name: string, key: string): void {
  const { files, sending } = draftOf(name)
  const file = files.get(key)
  if (file === undefined) return
  const under = sendUpload(file, key, (share) =>
    change(name, key, (each) => (each.state === 'sending' ? { ...each, share } : each)),
  )
  sending.set(key, under)
  under.done
    .then(
      (arrived) => {
        files.delete(key)
        change(name, key, ({ picture }) => doneOf(key, arrived, picture))
      },
      (reason: unknown) =>
        change(name, key, ({ key: same, name: called, bytes, picture }) => ({
          key: same,
          name: called,
          bytes,
          picture,
          state: 'failed',
          problem: problemOf(reason),
          mayRetry: !(reason instanceof Problem) || reason.status === 0 || reason.status >= 500,
        })),
    )
    .finally(() => sending.delete(key))
}

const problemOf = (reason: unknown): string =>
  reason instanceof Problem ? (reason.fields.file ?? reason.message) : sayProblem(reason)

function retry(name: string, key: string): void {
  change(name, key, ({ key: same, name: called, bytes, picture }) => ({
    key: same,
    name: called,
    bytes,
    picture,
    state: 'sending',
    share: 0,
  }))
  send(name, key)
}

function remove(name: string, key: string): void {
  const draft = draftOf(name)
  const gone = draft.uploads.find((each) => each.key === key)
  draft.sending.get(key)?.cancel()
  draft.files.delete(key)
  put(
    name,
    draft.uploads.filter((each) => each.key !== key),
  )
  forget(gone)
  // What stays there vanishes by itself.
  if (gone?.state === 'done') void call(api.attachment(gone.file.id), { method: 'DELETE' }).catch(() => undefined)
}

const forget = (upload: Upload | undefined): void => {
  if (upload !== undefined && upload.picture !== null) URL.revokeObjectURL(upload.picture)
}

/** Takes all of them out of the draft; put back by `restore`. */
function take(name: string): readonly Upload[] {
  const draft = draftOf(name)
  const all = draft.uploads
  for (const each of all) draft.sending.get(each.key)?.cancel()
  put(name, [])
  return all.filter((each) => each.state === 'done')
}

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export interface Uploads {
  readonly all: readonly Upload[]
  /** Those that have arrived. */
  readonly files: readonly AttachmentView[]
  /** Why it cannot be sent yet; null where nothing is under way. */
  readonly because: string | null
  add(files: readonly File[]): void
  retry(key: string): void
  remove(key: string): void
  /** Empties it: what has arrived goes somewhere, or is to be restored. */
  take(): readonly Upload[]
  restore(uploads: readonly Upload[]): void
}

/** `limits`: null while the policy is not known; then nothing is taken. */
export function useUploads(name: string, limits: Limits | null): Uploads {
  const all = useSyncExternalStore(subscribe, () => draftOf(name).uploads)
  const isSending = all.some((each) => each.state === 'sending')
  const hasFailed = all.some((each) => each.state === 'failed')
  return {
    all,
    files: all.flatMap((each) => (each.state === 'done' ? [each.file] : [])),
    because: isSending
      ? 'A file is still on its way.'
      : hasFailed
        ? 'A file did not go up: try again, or remove it.'
        : null,
    add: (files) => (limits === null ? undefined : add(name, limits, files)),
    retry: (key) => retry(name, key),
    remove: (key) => remove(name, key),
    take: () => take(name),
    restore: (uploads) => put(name, [...uploads, ...draftOf(name).uploads]),
  }
}

/** They belong to a message now. */
export const letGo = (uploads: readonly Upload[]): void => uploads.forEach(forget)

/** Nobody is signed in any more: what was being brought is nobody's. */
export function forgetUploads(): void {
  for (const { uploads, sending } of drafts.values()) {
    for (const each of sending.values()) each.cancel()
    for (const upload of uploads) forget(upload)
  }
  drafts.clear()
}
