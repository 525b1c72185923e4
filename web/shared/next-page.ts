/** Where somebody goes on after signing in. Only a path of ours: a link must not send anybody elsewhere. */
export function readNext(search: Readonly<Record<string, unknown>>): { next?: string } {
  const next = typeof search.next === 'string' && /^\/(?![/\\])/.test(search.next) ? search.next : undefined
  return next === undefined ? {} : { next }
}
