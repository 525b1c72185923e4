/** Reads the one file of a multipart request as it comes. */
import type { MultipartFile } from '@fastify/multipart'
import type { FastifyRequest } from 'fastify'
import type { Result } from '../../domain/kernel.ts'
import { problem, type Problem } from '../problem.ts'

interface Upload {
  readonly name: string
  readonly content: AsyncIterable<Uint8Array>
}

/** Far beyond what a policy may allow: how much is taken is counted while it comes. */
const limits = { fileSize: 2 ** 31, files: 1, fields: 5, parts: 6, headerPairs: 20 }

/** What `take` makes of the file, or what is wrong with the request. A request that breaks off is one of these, not a mistake of ours. */
export async function takeUpload<Taken>(
  request: FastifyRequest,
  take: (file: Upload) => Promise<Taken>,
): Promise<Result<Taken, Problem>> {
  let part: MultipartFile | undefined
  try {
    part = await request.file({ limits, throwFileSizeLimit: false })
  } catch (thrown) {
    return wrong(`It is no multipart request: ${thrown instanceof Error ? thrown.message : String(thrown)}`)
  }
  if (part === undefined || part.fieldname !== 'file') {
    part?.file.resume()
    return wrong("Send the file in a field of the name 'file'.")
  }
  const { file, filename } = part
  let broken = false
  file.once('error', () => (broken = true))
  request.raw.once('aborted', () => (broken = true))
  try {
    const value = await take({ name: nameIn(filename), content: file })
    // A refusal comes before the end: the rest is let go.
    file.resume()
    return { ok: true, value }
  } catch (thrown) {
    if (broken || request.raw.destroyed) return wrong('The upload broke off: send the file again.')
    throw thrown
  }
}

/** As browsers write what may not stand between quotation marks. */
const nameIn = (filename: string): string => filename.replaceAll('%22', '"').replaceAll(/%0[ad]/gi, ' ')

const wrong = (message: string) =>
  ({
    ok: false,
    problem: problem('invalid-request', 'The upload is not understood.', [{ field: 'file', message }]),
  }) as const
