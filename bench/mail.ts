/**
 * Reading mail: everything that `desk mail parse` says of 60 messy mails and 315 bounces, against postal-mime, which takes
 * the same messages apart and neither makes HTML safe, finds the reply, judges, nor reads the form.
 */
import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import PostalMime from 'postal-mime'
import { readMail } from '../src/channels/mail/read.ts'
import { loadPolicy } from '../src/policy/load.ts'
import { median, tell, type Bench } from './report.ts'

const mails = path.resolve(import.meta.dirname, '../../shared/data/mail')

export const bench: Bench = async ({ quick }) => {
  const loaded = await loadPolicy(path.resolve(import.meta.dirname, '../policy/zoho'))
  if (!loaded.ok) throw new Error('The policy has mistakes: see `desk policy check`.')
  const { policy } = loaded
  const raw = globSync('{zammad,sisimai}/**/*.{box,eml}', { cwd: mails })
    .toSorted()
    .map((file) => readFileSync(path.join(mails, file)))
  const rounds = quick ? 1 : 5
  const perSecond = async (read: (message: Uint8Array) => unknown): Promise<number> => {
    const began = performance.now()
    for (const message of raw) await read(message)
    return (raw.length / (performance.now() - began)) * 1_000
  }
  const own = (message: Uint8Array) => readMail(message, { policy })
  const peer = (message: Uint8Array) => PostalMime.parse(message)

  // Until both are compiled.
  await perSecond(own)
  await perSecond(peer)
  const figures: { own: number; peer: number }[] = []
  for (let round = 0; round < rounds; round += 1)
    figures.push({ own: await perSecond(own), peer: await perSecond(peer) })
  return [
    tell({
      bench: 'mail',
      what: `read ${raw.length} messages to the last`,
      value: median(figures.map((each) => each.own)),
      unit: 'per second',
      against: { name: 'postal-mime, parsing alone', value: median(figures.map((each) => each.peer)) },
      more: { megabytes: Math.round(raw.reduce((sum, message) => sum + message.length, 0) / 100_000) / 10 },
    }),
  ]
}
