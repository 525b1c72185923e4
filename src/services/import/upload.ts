/** A file that came in over the API: read in once, however often it is sent under one key (G1). */
import { answerKept } from '../../storage/idempotency.ts'
import type { Actor, App } from '../app.ts'
import { keyMismatch, once, type Once, type Outcome } from '../once.ts'
import { wrongFields, type Answer } from '../refusals.ts'
import { importFile, type ImportOptions, type ImportReport, type Rejection } from './import.ts'

export interface Upload extends Omit<ImportOptions, 'source' | 'file'> {
  readonly bytes: Uint8Array
}

export interface UploadReport extends ImportReport {
  /** The first of them; `rejectedRows` counts the rows of all. */
  readonly rejected: readonly Rejection[]
}

/** Beyond that nobody reads them in an answer: the command line reports all. */
const mostRejections = 1_000
const pieceBytes = 262_144

/**
 * Refused where nothing of the file can be read. It is too long a work to hold its key for: two that send the same at the
 * same moment both read it in, which changes nothing the second time, and get the same answer.
 */
export async function importUpload(
  app: App,
  actor: Actor,
  { bytes, ...options }: Upload,
  asked: Once | null,
): Promise<Answer<Outcome<UploadReport>>> {
  const kept = asked === null ? null : await app.db.transaction(actor, (tx) => answerKept(tx, asked))
  if (kept?.kind === 'mismatch') return keyMismatch
  if (kept?.kind === 'replay') return { ok: true, value: { fresh: false, status: kept.status, body: kept.response } }

  const rejected: Rejection[] = []
  const report = await importFile(app, actor, { ...options, source: inPieces(bytes), file: 'the API' }, (rejection) => {
    if (rejected.length < mostRejections) rejected.push(rejection)
  })
  if (!report.understood)
    return wrongFields(rejected.map(({ field, message }) => ({ field: field ?? 'body', message })))
  return once(app, actor, asked, 200, async () => ({ ok: true, value: { ...report, rejected } }))
}

async function* inPieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += pieceBytes) yield bytes.subarray(from, from + pieceBytes)
}
