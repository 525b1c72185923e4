/** Sends one file and tells how far it is: fetch cannot do that. */
import type { AttachmentView } from '../../../src/http/wire-attachment.ts'
import { Problem, problemOf, sessionEnded } from '../api.ts'
import { api } from '../paths.ts'

export interface Sending {
  readonly done: Promise<AttachmentView>
  cancel(): void
}

/** `key` names this upload: sent again after a lost answer, it is the same one. Rejects with a `Problem`. */
export function sendUpload(file: File, key: string, tell: (share: number) => void): Sending {
  const request = new XMLHttpRequest()
  const { promise, resolve, reject } = Promise.withResolvers<AttachmentView>()
  request.open('POST', api.attachments)
  request.setRequestHeader('accept', 'application/json')
  request.setRequestHeader('idempotency-key', key)
  request.responseType = 'json'
  request.upload.onprogress = ({ loaded, total }) => tell(total === 0 ? 0 : loaded / total)
  request.onload = () =>
    request.status < 300
      ? resolve(request.response as AttachmentView)
      : reject(request.status === 401 ? sessionEnded() : problemOf(request.status, request.response))
  request.onerror = () =>
    reject(new Problem(0, 'No connection', 'The connection broke off. Check it and try again; your text is kept.'))
  const form = new FormData()
  form.append('file', file, file.name)
  request.send(form)
  return { done: promise, cancel: () => request.abort() }
}
